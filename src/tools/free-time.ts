// What of many free starts is worth telling: the stretches that they make up, and a few starts to offer.
import type { FreeSlot } from '../domain/meetings/meetings.ts';

const MOST_STRETCHES = 12;

/** Slots in order of their starts, joined where they touch or overlap; at most a dozen stretches. */
export function mergeSpans(slots: readonly FreeSlot[]): FreeSlot[] {
  const stretches: { start: Date; end: Date }[] = [];
  for (const { start, end } of slots) {
    const last = stretches.at(-1);
    if (last && start <= last.end) {
      if (end > last.end) last.end = end;
      continue;
    }
    if (stretches.length === MOST_STRETCHES) break;
    stretches.push({ start, end });
  }
  return stretches;
}

/** At most `count` slots spread evenly over all of them, the first always among them. */
export function pickSpread<Slot>(slots: readonly Slot[], count: number): Slot[] {
  if (slots.length <= count) return [...slots];
  const step = slots.length / count;
  return Array.from({ length: count }, (_, index) => slots[Math.floor(index * step)]).filter(
    (slot) => slot !== undefined,
  );
}
