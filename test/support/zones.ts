// Zones whose clocks do everything that clocks do, and instants around the times at which they do it.
import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';

/** Both hemispheres, half and quarter hours, half an hour of summer time, a Ramadan pause, and zones that never change. */
export const ZONES = [
  'UTC',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Havana',
  'Europe/London',
  'Europe/Berlin',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Apia',
] as const;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const FROM = Date.UTC(2026, 0, 1);
const DAYS = 730;

/** When the clocks of a zone change in 2026 and 2027, to the minute. */
function changesOf(name: string): number[] {
  const zone = IANAZone.create(name);
  const changes: number[] = [];
  for (let day = FROM; day < FROM + DAYS * DAY_MS; day += DAY_MS) {
    let [before, after] = [day, day + DAY_MS];
    if (zone.offset(before) === zone.offset(after)) continue;
    while (after - before > MINUTE_MS) {
      const middle = before + Math.floor((after - before) / 2 / MINUTE_MS) * MINUTE_MS;
      if (zone.offset(middle) === zone.offset(before)) before = middle;
      else after = middle;
    }
    changes.push(after);
  }
  return changes;
}

/** Whole minutes of 2026 and 2027 with a zone; every other one within two days of a change of that zone's clocks. */
export function zonedMinutes(): fc.Arbitrary<{ zone: string; at: Date }> {
  const zones = ZONES.map((zone) => ({ zone, changes: changesOf(zone) }));
  return fc.constantFrom(...zones).chain(({ zone, changes }) => {
    const anywhere = fc.integer({ min: 0, max: DAYS * 24 * 60 }).map((minutes) => FROM + minutes * MINUTE_MS);
    const near = fc
      .tuple(fc.constantFrom(...changes, FROM + 100 * DAY_MS), fc.integer({ min: -2_880, max: 2_880 }))
      .map(([change, minutes]) => change + minutes * MINUTE_MS);
    return fc.oneof(anywhere, near).map((at) => ({ zone, at: new Date(at) }));
  });
}

/** `HH:mm` on quarters of an hour, where gaps and repeated hours begin and end. */
export const wallTimes = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);

/** By luxon, not by Parley's own arithmetic: the instants at which a wall time is shown on a date; none in a gap. */
export function instantsOf(date: string, time: string, zone: string): Date[] {
  const wall = DateTime.fromISO(`${date}T${time}`, { zone });
  if (wall.toFormat('HH:mm') !== time) return [];
  return wall
    .getPossibleOffsets()
    .map((each) => each.toJSDate())
    .sort((a, b) => a.getTime() - b.getTime());
}
