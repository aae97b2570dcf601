// Zones in calendars: the VTIMEZONE of an IANA zone, where it is right for the times in question. Calendars differ in
// what they do with a zone that is defined wrongly, so whatever is in doubt is written in UTC instead.
import { DateTime } from 'luxon';
import { tzlib_get_ical_block, tzlib_get_timezones } from 'timezones-ical-library';
import { isZone } from '../domain/time.ts';

interface ZoneDefinition {
  readonly tzid: string;
  readonly block: string;
  readonly observances: readonly Observance[];
}

/** A half of the year: its offset holds from an onset that returns each year, or always where there is no rule. */
interface Observance {
  readonly offsetMinutes: number;
  readonly hour: number;
  readonly minute: number;
  readonly rule?: { readonly month: number; readonly weekday: number; readonly nth: number };
}

const defined = new Set(tzlib_get_timezones());
const definitions = new Map<string, ZoneDefinition>();

/**
 * The TZID under which calendars know a zone (an old name has become its new one), if its definition says of every one
 * of the instants what the platform says; else null.
 */
export function trustedZone(zone: string, instants: readonly Date[]): string | null {
  const definition = definitionOf(zone);
  if (!definition) return null;
  const right = instants.every((instant) => {
    const wall = DateTime.fromJSDate(instant, { zone });
    // A wall time that comes twice names the earlier one only.
    return wall.getPossibleOffsets().length === 1 && offsetOn(definition.observances, wall) === wall.offset;
  });
  return right ? definition.tzid : null;
}

/** `BEGIN:VTIMEZONE` to `END:VTIMEZONE`, lines ended by CRLF but for the last. */
export function zoneBlock(tzid: string): string | null {
  return definitionOf(tzid)?.block ?? null;
}

function definitionOf(zone: string): ZoneDefinition | null {
  const known = definitions.get(zone);
  if (known) return known;
  if (zone === 'UTC' || !defined.has(zone)) return null;
  const [block = '', tzid = ''] = tzlib_get_ical_block(zone);
  const definition = { tzid: tzid.replace('TZID=', ''), block, observances: observancesOf(block) };
  if (definition.observances.length === 0 || !isZone(definition.tzid)) return null;
  definitions.set(zone, definition);
  return definition;
}

const OBSERVANCE = /BEGIN:(STANDARD|DAYLIGHT)([\s\S]*?)END:\1/g;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Empty where a rule has a form that is not known here. */
function observancesOf(block: string): Observance[] {
  const found = [...block.matchAll(OBSERVANCE)].map(([, , lines = '']) => observanceOf(lines));
  return found.every((one) => one !== null) ? found : [];
}

function observanceOf(lines: string): Observance | null {
  const [, sign, hours, minutes] = /TZOFFSETTO:([+-])(\d{2})(\d{2})/.exec(lines) ?? [];
  const [, hour, minute] = /DTSTART:\d{8}T(\d{2})(\d{2})/.exec(lines) ?? [];
  if (!sign || !hour) return null;
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const at = { offsetMinutes, hour: Number(hour), minute: Number(minute) };
  if (!lines.includes('RRULE:')) return at;
  const [, month, nth, day = ''] = /RRULE:FREQ=YEARLY;BYMONTH=(\d+);BYDAY=(-?\d)([A-Z]{2})\s/.exec(lines) ?? [];
  if (!month) return null;
  return { ...at, rule: { month: Number(month), nth: Number(nth), weekday: WEEKDAYS.indexOf(day) + 1 } };
}

/** Minutes to add to UTC: those of the last onset before the wall time, as a calendar program finds it. */
function offsetOn(observances: readonly Observance[], wall: DateTime): number | undefined {
  const at = wall.setZone('utc', { keepLocalTime: true });
  const onsets = observances.flatMap((observance) =>
    [at.year - 1, at.year].map((year) => ({ observance, at: onsetIn(observance, year) })),
  );
  const past = onsets.filter((onset) => onset.at <= at).sort((a, b) => a.at.toMillis() - b.at.toMillis());
  return past.at(-1)?.observance.offsetMinutes;
}

function onsetIn({ rule, hour, minute }: Observance, year: number): DateTime {
  if (!rule) return DateTime.utc(year, 1, 1);
  const first = DateTime.utc(year, rule.month, 1, hour, minute);
  if (rule.nth > 0) {
    return first.plus({ days: ((rule.weekday - first.weekday + 7) % 7) + 7 * (rule.nth - 1) });
  }
  const last = first.plus({ months: 1 }).minus({ days: 1 });
  return last.minus({ days: ((last.weekday - rule.weekday + 7) % 7) + 7 * (-rule.nth - 1) });
}
