// What Parley says in Slack, in German.
import type { BotWords } from './words.ts';

/** `90 Minuten`, `2 Stunden`, `2 Tage` */
function spanOf(minutes: number): string {
  const [size, one, many] =
    minutes % 1440 === 0 && minutes > 1440
      ? ([1440, 'Tag', 'Tage'] as const)
      : minutes % 60 === 0
        ? ([60, 'Stunde', 'Stunden'] as const)
        : ([1, 'Minute', 'Minuten'] as const);
  const count = minutes / size;
  return `${count} ${count === 1 ? one : many}`;
}

export const de: BotWords = {
  close: 'Schließen',
  help: [
    '`/parley notifications` stellt ein, was Sie wo und wann hören: Anlässe, Erinnerungen, Ruhezeiten, Sprache.',
    '`/parley calendar` zeigt Ihre Termine in Google Kalender, Outlook oder Apple Kalender.',
    '`/parley guests` zeigt die privaten Seiten Ihrer Gäste und schließt sie.',
    '`/parley defaults` stellt ein, was für alle gilt, die selbst nichts gewählt haben (Admins).',
    '`/parley ops` zeigt, wie es Parley geht (Admins).',
    'Für einen Termin schreiben Sie mir, oder nehmen Sie `/meet` und `/meetings`. Ich verstehe bisher Englisch.',
  ].join('\n'),
  meetHelp:
    'Sagen Sie mir auf Englisch, was ich vereinbaren soll: `/meet 30 min with Sarah tomorrow at 2pm`, ' +
    '`/meet move my 3pm to Friday`, `/meet when is Tim free this week?`',
  elsewhere: 'Ich antworte in unseren Direktnachrichten.',
  noMeetings: 'Es stehen keine Termine an. Schreiben Sie mir, wen Sie wann treffen möchten.',
  you: (quote) => `Sie: ${quote}`,
  done: 'Erledigt.',
  opsLink: (url) => `Wie es Parley geht: <${url}|zur Seite>. Der Link ist nur für Sie und gilt eine Stunde.`,
  settings: {
    reading: 'Ich lese die Einstellungen…',
    own: {
      title: 'Benachrichtigungen',
      slack: 'In Slack sagen',
      mail: 'Per Mail sagen',
      reminders: 'Mich vor meinen Terminen erinnern',
      guestReminders: 'Die Gäste meiner Termine erinnern',
      announce: 'Termine ankündigen, zu denen ich einlade',
      note: 'Gäste bekommen Einladungen und Änderungen immer per Mail.',
    },
    workspace: {
      title: 'Vorgaben für alle',
      slack: 'Allen in Slack sagen',
      mail: 'Allen per Mail sagen',
      reminders: 'Alle vor ihren Terminen erinnern',
      guestReminders: 'Die Gäste von Terminen erinnern',
      announce: 'Die Termine aller ankündigen',
      note: 'Das gilt für alle, die mit /parley notifications nichts anderes gewählt haben.',
    },
    kinds: {
      confirmation: 'Einladungen',
      moved: 'Verschobene Termine',
      changed: 'Andere Änderungen',
      cancelled: 'Abgesagte Termine',
      left: 'Jemand nimmt nicht teil',
      reminder: 'Erinnerungen',
      follow_up: 'Nach einem Termin',
      weekly_agenda: 'Meine Woche, am Montag',
    },
    save: 'Speichern',
    before: (minutes) => `${spanOf(minutes)} vorher`,
    never: 'Nie',
    quiet: 'Ruhezeiten',
    quietOn: 'Keine Nachrichten zwischen diesen Zeiten',
    from: 'Von',
    until: 'Bis',
    language: 'Sprache der Nachrichten',
    asInSlack: 'Wie im Slack-Profil',
    channel: 'Kanal',
    announceIn: 'Ankündigen in',
    chooseChannel: 'Kanal wählen',
    inviteMe: 'Laden Sie mich zuerst in den Kanal ein: /invite @Parley',
    noQuietFrom: 'Wählen Sie, wann Ihre Ruhezeit beginnt.',
    noQuietTo: 'Wählen Sie, wann Ihre Ruhezeit endet.',
    noQuietTime: 'Sie endet, wenn sie beginnt: wählen Sie eine andere Zeit.',
    noChannel: 'Wählen Sie den Kanal, in dem ich Ihre Termine ankündige.',
    noWayIn:
      'Ich darf in diesem Kanal nicht schreiben: laden Sie mich dort mit /invite @Parley ein, und speichern Sie noch einmal.',
    announces: (name) =>
      name === null
        ? 'Ab jetzt kündige ich hier an, wenn jemand in diesem Workspace einen Termin vereinbart, verschiebt oder absagt.'
        : `Ab jetzt kündige ich hier an, wenn ${name} einen Termin vereinbart, verschiebt oder absagt.`,
  },
  calendar: {
    title: 'Ihr Kalender-Abo',
    reading: 'Ich hole Ihre Adresse…',
    intro:
      'Abonnieren Sie diese Adresse in Google Kalender, Outlook oder Apple Kalender; dort stehen dann Ihre Termine:',
    renewed: 'Die alte Adresse gilt nicht mehr. Das ist die neue:',
    secret: 'Behalten Sie sie für sich: wer sie hat, sieht Ihre Termine. Ändern kann damit niemand etwas.',
    renew: 'Neue Adresse',
    ask: {
      title: 'Eine neue Adresse?',
      text: 'Kalender mit der bisherigen Adresse bekommen Ihre Termine dann nicht mehr.',
      confirm: 'Neue Adresse',
      deny: 'Behalten',
    },
  },
  guestPages: {
    title: 'Seiten Ihrer Gäste',
    reading: 'Ich suche die Seiten…',
    intro:
      'Jede Mail an einen Gast führt auf eine private Seite, auf der er den Termin verschiebt oder absagt. Schließen ' +
      'Sie eine, die in falsche Hände geraten ist.',
    none: 'Kein Gast eines kommenden Termins hat eine offene Seite.',
    closed: (email) => `Die Seite von ${email} ist geschlossen. Die nächste Mail zum Termin bringt eine neue.`,
    closeButton: 'Seite schließen',
    ask: {
      title: 'Diese Seite schließen?',
      text: 'Der Link in den bisherigen Mails öffnet dann nichts mehr. Der Termin bleibt, wie er ist.',
      confirm: 'Schließen',
      deny: 'Offen lassen',
    },
  },
  reschedule: {
    title: 'Verschieben',
    reading: 'Ich suche Zeiten, zu denen alle können…',
    now: (when) => `Bisher: ${when}`,
    pickDay: 'Tag wählen',
    later: 'Spätere Zeiten',
    free: 'Freie Zeiten',
    submit: 'Termin verschieben',
    none: (days, from, why) =>
      `In den ${days} Tagen ab ${from} ist keine Zeit für alle frei${why && `: ${why}`}. Wählen Sie einen anderen Tag.`,
    reasons: {
      no_working_hours: 'dann arbeitet niemand',
      fully_booked: 'alles ist vergeben',
      beyond_limits: 'das ist zu bald oder zu weit voraus',
      past: 'das ist vorbei',
    },
    cancelled: 'Dieser Termin ist abgesagt.',
    over: 'Dieser Termin ist vorbei.',
    notYours: 'Diesen Termin kann nur verschieben, wer dazu einlädt.',
  },
  sentences: {
    outdated:
      'Dieser Knopf stammt aus einer älteren Fassung von Parley. Sehen Sie unter /meetings nach, oder schreiben Sie mir.',
    unchanged: (id) => `Bei mir ist etwas schiefgegangen; geändert wurde nichts. (Anfrage ${id})`,
    unsure: (id) =>
      `Bei mir ist etwas schiefgegangen. Bitte sehen Sie unter /meetings nach, bevor Sie es noch einmal versuchen. (Anfrage ${id})`,
    unsaved: (id) =>
      `Ich konnte Ihre Einstellungen nicht speichern: bitte versuchen Sie es noch einmal mit /parley notifications. (Anfrage ${id})`,
    freeInstead: (times) => `Frei ist stattdessen: ${times.join('; ')}.`,
    refusals: {
      past_time: 'Diese Zeit ist schon vorbei: wählen Sie eine spätere.',
      nonexistent_time: 'Diese Uhrzeit gibt es an dem Tag nicht, weil die Uhren umgestellt werden.',
      not_found: 'Das gibt es für Sie hier nicht mehr.',
      forbidden: 'Das dürfen Sie nicht: fragen Sie, wer dazu einlädt, oder die Admins Ihres Workspace.',
      conflict: 'Diese Zeit ist inzwischen vergeben: wählen Sie eine andere.',
      invalid_transition: 'So, wie der Termin jetzt steht, geht das nicht mehr.',
      stale: 'Der Termin hat sich inzwischen geändert: sehen Sie ihn noch einmal an.',
      unavailable: 'Gerade nicht möglich: bitte versuchen Sie es in einer Minute noch einmal.',
    },
  },
};
