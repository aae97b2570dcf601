// The guests' pages in German.
import type { Words } from './words.ts';

export const de: Words = {
  manage: {
    notices: {
      moved: 'Der Termin ist verschoben. Alle Beteiligten werden benachrichtigt.',
      cancelled: 'Der Termin ist abgesagt. Alle Beteiligten werden benachrichtigt.',
      stale:
        'Der Termin hat sich geändert, seit Sie diese Seite geöffnet haben; deshalb ist nichts geschehen. So steht er jetzt.',
      taken: 'Diese Zeit ist gerade vergeben worden; deshalb ist nichts geschehen. Diese Zeiten sind noch frei.',
      offer_expired: 'Die Liste war nicht mehr aktuell; deshalb ist nichts geschehen. Diese Zeiten sind jetzt frei.',
      too_late: 'Dieser Termin lässt sich nicht mehr ändern: bitte schreiben Sie der einladenden Person.',
    },
    cancelled: 'Abgesagt',
    over: 'Dieser Termin ist vorbei',
    running: 'Dieser Termin hat begonnen',
    minutes: (count) => (count === 1 ? '1 Minute' : `${count} Minuten`),
    who: 'Wer',
    where: 'Wo',
    about: 'Worum es geht',
    from: 'Eingeladen von',
    join: 'Teilnehmen',
    addToCalendar: 'In den Kalender',
    file: 'Kalenderdatei',
    move: 'Auf eine andere Zeit verschieben',
    moveHint: 'Alle diese Zeiten passen den anderen.',
    nothingFree:
      'In diesen Wochen ist nichts frei. Sehen Sie spätere Wochen an, oder schreiben Sie der einladenden Person.',
    chooseDay: 'Tag wählen',
    times: (day) => `Frei am ${day}`,
    otherZone: 'Andere Zeitzone',
    earlier: 'Früher',
    later: 'Später',
    free: (count) => `${count} frei`,
    moveButton: 'Termin verschieben',
    cancel: 'Termin absagen',
    cancelHint: 'Er wird für alle abgesagt.',
    why: 'Grund',
    reason: 'Grund (die anderen lesen ihn)',
    cancelButton: 'Termin absagen',
    close: 'Jemand anders hat diese Adresse',
    closeHint:
      'Schließen Sie die Seite, dann öffnet ihre Adresse nichts mehr. Die nächste Mail zum Termin bringt eine neue.',
    closeButton: 'Seite endgültig schließen',
    closed: {
      title: 'Diese Seite ist geschlossen',
      text: 'Ihre Adresse öffnet nichts mehr. Der Termin bleibt, wie er ist; die nächste Mail dazu bringt eine neue Adresse.',
    },
    zone: 'Zeiten gelten für',
    show: 'Anzeigen',
    yours: 'Diese Seite gehört Ihnen allein: wer ihre Adresse hat, kann den Termin verschieben oder absagen.',
  },
  unsubscribe: {
    title: 'Weniger Mails',
    guest: (email) =>
      `Soll ${email} keine Erinnerungen und Rückfragen mehr bekommen? Einladungen und Änderungen kommen weiterhin.`,
    user: (kind) => `Möchten Sie keine Mails dieser Art mehr: ${kind}? Slack bleibt, wie es ist.`,
    button: 'Diese Mails abstellen',
    done: 'Erledigt: diese Mails sind abgestellt.',
    again: 'Sie können sie jederzeit wieder einschalten.',
    againButton: 'Wieder einschalten',
    on: 'Diese Mails sind eingeschaltet.',
    kinds: {
      confirmation: 'Bestätigungen',
      moved: 'verschobene Termine',
      changed: 'geänderte Termine',
      cancelled: 'abgesagte Termine',
      left: 'Absagen einzelner',
      reminder: 'Erinnerungen',
      follow_up: 'Nachfragen',
      weekly_agenda: 'die Wochenübersicht',
    },
  },
  refused: {
    title: 'Dieser Link funktioniert nicht',
    text: 'Vielleicht ist er unterwegs gekürzt worden, oder seine Zeit ist um. Nehmen Sie den Link aus Ihrer letzten Mail, oder schreiben Sie der Person, mit der Sie verabredet sind.',
  },
  slowed: {
    title: 'Einen Moment, bitte',
    text: (seconds) =>
      `Aus Ihrem Netz kamen zu viele Links, die nicht funktionieren. Versuchen Sie es in ${seconds} Sekunden wieder.`,
  },
  unavailable: {
    title: 'Gerade nicht erreichbar',
    text: 'Es ist nichts geändert worden. Bitte versuchen Sie es in einer Minute wieder.',
  },
};
