// How what somebody wants to hear is told back to them: what will happen from now on, in a sentence or two.
import { z } from 'zod';
import { once } from '../once.ts';

const ways = z.array(z.enum(['slack', 'mail']));

export const preferencesSchema = z.looseObject({
  reminderMinutes: z.array(z.number()),
  guestReminderMinutes: z.array(z.number()),
  channels: z.record(z.string(), ways),
  quietHours: z.object({ from: z.string(), to: z.string() }).optional(),
  language: z.string().optional(),
});

/** Made when it is first needed: its words take longer to load than the rest of the interpreter's parts. */
const list = once(() => new Intl.ListFormat('en'));

/** `2 hours`, `a day`, `90 minutes`. */
function lengthWords(minutes: number): string {
  const [unit, count] =
    minutes % 1440 === 0 ? ['day', minutes / 1440] : minutes % 60 === 0 ? ['hour', minutes / 60] : ['minute', minutes];
  if (count === 1) return unit === 'hour' ? 'an hour' : `a ${unit}`;
  return `${count} ${unit}s`;
}

function reminders(minutes: readonly number[], by: readonly string[]): string {
  if (minutes.length === 0 || by.length === 0) return 'I will not remind you of your meetings';
  const where = by.includes('mail') ? (by.includes('slack') ? ' here and by mail' : ' by mail') : '';
  return `I will remind you ${list().format(minutes.map(lengthWords))} before your meetings${where}`;
}

/** The reminders that one meeting has of its own: `Guests are reminded 2 hours before.` */
export function meetingReminderWords(own: {
  readonly reminderMinutes?: readonly number[] | undefined;
  readonly guestReminderMinutes?: readonly number[] | undefined;
}): string {
  const told = (who: string, minutes: readonly number[] | undefined) => {
    if (!minutes) return [];
    const when = list().format(minutes.map(lengthWords));
    return [minutes.length === 0 ? `${who} get no reminders` : `${who} are reminded ${when} before`];
  };
  return [...told('Guests', own.guestReminderMinutes), ...told('You and your colleagues', own.reminderMinutes)]
    .map((sentence) => `${sentence}.`)
    .join(' ');
}

const KINDS: Readonly<Record<string, string>> = {
  confirmation: 'invitations',
  moved: 'moved meetings',
  changed: 'changed meetings',
  cancelled: 'cancelled meetings',
  left: 'people who leave',
  follow_up: 'the question after a meeting',
  weekly_agenda: 'the weekly agenda',
};

export function preferencesWords(preferences: z.output<typeof preferencesSchema>): string {
  const { reminderMinutes, guestReminderMinutes, channels, quietHours, language } = preferences;
  const guests =
    guestReminderMinutes.length === 0
      ? 'Your guests get no reminders'
      : `Your guests are reminded ${list().format(guestReminderMinutes.map(lengthWords))} before`;
  const off = Object.entries(KINDS).flatMap(([kind, words]) => (channels[kind]?.length === 0 ? [words] : []));
  const mailed = (both: boolean) =>
    Object.entries(KINDS).flatMap(([kind, words]) => {
      const by = channels[kind] ?? [];
      return by.includes('mail') && by.includes('slack') === both ? [words] : [];
    });
  const [byMail, byBoth] = [mailed(false), mailed(true)];
  return [
    reminders(reminderMinutes, channels.reminder ?? []),
    guests,
    ...(byMail.length > 0 ? [`You hear by mail of ${list().format(byMail)}`] : []),
    ...(byBoth.length > 0 ? [`You hear here and by mail of ${list().format(byBoth)}`] : []),
    ...(off.length > 0 ? [`You hear nothing of ${list().format(off)}`] : []),
    ...(quietHours ? [`I keep quiet from ${quietHours.from} to ${quietHours.to}`] : []),
    ...(language ? [`My messages to you are in ${language === 'de' ? 'German' : 'English'}`] : []),
  ]
    .map((sentence) => `${sentence}.`)
    .join(' ');
}
