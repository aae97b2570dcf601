import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../../src/domain/accounts/accounts.ts';
import {
  explainEmpty,
  findSlots,
  type HostCalendar,
  isWithin,
  problemsOf,
  type SlotQuery,
} from '../../../src/domain/availability/availability.ts';
import { zoneTable } from '../../../src/domain/zones.ts';
import { slowSlots } from './oracle.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Auckland',
  'Pacific/Apia',
  'Africa/Casablanca',
  'America/Santiago',
  'Africa/Cairo',
];

const at = (text: string) => Date.parse(text);
const iso = (starts: readonly number[]) => starts.map((start) => new Date(start).toISOString().slice(0, 16));

function query(change: Partial<SlotQuery> & { host?: Partial<HostCalendar> } = {}): SlotQuery {
  const { host, ...rest } = change;
  return {
    hosts: [{ zone: 'UTC', rules: DEFAULT_RULES, busy: [], ...host }],
    need: 'all',
    now: at('2026-01-05T00:00:00Z'),
    from: at('2026-01-05T00:00:00Z'),
    to: at('2026-01-06T00:00:00Z'),
    durationMinutes: 60,
    stepMinutes: 60,
    bind: 'rules',
    ...rest,
  };
}

const block = fc.tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 60 })).map(([start, length]) => {
  const time = (quarter: number) =>
    `${String(Math.floor(quarter / 4) % 24).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
  return { from: time(start), to: time(start + length) };
});
const blocks = fc.array(block, { maxLength: 1 });
const rules = fc.record({
  weekly: fc.tuple(blocks, blocks, blocks, blocks, blocks, blocks, blocks),
  overrides: fc.tuple(fc.integer({ min: 0, max: 4 }), blocks).map(([offset, list]) => [{ offset, list }]),
  bufferBeforeMinutes: fc.constantFrom(0, 5, 15),
  bufferAfterMinutes: fc.constantFrom(0, 10),
  noticeMinutes: fc.constantFrom(0, 7, 600),
  horizonDays: fc.constantFrom(0, 2, 60),
});
/** Days around the changes of the clocks, of the year, and of the calendar. */
const day = fc.constantFrom(
  '2026-03-08',
  '2026-11-01',
  '2026-03-29',
  '2026-10-25',
  '2026-04-05',
  '2026-10-04',
  '2026-12-31',
  '2028-02-28',
  '2026-02-15',
  '2026-03-22',
  '2026-04-24',
  '2026-10-30',
  '2011-12-29',
);

const randomQuery: fc.Arbitrary<SlotQuery> = fc
  .record({
    day,
    hosts: fc.array(
      fc.record({
        zone: fc.constantFrom(...ZONES),
        rules,
        busy: fc.array(fc.tuple(fc.integer({ min: -100, max: 900 }), fc.integer({ min: 1, max: 40 })), {
          maxLength: 6,
        }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    need: fc.constantFrom('all' as const, 'any' as const),
    bind: fc.constantFrom('rules' as const, 'rules' as const, 'overlap' as const),
    nowOffset: fc.integer({ min: -2000, max: 3000 }),
    days: fc.constantFrom(1, 2),
    durationMinutes: fc.constantFrom(5, 15, 30, 45, 60, 90),
    stepMinutes: fc.constantFrom(5, 15, 30, 60),
  })
  .map(({ day: date, hosts, nowOffset, days, ...rest }) => {
    const from = at(`${date}T00:00:00Z`);
    return {
      ...rest,
      from,
      to: from + days * DAY,
      now: from + nowOffset * MINUTE,
      hosts: hosts.map(({ zone, rules: { overrides, ...others }, busy }) => ({
        zone,
        busy: busy.map(([start, length]) => ({
          start: from + start * 5 * MINUTE,
          end: from + (start + length) * 5 * MINUTE,
        })),
        rules: {
          ...others,
          overrides: overrides.map(({ offset, list }) => ({
            date: new Date(from + offset * DAY).toISOString().slice(0, 10),
            blocks: list,
          })),
        },
      })),
    };
  });

/**
 * A block that begins or ends in a repeated or missing hour is stretched to the outer instant, which asking bucket by
 * bucket cannot see: such blocks are told apart here, and have tests of their own.
 */
function onlyRoundBlocks(asked: SlotQuery): boolean {
  const outside = (time: string) => time >= '04:00' || time === '00:00';
  return asked.hosts.every(({ rules: { weekly, overrides } }) =>
    [...weekly.flat(), ...overrides.flatMap(({ blocks: list }) => list)].every(
      ({ from, to }) => outside(from) && from !== '00:00' && outside(to) && to !== '00:00',
    ),
  );
}

describe('slots', () => {
  it('lie in the working hours of the wall clock', () => {
    expect(iso(findSlots(query({ host: { zone: 'America/New_York' } })))).toEqual([
      '2026-01-05T14:00',
      '2026-01-05T15:00',
      '2026-01-05T16:00',
      '2026-01-05T17:00',
      '2026-01-05T18:00',
      '2026-01-05T19:00',
      '2026-01-05T20:00',
      '2026-01-05T21:00',
      '2026-01-05T22:00',
    ]);
  });

  it('start on round times of zones that are half an hour off', () => {
    const [first] = findSlots(query({ host: { zone: 'Asia/Kolkata' } }));
    expect(iso([first ?? 0])).toEqual(['2026-01-05T03:30']);
  });

  it('agree with asking every bucket on its own', () => {
    fc.assert(
      fc.property(randomQuery.filter(onlyRoundBlocks), (asked) => {
        expect(iso(findSlots(asked))).toEqual(iso(slowSlots(asked)));
      }),
      { numRuns: 80 },
    );
  });

  it('are exactly the starts on the grid that have no problem', () => {
    fc.assert(
      fc.property(randomQuery, (asked) => {
        const offered = new Set(findSlots({ ...asked, stepMinutes: 5 }));
        for (let start = asked.from; start < asked.to; start += 5 * MINUTE) {
          const problems = problemsOf(start, asked);
          expect([new Date(start).toISOString(), problems.length === 0]).toEqual([
            new Date(start).toISOString(),
            offered.has(start),
          ]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('are in order, without doubles, and as many as asked for', () => {
    fc.assert(
      fc.property(randomQuery, fc.integer({ min: 1, max: 10 }), (asked, limit) => {
        const all = findSlots(asked);
        expect(all).toEqual([...new Set(all)].sort((a, b) => a - b));
        expect(findSlots({ ...asked, limit })).toEqual(all.slice(0, limit));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the rules of hours', () => {
  it('let a night shift run into the next day', () => {
    const night = [{ from: '22:00', to: '02:00' }];
    const rulesOfNight = { ...DEFAULT_RULES, weekly: [night, [], [], [], [], [], []] as const };
    const found = findSlots(query({ host: { rules: rulesOfNight }, to: at('2026-01-07T00:00:00Z') }));
    expect(iso(found)).toEqual(['2026-01-05T22:00', '2026-01-05T23:00', '2026-01-06T00:00', '2026-01-06T01:00']);
  });

  it('replace a day by its override, and take an empty one for a day off', () => {
    const override = (list: { from: string; to: string }[]) => ({
      ...DEFAULT_RULES,
      overrides: [{ date: '2026-01-05', blocks: list }],
    });
    expect(findSlots(query({ host: { rules: override([]) } }))).toEqual([]);
    expect(iso(findSlots(query({ host: { rules: override([{ from: '20:00', to: '21:00' }]) } })))).toEqual([
      '2026-01-05T20:00',
    ]);
  });

  it('keep a workday of nine hours on the days that the clocks change', () => {
    for (const date of ['2026-03-29', '2026-10-25']) {
      const everyDay = [{ from: '00:00', to: '24:00' }];
      const always = [everyDay, everyDay, everyDay, everyDay, everyDay, everyDay, everyDay] as const;
      const from = at(`${date}T00:00:00Z`) - 2 * HOUR;
      const found = findSlots(
        query({
          host: { zone: 'Europe/Berlin', rules: { ...DEFAULT_RULES, weekly: always } },
          now: from - DAY,
          from,
          to: from + 30 * HOUR,
        }),
      );
      // Whole hours of the wall clock, none missing: one an hour of real time.
      expect(found).toHaveLength(30);
    }
  });

  it('begin with the first minute after a gap, and end with the later of two equal hours', () => {
    const early = [{ from: '02:30', to: '03:30' }];
    const sunday = { ...DEFAULT_RULES, weekly: [[], [], [], [], [], [], early] as const };
    const on = (date: string) =>
      iso(
        findSlots(
          query({
            host: { zone: 'America/New_York', rules: sunday },
            now: at(`${date}T00:00:00Z`),
            from: at(`${date}T00:00:00Z`),
            to: at(`${date}T23:00:00Z`),
            durationMinutes: 30,
            stepMinutes: 15,
          }),
        ),
      );
    // 2:30 does not exist: the block is 3:00 to 3:30 EDT.
    expect(on('2026-03-08')).toEqual(['2026-03-08T07:00']);
    const doubled = { ...DEFAULT_RULES, weekly: [[], [], [], [], [], [], [{ from: '01:00', to: '01:30' }]] as const };
    const found = findSlots(
      query({
        host: { zone: 'America/New_York', rules: doubled },
        now: at('2026-11-01T00:00:00Z'),
        from: at('2026-11-01T00:00:00Z'),
        to: at('2026-11-01T23:00:00Z'),
        durationMinutes: 90,
        stepMinutes: 30,
      }),
    );
    // 1:00 EDT to 1:30 EST: an hour and a half of real time.
    expect(iso(found)).toEqual(['2026-11-01T05:00']);
  });
});

describe('limits', () => {
  it('keep buffers free on both sides', () => {
    const busy = [{ start: at('2026-01-05T12:00:00Z'), end: at('2026-01-05T13:00:00Z') }];
    const buffered = { ...DEFAULT_RULES, bufferBeforeMinutes: 15, bufferAfterMinutes: 30 };
    const found = iso(findSlots(query({ host: { busy, rules: buffered }, stepMinutes: 15 })));
    expect(found).toContain('2026-01-05T10:30');
    expect(found).not.toContain('2026-01-05T10:45');
    expect(found).not.toContain('2026-01-05T13:00');
    expect(found).toContain('2026-01-05T13:15');
  });

  it('tell hard problems from soft ones', () => {
    const busy = [{ start: at('2026-01-05T12:00:00Z'), end: at('2026-01-05T13:00:00Z') }];
    const strict = { ...DEFAULT_RULES, bufferAfterMinutes: 30, noticeMinutes: 36 * 60, horizonDays: 7 };
    const asked = query({ host: { busy, rules: strict } });
    expect(problemsOf(at('2026-01-04T12:00:00Z'), asked)).toEqual(['past']);
    expect(problemsOf(at('2026-01-05T12:30:00Z'), asked)).toEqual(['busy']);
    expect(problemsOf(at('2026-01-05T10:45:00Z'), asked)).toEqual(['buffer', 'notice']);
    expect(problemsOf(at('2026-01-06T20:00:00Z'), asked)).toEqual(['outside_hours']);
    expect(problemsOf(at('2026-01-19T10:00:00Z'), asked)).toEqual(['horizon']);
    expect(problemsOf(at('2026-01-07T10:00:00Z'), asked)).toEqual([]);
  });

  it('end the horizon with a whole day of the host, also across a change of the clocks', () => {
    const near = { ...DEFAULT_RULES, horizonDays: 2 };
    const asked = query({
      host: { zone: 'America/New_York', rules: near },
      now: at('2026-03-06T23:00:00Z'),
      from: at('2026-03-06T23:00:00Z'),
      to: at('2026-03-20T00:00:00Z'),
      bind: 'rules',
    });
    // Friday evening: Saturday and Sunday are off, and Monday is one day too far.
    expect(findSlots(asked)).toEqual([]);
    expect(explainEmpty(asked)).toBe('beyond_limits');
    expect(
      findSlots({ ...asked, hosts: [{ zone: 'America/New_York', rules: { ...near, horizonDays: 3 }, busy: [] }] }),
    ).toHaveLength(9);
  });

  it('cost nothing for years that lie beyond the horizon', () => {
    const zone = 'Europe/Lisbon';
    const [from, far] = [at('2026-01-05T00:00:00Z'), at('9999-01-05T00:00:00Z')];
    const whole = findSlots(query({ host: { zone }, to: far, limit: 5_000 }));
    expect(whole.length).toBeGreaterThan(1_000);
    expect(whole).toEqual(findSlots(query({ host: { zone }, to: from + 2 * 366 * DAY, limit: 5_000 })));
    expect(problemsOf(far, query({ host: { zone } }))).toContain('horizon');
    const { start, end } = zoneTable(zone, from / MINUTE, from / MINUTE + 1);
    expect(end - start).toBeLessThan((20 * 366 * DAY) / MINUTE);
  });

  it('say why there is nothing', () => {
    expect(explainEmpty(query({ to: at('2026-01-04T00:00:00Z') }))).toBe('past');
    // Ten to six on a workday that ends at six: there were hours, but they have gone by.
    expect(explainEmpty(query({ now: at('2026-01-05T17:50:00Z') }))).toBe('past');
    expect(explainEmpty(query({ from: at('2026-01-10T00:00:00Z'), to: at('2026-01-11T00:00:00Z') }))).toBe(
      'no_working_hours',
    );
    const busy = [{ start: at('2026-01-05T00:00:00Z'), end: at('2026-01-06T00:00:00Z') }];
    expect(explainEmpty(query({ host: { busy } }))).toBe('fully_booked');
  });
});

describe('the bounds of a day', () => {
  const bounds = { durationMinutes: 60, zone: 'America/New_York' };

  it('are wall times: the slot begins and ends between them', () => {
    const two = at('2026-01-08T19:00:00Z');
    expect(isWithin(two, bounds)).toBe(true);
    expect(isWithin(two, { ...bounds, after: '14:00', before: '15:00' })).toBe(true);
    expect(isWithin(two, { ...bounds, after: '14:05' })).toBe(false);
    expect(isWithin(two, { ...bounds, before: '14:55' })).toBe(false);
    expect(isWithin(at('2026-01-09T04:30:00Z'), { ...bounds, before: '23:45' })).toBe(false);
    expect(isWithin(at('2026-01-09T04:00:00Z'), { ...bounds, before: '24:00' })).toBe(true);
  });

  it('may lie in an hour that the clocks skip', () => {
    const three = at('2026-03-08T07:00:00Z');
    expect(isWithin(three, { ...bounds, after: '02:30' })).toBe(true);
    expect(isWithin(three - HOUR, { ...bounds, after: '02:30' })).toBe(false);
  });
});
