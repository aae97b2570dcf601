// A person's week as the page draws it: seven days of their own wall clock, Monday first.
import { DateTime } from 'luxon';
import type { TimeBlock, User } from '../domain/accounts/accounts.ts';
import { type ListedMeeting, usersOf } from '../domain/meetings/meetings.ts';
import type { Week, WeekMeeting } from '../http/contract.ts';

const DAY_MINUTES = 24 * 60;

/** The Monday of the week of a date `YYYY-MM-DD`, or of now, at the start of the day in the person's zone. */
export function mondayOf(date: string | undefined, now: Date, zone: string): DateTime {
  const asked = date === undefined ? null : DateTime.fromISO(date, { zone });
  const day = asked?.isValid ? asked : DateTime.fromJSDate(now, { zone });
  return day.startOf('week');
}

/** `meetings` are those that overlap the seven days from `monday`; `later` is the first one after them. */
export function weekOf(
  user: User,
  meetings: readonly ListedMeeting[],
  later: ListedMeeting | undefined,
  monday: DateTime,
  now: Date,
): Week {
  const { zone, locale, rules } = user;
  const today = DateTime.fromJSDate(now, { zone });
  const sunday = monday.plus({ days: 6 });
  const days = Array.from({ length: 7 }, (_, index) => {
    const day = monday.plus({ days: index });
    const date = day.toFormat('yyyy-MM-dd');
    const override = rules.overrides.find((each) => each.date === date);
    return {
      date,
      name: `${day.setLocale(locale).toLocaleString({ weekday: 'short' })} ${day.day}`,
      today: day.hasSame(today, 'day'),
      hours: (override?.blocks ?? rules.weekly[index] ?? []).map(hoursOf),
      meetings: meetings.flatMap((meeting) => segment(meeting, day, user) ?? []).sort((a, b) => a.from - b.from),
    };
  });
  return {
    zone,
    title: `${monday.setLocale(locale).toLocaleString({ day: 'numeric', month: 'short' })} – ${sunday
      .setLocale(locale)
      .toLocaleString({ day: 'numeric', month: 'short', year: 'numeric' })}`,
    previous: monday.minus({ weeks: 1 }).toFormat('yyyy-MM-dd'),
    next: monday.plus({ weeks: 1 }).toFormat('yyyy-MM-dd'),
    ...(later && { upcoming: upcoming(later, user) }),
    days,
    now: minuteOf(today),
  };
}

function upcoming({ title, start }: ListedMeeting, { zone, locale }: User): NonNullable<Week['upcoming']> {
  const at = DateTime.fromJSDate(start, { zone }).setLocale(locale);
  const day = at.toLocaleString({ weekday: 'short', day: 'numeric', month: 'short' });
  return { monday: at.startOf('week').toFormat('yyyy-MM-dd'), label: `${title}, ${day}` };
}

function hoursOf({ from, to }: TimeBlock): { from: number; to: number } {
  const [start, end] = [from, to].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  // An overnight block is drawn up to midnight.
  return { from: start ?? 0, to: end !== undefined && end > (start ?? 0) ? end : DAY_MINUTES };
}

function minuteOf(time: DateTime): number {
  return time.hour * 60 + time.minute;
}

/** The part of a meeting that lies in one day; null when there is none. */
function segment(meeting: ListedMeeting, day: DateTime, { id, zone, locale }: User): WeekMeeting | null {
  const start = DateTime.fromJSDate(meeting.start, { zone }).setLocale(locale);
  const end = DateTime.fromJSDate(meeting.end, { zone }).setLocale(locale);
  const next = day.plus({ days: 1 });
  if (start >= next || end <= day) return null;
  const { joinUrl } = meeting.conference;
  return {
    id: meeting.id,
    title: meeting.title,
    state: meeting.state,
    time: `${start.toLocaleString(DateTime.TIME_SIMPLE)} – ${end.toLocaleString(DateTime.TIME_SIMPLE)}`,
    people: meeting.attendees.flatMap((attendee) =>
      attendee.kind === 'user' && attendee.userId === id ? [] : [attendee.name ?? attendee.email],
    ),
    ...(joinUrl && usersOf(meeting).includes(id) && { joinUrl }),
    from: start < day ? 0 : minuteOf(start),
    to: end >= next ? DAY_MINUTES : minuteOf(end),
  };
}
