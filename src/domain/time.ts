// Instants are UTC dates, people's rules are wall time in an IANA zone. This file is where the two meet for single
// times; the slot engine has its own arithmetic.
import { DateTime, IANAZone } from 'luxon';
import { DomainError } from './errors.ts';
import { offsetAt as offsetByTable } from './zones.ts';

/** Injected wherever "now" matters. */
export type Clock = () => Date;

/** Claims, slots and starts all live on these buckets. */
export const BUCKET_MINUTES = 5;

/** Zones that were found to exist: asking the platform takes longer than all else that is done with a time. */
const knownZones = new Set<string>();

/** Whether this names an IANA zone, like `America/New_York`; a bare offset (`+05:00`) does not. */
export function isZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  if (!/^[A-Za-z]/.test(zone) || !IANAZone.isValidZone(zone)) return false;
  knownZones.add(zone);
  return true;
}

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const WALL = "yyyy-MM-dd'T'HH:mm";

/**
 * The instant of a local wall time `YYYY-MM-DDTHH:mm` in a zone. An ambiguous time (clocks back) is the earlier one.
 * Throws `invalid_input` for a malformed or impossible date or an unknown zone, `nonexistent_time` (with
 * `details.next`, the first wall time after the gap) when clocks skip it.
 */
export function instantOf(local: string, zone: string): Date {
  if (!LOCAL_TIME.test(local)) {
    throw new DomainError(
      'invalid_input',
      `"${local}" is not a local time: write YYYY-MM-DDTHH:mm, like 2026-01-08T14:00.`,
    );
  }
  if (!isZone(zone)) {
    throw new DomainError('invalid_input', `"${zone}" is not a time zone: use an IANA name, like America/New_York.`);
  }
  const wall = Date.parse(`${local}Z`);
  if (isAsWritten(wall, local)) {
    const offset = settledOffset(wall, zone);
    if (offset !== undefined) return new Date(wall - offset * MINUTE_MS);
  }
  const time = DateTime.fromISO(local, { zone });
  // ISO 8601 calls the next midnight 24:00; here it has one name only.
  if (!time.isValid || local.slice(11, 13) === '24') {
    throw new DomainError('invalid_input', `"${local}" does not exist in the calendar: check the day and the hour.`);
  }
  if (time.toFormat(WALL) !== local) {
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

/** False for 30 February and 24:00, which become other times. */
const isAsWritten = (wall: number, local: string): boolean =>
  !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(local);

/** No offset is further from UTC than this. */
const WIDEST_OFFSET_MS = 15 * 3_600_000;

/** The first whole minute after the gap that swallows `local`: the change of the clocks is found by halving. */
function afterGap(local: string, zone: string): string {
  const wall = DateTime.fromISO(local, { zone: 'utc' }).toMillis();
  const iana = IANAZone.create(zone);
  let before = wall - WIDEST_OFFSET_MS;
  let after = wall + WIDEST_OFFSET_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + iana.offset(middle) * 60_000 < wall) before = middle;
    else after = middle;
  }
  const change = DateTime.fromMillis(after, { zone });
  return (change.second > 0 ? change.plus({ minutes: 1 }) : change).toFormat(WALL);
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Before, some zones were off by seconds, and no meeting was held. */
const TABLE_FROM = Date.UTC(1980);

/** Minutes to add to UTC. A turn asks this a hundred times, and a table answers a hundred times as fast as luxon. */
function offsetAt(instant: Date, zone: string): number {
  if (!isZone(zone) || !(instant.getTime() >= TABLE_FROM)) return DateTime.fromJSDate(instant, { zone }).offset;
  return offsetByTable(zone, Math.floor(instant.getTime() / MINUTE_MS));
}

/** The offset at a wall time, where no clock changes nearby; most times need no more than that. */
function settledOffset(wall: number, zone: string): number | undefined {
  const offset = offsetAt(new Date(wall - DAY_MS), zone);
  return offset === offsetAt(new Date(wall + DAY_MS), zone) ? offset : undefined;
}

/** The first instant of the day `days` after `date` (`YYYY-MM-DD`, a day that exists) in a zone. */
export function startOfDay(date: string, days: number, zone: string): Date {
  const wall = Date.parse(`${date}T00:00Z`) + days * DAY_MS;
  const offset = settledOffset(wall, zone);
  if (offset !== undefined) return new Date(wall - offset * MINUTE_MS);
  return DateTime.fromISO(date, { zone }).plus({ days }).startOf('day').toJSDate();
}

/** The wall as if it were UTC, so that its parts can be read without knowing any zone. */
function wallAt(instant: Date, zone: string): Date {
  return new Date(instant.getTime() + offsetAt(instant, zone) * MINUTE_MS);
}

/** The day on the wall, counted since 1970. */
function dayOf(instant: Date, zone: string): number {
  return Math.floor(wallAt(instant, zone).getTime() / DAY_MS);
}

/** `2026-01-08T14:00:00-05:00`: how times are told to a model. */
export function withOffset(instant: Date, zone: string): string {
  const offset = offsetAt(instant, zone);
  const ahead = Math.abs(offset);
  const hours = String(Math.floor(ahead / 60)).padStart(2, '0');
  const minutes = String(ahead % 60).padStart(2, '0');
  return `${wallAt(instant, zone).toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
}

/** `2026-01-08T14:00`: how times are taken from a model. */
export function localTime(instant: Date, zone: string): string {
  return wallAt(instant, zone).toISOString().slice(0, 16);
}

/** `2026-01-08`, the date on the wall in that zone. */
export function localDate(instant: Date, zone: string): string {
  return wallAt(instant, zone).toISOString().slice(0, 10);
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `Thursday`, in English: for models. */
export function weekday(instant: Date, zone: string): string {
  return WEEKDAYS[wallAt(instant, zone).getUTCDay()] ?? '';
}

const DAY: Intl.DateTimeFormatOptions = { weekday: 'short', year: 'numeric', month: 'long', day: 'numeric' };
const TIME: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
const SHORT_DAY: Intl.DateTimeFormatOptions = { weekday: 'short', month: 'short', day: 'numeric' };
const OTHER_DAY: Intl.DateTimeFormatOptions = { ...SHORT_DAY, ...TIME };

/**
 * How every text shows a meeting's time: `Thu, January 8, 2026, 2:00 PM – 2:30 PM EST (New York)`. Weekday, date and
 * zone are always there; the end names its date when it is another day, and both ends name their zone's time when the
 * clocks change in between.
 */
export function timeRange(start: Date, end: Date, zone: string, locale = 'en-US'): string {
  return `${shown(DateTime.fromJSDate(start, { zone }).setLocale(locale), DAY)}, ${hoursOf(start, end, zone, locale)}`;
}

/** What {@link timeRange} says on two lines of their own, where there is room: `Thursday, January 8, 2026`. */
export function timeParts(start: Date, end: Date, zone: string, locale: string): { day: string; hours: string } {
  const from = DateTime.fromJSDate(start, { zone }).setLocale(locale);
  return { day: shown(from, { ...DAY, weekday: 'long' }), hours: hoursOf(start, end, zone, locale) };
}

function hoursOf(start: Date, end: Date, zone: string, locale: string): string {
  const from = DateTime.fromJSDate(start, { zone }).setLocale(locale);
  const to = DateTime.fromJSDate(end, { zone }).setLocale(locale);
  const until = shown(to, dayOf(start, zone) === dayOf(end, zone) ? TIME : OTHER_DAY);
  const began = shown(from, TIME);
  return from.offset === to.offset
    ? `${began} – ${until} ${zoneName(from)}`
    : `${began} ${zoneAbbreviation(from)} – ${until} ${zoneName(to)}`;
}

/** As {@link timeRange} with one instant: `Thu, January 8, 2026, 2:00 PM EST (New York)`. */
export function timePoint(instant: Date, zone: string, locale = 'en-US'): string {
  const at = DateTime.fromJSDate(instant, { zone }).setLocale(locale);
  return `${shown(at, DAY)}, ${shown(at, TIME)} ${zoneName(at)}`;
}

/** `Tue, 8:00 PM in Berlin`: what somebody elsewhere reads off their wall. */
export function timeThere(instant: Date, zone: string, locale = 'en-US'): string {
  const at = DateTime.fromJSDate(instant, { zone }).setLocale(locale);
  return `${shown(at, { weekday: 'short' })}, ${shown(at, TIME)} ${placeOf(zone) ? `in ${placeOf(zone)}` : zoneAbbreviation(at)}`;
}

/**
 * Several stretches of time in order, a line a day: `Tue, Nov 24: 9:00 AM – 10:30 AM, 2:00 PM – 6:00 PM`. Days in a row
 * with the same hours share one: `Wed, Nov 25 – Fri, Nov 27: 9:00 AM – 12:00 PM`. The zone is left to the text around.
 */
export function timeLines(
  spans: readonly { readonly start: Date; readonly end: Date }[],
  zone: string,
  locale = 'en-US',
): string[] {
  const days: { first: Date; last: Date; hours: string }[] = [];
  const text = (instant: Date, format: Intl.DateTimeFormatOptions) =>
    shown(DateTime.fromJSDate(instant, { zone }).setLocale(locale), format);
  for (const { start, end } of spans) {
    const hours = `${text(start, TIME)} – ${text(end, dayOf(start, zone) === dayOf(end, zone) ? TIME : OTHER_DAY)}`;
    const day = days.at(-1);
    if (day && dayOf(day.last, zone) === dayOf(start, zone)) day.hours += `, ${hours}`;
    else days.push({ first: start, last: start, hours });
  }
  const runs: typeof days = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.hours === day.hours && dayOf(run.last, zone) + 1 === dayOf(day.first, zone)) run.last = day.last;
    else runs.push({ ...day });
  }
  return runs.map(({ first, last, hours }) => {
    const until = first === last ? '' : ` – ${text(last, SHORT_DAY)}`;
    return `${text(first, SHORT_DAY)}${until}: ${hours}`;
  });
}

/** `EST (New York)`: what times at that instant are told in. */
export function zoneText(instant: Date, zone: string, locale: string): string {
  return zoneName(DateTime.fromJSDate(instant, { zone }).setLocale(locale));
}

/** With plain spaces: some zones and engines put a narrow one before PM, which reads as another text. */
function shown(at: DateTime, format: Intl.DateTimeFormatOptions): string {
  return at.toLocaleString(format).replaceAll('\u202f', ' ');
}

/** `EST`, or `GMT-5` where the locale has no word for it. Its place in a text is the locale's, so it is asked by part. */
function zoneAbbreviation(at: DateTime): string {
  const parts = at.toLocaleParts({ hour: 'numeric', timeZoneName: 'short' });
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? at.toFormat('ZZ');
}

function zoneName(at: DateTime): string {
  const place = placeOf(at.zoneName ?? '');
  return place ? `${zoneAbbreviation(at)} (${place})` : zoneAbbreviation(at);
}

/** The city of a zone; `Etc/GMT+5`, five hours behind, is none, and by its name it would say the opposite. */
function placeOf(zone: string): string | undefined {
  const [area, ...places] = zone.split('/');
  return area === 'Etc' ? undefined : places.at(-1)?.replaceAll('_', ' ');
}
