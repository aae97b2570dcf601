// Cards in German.
import type { CardWords } from './words.ts';

export const de: CardWords = {
  states: {
    requested: 'Wartet auf Zusage',
    scheduled: 'Geplant',
    confirmed: 'Bestätigt',
    active: 'Jetzt',
    completed: 'Vorbei',
    cancelled: 'Abgesagt',
    declined: 'Abgelehnt',
    expired: 'Verfallen',
    no_show: 'Hat nicht stattgefunden',
  },
  conferences: {
    google_meet: 'Google Meet',
    teams: 'Microsoft Teams',
    zoom: 'Zoom',
    jitsi: 'Jitsi',
    phone: 'Telefon',
    in_person: 'Vor Ort',
    none: 'Ohne Video',
  },
  with: (people) => `Mit ${people}`,
  morePeople: (count) => `${count} weitere`,
  moreMeetings: (count) => `Und ${count} weitere.`,
  at: (place) => `Ort: ${place}`,
  join: 'Teilnehmen',
  reschedule: 'Verschieben',
  cancel: 'Absagen',
  leave: 'Nicht teilnehmen',
  again: 'Wieder treffen',
  askCancel: { title: 'Diesen Termin absagen?', confirm: 'Absagen', deny: 'Behalten' },
  askLeave: { title: 'An diesem Termin nicht teilnehmen?', confirm: 'Nicht teilnehmen', deny: 'Dabei bleiben' },
  cannotAnnounce: (title) =>
    `Ich kann „${title}“ in Ihrem Kanal nicht ankündigen, weil ich dort nicht schreiben darf. ` +
    'Laden Sie mich dort mit /invite @Parley ein, oder wählen Sie mit /parley notifications einen anderen.',
};
