// Notifications in English.
import type { Doer, Strings } from './strings.ts';

function did(by: Doer, deed: string, otherwise: string): string {
  if (!by) return otherwise;
  return by.kind === 'reader' ? `You have ${deed}.` : `${by.name} has ${deed}.`;
}

export const en: Strings = {
  invited: (title, organizer) => ({
    headline: `Invitation: ${title}`,
    lead: `${organizer} invites you to ${title}.`,
  }),
  booked: (title) => ({ headline: `Booked: ${title}`, lead: `${title} is booked.` }),
  announced: (title, organizer) => ({ headline: `Booked: ${title}`, lead: `${organizer} has booked ${title}.` }),
  moved: (title, by, before) => ({
    headline: `Moved: ${title}`,
    lead: `${did(by, `moved ${title}`, `${title} has a new time.`)}${before ? ` It was ${before}.` : ''}`,
  }),
  changed: (title, by) => ({
    headline: `Changed: ${title}`,
    lead: did(by, `changed ${title}`, `${title} has changed.`),
  }),
  cancelled: (title, by, reason) => {
    const said = by?.kind === 'other' ? `${by.name} writes: ` : 'Reason: ';
    const who = by?.kind === 'other' && !reason ? ` by ${by.name}` : '';
    return {
      headline: `Cancelled: ${title}`,
      lead: `${title} is cancelled${who}.${reason ? ` ${said}${reason}` : ''}`,
    };
  },
  removed: (title, when) => ({
    headline: `Cancelled for you: ${title}`,
    lead: `You are no longer expected at ${title}${when ? ` on ${when}` : ''}.`,
  }),
  left: (title, people) => ({
    headline: `Declined: ${title}`,
    lead: `${people ?? 'Somebody'} will not come to ${title}.`,
  }),
  reminder: (title, distance) => ({
    headline: `Reminder: ${title}${distance ? ` ${distance}` : ''}`,
    lead: `${title} begins ${distance ?? 'soon'}.`,
  }),
  followUp: (title) => ({
    headline: `How was ${title}?`,
    lead: `${title} is over. Is there anything left to talk about?`,
  }),
  agenda: (week, count, first) => ({
    headline: `Your week: ${week}`,
    lead:
      count === 0
        ? 'You have no meetings this week.'
        : `You have ${count === 1 ? 'one meeting' : `${count} meetings`} this week.${first ? ` The first is on ${first}.` : ''}`,
  }),

  labels: {
    invited: 'Invitation',
    booked: 'Booked',
    moved: 'Moved',
    changed: 'Changed',
    cancelled: 'Cancelled',
    removed: 'Cancelled for you',
    left: 'Declined',
    reminder: 'Reminder',
    followUp: 'Looking back',
    agenda: 'Your week',
  },
  when: 'When',
  before: 'Before',
  who: 'Who',
  where: 'Where',
  about: 'About',
  join: 'Join',
  manage: 'Change or cancel',
  hello: (name) => (name ? `Hello ${name},` : 'Hello,'),
  phone: 'By phone',
  inPerson: 'In person',
  replyTo: (name, email) => `Your answer to this mail goes to ${name} (${email}).`,
  sentBy: (brand, organizer) => `Sent by ${brand} for ${organizer}.`,
  agendaBy: (brand) => `Sent by ${brand} at the beginning of each week.`,
  unsubscribe: { reminders: 'No more reminders', kind: 'No more mails of this kind' },
  more: (count) => (count === 1 ? 'and 1 more' : `and ${count} more`),
};
