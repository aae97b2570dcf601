// When people can meet. Pure: rules, busy intervals, zone and now go in; offered starts come out. Times are integers:
// milliseconds since the epoch for instants, and every start lies on a five-minute bucket.
import type { AvailabilityRules, TimeBlock } from '../accounts/accounts.ts';
import { periodAt, toInstant, toWall, type ZoneTable, zoneTable } from '../zones.ts';
import { mergePairs, minuteOf, workingMinutes } from './hours.ts';

export { createSlotSigner, type SlotSigner } from './slot-id.ts';

/** Half-open `[start, end)`, milliseconds since the epoch. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

export interface HostCalendar {
  /** IANA zone of the rules' wall times. */
  readonly zone: string;
  readonly rules: AvailabilityRules;
  /** In any order, may overlap; buffers are added by the engine. */
  readonly busy: readonly Interval[];
}

export interface SlotQuery {
  /** Everybody must be free (`all`), or anybody of them (`any`, as for a round robin). */
  readonly hosts: readonly HostCalendar[];
  readonly need: 'all' | 'any';
  readonly now: number;
  /** Starts lie in `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly durationMinutes: number;
  /** Distance of starts, counted from midnight on the wall clock of the first host. A multiple of 5 that divides a day. */
  readonly stepMinutes: number;
  /** Offers bind hours, notice, horizon and buffers; `overlap` binds busy intervals only. */
  readonly bind: 'rules' | 'overlap';
  readonly limit?: number;
}

/** Why a start cannot be had, told apart so that a user can be warned of the soft ones. */
export type SlotProblem = 'busy' | 'buffer' | 'outside_hours' | 'notice' | 'horizon' | 'past';

const MINUTE_MS = 60_000;
const DAY = 24 * 60;
/** Slots lie on these; whatever is finer is rounded away from the free side. */
const BUCKET = 5;

/** What a start is checked against; the same for one start and for all. */
export type StartQuery = Pick<SlotQuery, 'hosts' | 'need' | 'now' | 'durationMinutes' | 'bind'>;

/**
 * Starts that one host can offer, as closed ranges of minutes `[first, last, …]` in order. `from` and `to` bound them.
 */
function startRanges(host: HostCalendar, query: StartQuery, from: number, to: number): number[] {
  const { rules } = host;
  const length = query.durationMinutes;
  const byRules = query.bind === 'rules';
  const now = Math.floor(query.now / MINUTE_MS) + 1;
  let first = Math.max(from, now);
  let last = to - 1;
  let working: number[];
  if (byRules) {
    const notice = Math.ceil(query.now / MINUTE_MS) + rules.noticeMinutes;
    first = Math.max(first, notice);
    last = Math.min(last, horizonEnd(host, query.now) - 1);
    if (last < first) return [];
    const table = zoneTable(host.zone, first - 2 * DAY, last + length + 2 * DAY);
    working = workingMinutes(rules, table, first, last + 1 + length);
  } else {
    working = last < first ? [] : [first, last + 1 + length];
  }
  const before = byRules ? rules.bufferBeforeMinutes : 0;
  const after = byRules ? rules.bufferAfterMinutes : 0;
  const blocked = blockedStarts(host.busy, length + after, before, first, last);
  const ranges: number[] = [];
  let b = 0;
  for (let i = 0; i < working.length; i += 2) {
    let low = Math.max(first, working[i] ?? 0);
    const high = Math.min(last, (working[i + 1] ?? 0) - length);
    while (b < blocked.length && (blocked[b + 1] ?? 0) < low) b += 2;
    let k = b;
    while (low <= high && k < blocked.length && (blocked[k] ?? 0) <= high) {
      if ((blocked[k] ?? 0) > low) ranges.push(low, (blocked[k] ?? 0) - 1);
      low = Math.max(low, (blocked[k + 1] ?? 0) + 1);
      k += 2;
    }
    if (low <= high) ranges.push(low, high);
  }
  return ranges;
}

/** Starts that a busy interval or its buffers rule out, as closed ranges in order. */
function blockedStarts(
  busy: readonly Interval[],
  reach: number,
  buffer: number,
  first: number,
  last: number,
): number[] {
  const ranges: number[] = [];
  for (const { start, end } of busy) {
    const low = Math.floor(start / MINUTE_MS) - reach + 1;
    const high = Math.ceil(end / MINUTE_MS) + buffer - 1;
    if (high >= first && low <= last && high >= low) ranges.push(low, high);
  }
  return mergePairs(ranges);
}

