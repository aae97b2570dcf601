// Notifications in German.
import type { Doer, Strings } from './strings.ts';

const quoted = (title: string) => `„${title}“`;

function did(by: Doer, deed: string, otherwise: string): string {
  if (!by) return otherwise;
  return by.kind === 'reader' ? `Sie haben ${deed}.` : `${by.name} hat ${deed}.`;
}

export const de: Strings = {
  invited: (title, organizer) => ({
    headline: `Einladung: ${title}`,
    lead: `${organizer} lädt Sie zu ${quoted(title)} ein.`,
  }),
  booked: (title) => ({ headline: `Gebucht: ${title}`, lead: `${quoted(title)} ist gebucht.` }),
  announced: (title, organizer) => ({
    headline: `Gebucht: ${title}`,
    lead: `${organizer} hat ${quoted(title)} gebucht.`,
  }),
  moved: (title, by, before) => ({
    headline: `Verschoben: ${title}`,
    lead: `${did(by, `${quoted(title)} verschoben`, `${quoted(title)} hat eine neue Zeit.`)}${before ? ` Bisher: ${before}.` : ''}`,
  }),
  changed: (title, by) => ({
    headline: `Geändert: ${title}`,
    lead: did(by, `${quoted(title)} geändert`, `${quoted(title)} hat sich geändert.`),
  }),
  cancelled: (title, by, reason) => {
    const said = by?.kind === 'other' ? `${by.name} schreibt: ` : 'Grund: ';
    const who = by?.kind === 'other' && !reason ? ` von ${by.name}` : '';
    return {
      headline: `Abgesagt: ${title}`,
      lead: `${quoted(title)} ist${who} abgesagt${who ? ' worden' : ''}.${reason ? ` ${said}${reason}` : ''}`,
    };
  },
  removed: (title, when) => ({
    headline: `Für Sie abgesagt: ${title}`,
    lead: `Sie werden bei ${quoted(title)} nicht mehr erwartet${when ? `: ${when}` : ''}.`,
  }),
  left: (title, people) => ({
    headline: `Absage: ${title}`,
    lead: people ? `Zu ${quoted(title)} kommt nicht mehr: ${people}.` : `Zu ${quoted(title)} hat jemand abgesagt.`,
  }),
  reminder: (title, distance) => ({
    headline: `Erinnerung: ${title}${distance ? ` ${distance}` : ''}`,
    lead: `${quoted(title)} beginnt ${distance ?? 'bald'}.`,
  }),
  followUp: (title) => ({
    headline: `Wie war ${quoted(title)}?`,
    lead: `${quoted(title)} ist vorbei. Gibt es noch etwas zu besprechen?`,
  }),
  agenda: (week, count, first) => ({
    headline: `Ihre Woche: ${week}`,
    lead:
      count === 0
        ? 'In dieser Woche haben Sie keine Termine.'
        : `In dieser Woche haben Sie ${count === 1 ? 'einen Termin' : `${count} Termine`}.${first ? ` Der erste: ${first}.` : ''}`,
  }),

  labels: {
    invited: 'Einladung',
    booked: 'Gebucht',
    moved: 'Verschoben',
    changed: 'Geändert',
    cancelled: 'Abgesagt',
    removed: 'Für Sie abgesagt',
    left: 'Absage',
    reminder: 'Erinnerung',
    followUp: 'Rückblick',
    agenda: 'Ihre Woche',
  },
  when: 'Wann',
  before: 'Bisher',
  who: 'Wer',
  where: 'Wo',
  about: 'Worum es geht',
  join: 'Teilnehmen',
  manage: 'Verschieben oder absagen',
  hello: (name) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
  phone: 'Am Telefon',
  inPerson: 'Vor Ort',
  replyTo: (name, email) => `Ihre Antwort auf diese Mail geht an ${name} (${email}).`,
  sentBy: (brand, organizer) => `Verschickt von ${brand} für ${organizer}.`,
  agendaBy: (brand) => `Verschickt von ${brand} zu Beginn jeder Woche.`,
  unsubscribe: { reminders: 'Keine Erinnerungen mehr', kind: 'Keine Mails dieser Art mehr' },
  more: (count) => `und ${count} weitere`,
};
