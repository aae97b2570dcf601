// A clock time as written, and which half of the day it means.
import { numberOf } from './numbers.ts';
import type { Item } from './sketch.ts';

export const HOUR_WORD = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';

/** Without am or pm the half of the day follows working hours: 1 to 6 is afternoon, 7 stays in doubt, 8 to 12 morning. */
export function clockTime(
  hour: number,
  minute: number,
  half: string | undefined,
  shift = 0,
  around = false,
  long = false,
): Item | null {
  if (!(hour >= 0 && hour <= 24) || minute > 59 || (half && (hour > 12 || hour === 0))) return null;
  const base = half ? (hour % 12) + (/^p/i.test(half) ? 12 : 0) : hour;
  const sure = half !== undefined || hour > 12 || hour === 0 || long;
  const total = base * 60 + minute + shift;
  const read = !sure && total < 7 * 60 ? total + 12 * 60 : total;
  if (read < 0 || read >= 1440) return null;
  return { kind: 't', minute: read, sure, ...(around ? { around } : {}) };
}

/** `loose`: said as "3ish". `long`: of a clock of 24 hours, so that morning or afternoon is certain. */
export interface Manner {
  readonly loose?: boolean;
  readonly long?: boolean;
}
/** A time as its words were found. */
export const time = (h: string | undefined, m?: string, half?: string, { loose = false, long = false }: Manner = {}) =>
  clockTime(numberOf(h), m === undefined ? 0 : minuteOf(m), half, 0, loose, long);
const minuteOf = (said: string): number =>
  ({ 'twenty five': 25, 'twenty-five': 25, fifty: 50 })[said.toLowerCase()] ?? numberOf(said);
