// Quiet hours in every zone, around every change of its clocks, against luxon.
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { quietTime, type TimeBlock } from '../../../src/domain/accounts/accounts.ts';
import { times } from '../../support/counts.ts';
import { instantsOf, wallTimes, zonedMinutes } from '../../support/zones.ts';

const NIGHT: TimeBlock = { from: '22:00', to: '07:00' };
const RUNS = { numRuns: times(1_500, 50_000) };
const MINUTE_MS = 60_000;

const blocks = fc.record({ from: wallTimes, to: wallTimes }).filter(({ from, to }) => from !== to);

/** Date and time of the wall. */
function wallAt(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

function isBetween(wall: string, { from, to }: TimeBlock): boolean {
  return to > from ? wall >= from && wall < to : wall >= from || wall < to;
}

/** Whether an end of the block is shown twice, or never, on a day around: then the wall alone does not tell. */
function isUnclear(at: Date, { from, to }: TimeBlock, zone: string): boolean {
  return [-1, 0, 1].some((days) => {
    const date = DateTime.fromJSDate(at, { zone }).plus({ days }).toISODate() ?? '';
    return [from, to].some((time) => instantsOf(date, time, zone).length !== 1);
  });
}

describe('quiet hours', () => {
  it('are those that the wall shows', () => {
    fc.assert(
      fc.property(zonedMinutes(), blocks, ({ zone, at }, block) => {
        fc.pre(!isUnclear(at, block, zone));
        expect(quietTime(at, block, zone) !== null).toBe(isBetween(wallAt(at, zone).slice(11), block));
      }),
      RUNS,
    );
  });

  it('hold the instant, and begin and end at their wall times where those exist', () => {
    fc.assert(
      fc.property(zonedMinutes(), blocks, ({ zone, at }, block) => {
        const quiet = quietTime(at, block, zone);
        fc.pre(quiet !== null);
        if (!quiet) return;
        expect(quiet.from <= at && at < quiet.to).toBe(true);
        for (const [end, time] of [
          [quiet.from, block.from],
          [quiet.to, block.to],
        ] as const) {
          const date = wallAt(end, zone).slice(0, 10);
          const shown = instantsOf(date, time, zone);
          if (shown.length > 0) {
            expect(shown).toContainEqual(end);
            continue;
          }
          // In a gap: the first minute after it.
          expect(wallAt(new Date(end.getTime() - MINUTE_MS), zone) < `${date}T${time}`).toBe(true);
          expect(wallAt(end, zone) > `${date}T${time}`).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('of a night begin an evening before and end in the morning, however long that night is', () => {
    const night = (at: string) => {
      const quiet = quietTime(new Date(at), NIGHT, 'Europe/Berlin');
      return quiet && (quiet.to.getTime() - quiet.from.getTime()) / 3_600_000;
    };
    expect(night('2026-03-29T01:00:00Z')).toBe(8);
    expect(night('2026-06-10T01:00:00Z')).toBe(9);
    expect(night('2026-10-25T01:00:00Z')).toBe(10);
    expect(night('2026-06-10T12:00:00Z')).toBeNull();
  });

  it('are none where nobody has set them', () => {
    expect(quietTime(new Date('2026-06-10T01:00:00Z'), undefined, 'Europe/Berlin')).toBeNull();
  });
});