/** The first minute of the day after the last that may be offered, by the host's own calendar. */
function horizonEnd(host: HostCalendar, now: number): number {
  if (host.rules.horizonDays === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const minute = Math.floor(now / MINUTE_MS);
  const table = zoneTable(host.zone, minute - 2 * DAY, minute + (host.rules.horizonDays + 3) * DAY);
  const today = Math.floor(toWall(table, minute) / DAY);
  return toInstant(table, (today + host.rules.horizonDays + 1) * DAY, 'earlier');
}

function intersect(a: readonly number[], b: readonly number[]): number[] {
  const ranges: number[] = [];
  let i = 0;
  let k = 0;
  while (i < a.length && k < b.length) {
    const low = Math.max(a[i] ?? 0, b[k] ?? 0);
    const high = Math.min(a[i + 1] ?? 0, b[k + 1] ?? 0);
    if (low <= high) ranges.push(low, high);
    if ((a[i + 1] ?? 0) < (b[k + 1] ?? 0)) i += 2;
    else k += 2;
  }
  return ranges;
}

function combine(query: StartQuery, from: number, to: number): number[] {
  const each = query.hosts.map((host) => startRanges(host, query, from, to));
  if (query.need === 'any') return mergePairs(each.flat());
  const [first = [], ...rest] = each;
  return rest.reduce(intersect, first);
}

/**
 * Starts in `ranges` on the grid of the wall clock, every `step` minutes from midnight. Between two changes of the
 * clocks the grid is one stride.
 */
function onGrid(ranges: readonly number[], step: number, table: ZoneTable, limit: number): number[] {
  const slots: number[] = [];
  for (let i = 0; i < ranges.length; i += 2) {
    const high = ranges[i + 1] ?? 0;
    let minute = ranges[i] ?? 0;
    while (minute <= high) {
      const { offset, until } = periodAt(table, minute);
      const last = Math.min(high, until - 1);
      for (let start = Math.ceil((minute + offset) / step) * step - offset; start <= last; start += step) {
        if (start % BUCKET !== 0) continue;
        slots.push(start * MINUTE_MS);
        if (slots.length >= limit) return slots;
      }
      minute = last + 1;
    }
  }
  return slots;
}

/**
 * Offered starts in order, milliseconds since the epoch. With rules bound, each is free of every problem that
 * {@link problemsOf} knows, and every start on the grid that is free of them is offered.
 */
export function findSlots(query: SlotQuery): number[] {
  const [host] = query.hosts;
  if (!host) return [];
  const from = Math.ceil(query.from / MINUTE_MS);
  const to = Math.ceil(query.to / MINUTE_MS);
  const ranges = combine(query, from, to);
  const [first] = ranges;
  if (first === undefined) return [];
  const table = zoneTable(host.zone, first - DAY, (ranges.at(-1) ?? first) + DAY);
  return onGrid(ranges, query.stepMinutes, table, query.limit ?? Number.POSITIVE_INFINITY);
}

const ALWAYS: readonly TimeBlock[] = [{ from: '00:00', to: '24:00' }];
const FREE_RULES: AvailabilityRules = {
  weekly: [ALWAYS, ALWAYS, ALWAYS, ALWAYS, ALWAYS, ALWAYS, ALWAYS],
  overrides: [],
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  noticeMinutes: 0,
  horizonDays: Number.POSITIVE_INFINITY,
};

/** Each soft rule with all others out of the way. */
const ALONE: readonly (readonly [SlotProblem, (host: HostCalendar) => HostCalendar])[] = [
  [
    'buffer',
    ({ zone, rules: { bufferBeforeMinutes, bufferAfterMinutes }, busy }) => ({
      zone,
      busy,
      rules: { ...FREE_RULES, bufferBeforeMinutes, bufferAfterMinutes },
    }),
  ],
  [
    'outside_hours',
    ({ zone, rules: { weekly, overrides } }) => ({ zone, busy: [], rules: { ...FREE_RULES, weekly, overrides } }),
  ],
  ['notice', ({ zone, rules: { noticeMinutes } }) => ({ zone, busy: [], rules: { ...FREE_RULES, noticeMinutes } })],
  ['horizon', ({ zone, rules: { horizonDays } }) => ({ zone, busy: [], rules: { ...FREE_RULES, horizonDays } })],
];

/**
 * Why a named start (milliseconds) cannot be had; empty when it can. `busy` and `past` are hard, the rest is the
 * caller's to weigh. Built on the same ranges as the offers.
 */
export function problemsOf(start: number, query: StartQuery): SlotProblem[] {
  const minute = Math.floor(start / MINUTE_MS);
  const possible = (asked: StartQuery) => combine(asked, minute, minute + 1).length > 0;
  if (start <= query.now) return ['past'];
  if (possible(query)) return [];
  if (!possible({ ...query, bind: 'overlap' })) return ['busy'];
  const found = ALONE.flatMap(([problem, alone]) =>
    possible({ ...query, hosts: query.hosts.map(alone) }) ? [] : [problem],
  );
  // With `any`, each rule alone may let another host in: then it is their hours that do not meet.
  return found.length > 0 ? found : ['outside_hours'];
}

/** Why {@link findSlots} has nothing to offer; `past` also when the working hours asked for have gone by. */
export function explainEmpty(query: SlotQuery): 'no_working_hours' | 'fully_booked' | 'beyond_limits' | 'past' {
  if (query.to <= query.now) return 'past';
  const without = (change: (host: HostCalendar) => HostCalendar) =>
    findSlots({ ...query, hosts: query.hosts.map(change), limit: 1 }).length > 0;
  const hoursOnly = ({ zone, rules: { weekly, overrides } }: HostCalendar): HostCalendar => ({
    zone,
    busy: [],
    rules: { ...FREE_RULES, weekly, overrides },
  });
  if (!without(hoursOnly)) {
    const earlier = { ...query, hosts: query.hosts.map(hoursOnly), now: query.from - MINUTE_MS, limit: 1 };
    return query.from <= query.now && findSlots(earlier).length > 0 ? 'past' : 'no_working_hours';
  }
  return without((host) => ({ ...host, busy: [] })) ? 'fully_booked' : 'beyond_limits';
}

/**
 * Whether a slot lies between two wall times (`HH:mm`) of the day on which it starts. `start` in milliseconds.
 */
export function isWithin(
  start: number,
  bounds: {
    readonly durationMinutes: number;
    readonly zone: string;
    readonly after?: string | undefined;
    readonly before?: string | undefined;
  },
): boolean {
  const minute = Math.floor(start / MINUTE_MS);
  const table = zoneTable(bounds.zone, minute - DAY, minute + 2 * DAY);
  const wall = toWall(table, minute);
  const midnight = Math.floor(wall / DAY) * DAY;
  if (bounds.after && wall < midnight + minuteOf(bounds.after)) return false;
  return !bounds.before || toWall(table, minute + bounds.durationMinutes) <= midnight + minuteOf(bounds.before);
}
