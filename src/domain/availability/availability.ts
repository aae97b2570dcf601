// When people can meet. Pure: rules, busy intervals, zone and now go in; offered starts come out. Times are integers:
// milliseconds since the epoch for instants, and every start lies on a five-minute bucket.
import type { AvailabilityRules } from '../accounts/accounts.ts';

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
  /** Distance of starts, counted from the full hour of the wall clock of the first host. A multiple of 5. */
  readonly stepMinutes: number;
  /** Offers bind hours, notice, horizon and buffers; `overlap` binds busy intervals only. */
  readonly bind: 'rules' | 'overlap';
  readonly limit?: number;
}

/** Why a start cannot be had, told apart so that a user can be warned of the soft ones. */
export type SlotProblem = 'busy' | 'buffer' | 'outside_hours' | 'notice' | 'horizon' | 'past';
