// A clock time as written, and which half of the day it means.
import type { Item } from './sketch.ts';

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
