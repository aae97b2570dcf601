// Instants are UTC dates, people's rules are wall time in an IANA zone. This file is where the two meet for single
// times; the slot engine has its own arithmetic.
import { DateTime, IANAZone } from 'luxon';
import { DomainError } from './errors.ts';

/** Injected wherever "now" matters. */
export type Clock = () => Date;

/** Claims, slots and starts all live on these buckets. */
export const BUCKET_MINUTES = 5;

export function isZone(zone: string): boolean {
  return IANAZone.isValidZone(zone);
}

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/**
 * The instant of a local wall time `YYYY-MM-DDTHH:mm` in a zone. An ambiguous time (clocks back) is the earlier one.
 * Throws `invalid_input` for a malformed or impossible date, `nonexistent_time` (with `details.next`, the first wall
 * time after the gap) when clocks skip it.
 */
export function instantOf(local: string, zone: string): Date {
  if (!LOCAL_TIME.test(local)) {
    throw new DomainError(
      'invalid_input',
      `"${local}" is not a local time: write YYYY-MM-DDTHH:mm, like 2026-01-08T14:00.`,
    );
  }
  const time = DateTime.fromISO(local, { zone });
  if (!time.isValid) {
    throw new DomainError('invalid_input', `"${local}" does not exist in the calendar: check the day and the hour.`);
  }
  if (time.toFormat("yyyy-MM-dd'T'HH:mm") !== local) {
    const next = afterGap(local, zone);
    throw new DomainError(
      'nonexistent_time',
      `${local} does not exist in ${zone}: the clocks go forward then. The next time that exists is ${next}.`,
      { next },
    );
  }
  const [earliest = time] = time.getPossibleOffsets();
  return earliest.toJSDate();
}

/** The first wall time after the gap that swallows `local`. */
function afterGap(local: string, zone: string): string {
  const wall = DateTime.fromISO(local, { zone: 'utc' });
  for (let minutes = 1; minutes <= 24 * 60; minutes++) {
    const candidate = wall.plus({ minutes }).toFormat("yyyy-MM-dd'T'HH:mm");
    if (DateTime.fromISO(candidate, { zone }).toFormat("yyyy-MM-dd'T'HH:mm") === candidate) return candidate;
  }
  return local;
}

/** `2026-01-08T14:00:00-05:00`: how times are told to a model. */
export function withOffset(instant: Date, zone: string): string {
  return DateTime.fromJSDate(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}

/** `2026-01-08T14:00`: how times are taken from a model. */
export function localTime(instant: Date, zone: string): string {
  return DateTime.fromJSDate(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

/** `2026-01-08`, the date on the wall in that zone. */
export function localDate(instant: Date, zone: string): string {
  return DateTime.fromJSDate(instant, { zone }).toFormat('yyyy-MM-dd');
}

/** `Thursday`, in English: for models. */
export function weekday(instant: Date, zone: string): string {
  return DateTime.fromJSDate(instant, { zone }).setLocale('en-US').toFormat('cccc');
}

/**
 * How every text shows a meeting's time: `Thu, January 8, 2026, 2:00 PM – 2:30 PM EST (New York)`. Weekday, date and
 * zone are always there; the end names its date when it is another day.
 */
export function timeRange(start: Date, end: Date, zone: string, locale = 'en-US'): string {
  const from = DateTime.fromJSDate(start, { zone }).setLocale(locale);
  const to = DateTime.fromJSDate(end, { zone }).setLocale(locale);
  const day = from.toLocaleString({ weekday: 'short', year: 'numeric', month: 'long', day: 'numeric' });
  const time: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  const until = from.hasSame(to, 'day')
    ? to.toLocaleString(time)
    : to.toLocaleString({ weekday: 'short', month: 'short', day: 'numeric', ...time });
  return `${day}, ${from.toLocaleString(time)} – ${until} ${zoneName(from)}`;
}

/** As {@link timeRange} with one instant: `Thu, January 8, 2026, 2:00 PM EST (New York)`. */
export function timePoint(instant: Date, zone: string, locale = 'en-US'): string {
  const at = DateTime.fromJSDate(instant, { zone }).setLocale(locale);
  const day = at.toLocaleString({ weekday: 'short', year: 'numeric', month: 'long', day: 'numeric' });
  return `${day}, ${at.toLocaleString({ hour: 'numeric', minute: '2-digit' })} ${zoneName(at)}`;
}

function zoneName(at: DateTime): string {
  const short = at.toLocaleString({ timeZoneName: 'short' }).split(' ').at(-1) ?? '';
  const city = (at.zoneName ?? '').split('/').at(-1)?.replaceAll('_', ' ') ?? '';
  return city === short ? short : `${short} (${city})`;
}
