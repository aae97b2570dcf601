// The slot rules once more, slow and plain: every bucket is asked on its own, with luxon for the wall clock.
import { DateTime } from 'luxon';
import type { TimeBlock } from '../../../src/domain/accounts/accounts.ts';
import type { HostCalendar, SlotQuery } from '../../../src/domain/availability/availability.ts';

const MINUTE = 60_000;

function blocksOf(host: HostCalendar, day: DateTime): readonly TimeBlock[] {
  const date = day.toFormat('yyyy-MM-dd');
  const override = host.rules.overrides.find((one) => one.date === date);
  return override ? override.blocks : (host.rules.weekly[day.weekday - 1] ?? []);
}

/** The minutes `[start, end)` as instants at which the wall clock shows the block of that day. */
function works(host: HostCalendar, instant: number): boolean {
  const wall = DateTime.fromMillis(instant, { zone: host.zone });
  return [0, 1].some((daysBack) => {
    const day = wall.startOf('day').minus({ days: daysBack });
    const minute = wall.hour * 60 + wall.minute + daysBack * 24 * 60;
    return blocksOf(host, day).some(({ from, to }) => {
      const start = Number(from.slice(0, 2)) * 60 + Number(from.slice(3));
      const end = Number(to.slice(0, 2)) * 60 + Number(to.slice(3));
      return minute >= start && minute < (end > start ? end : end + 24 * 60);
    });
  });
}

function free(host: HostCalendar, start: number, query: SlotQuery): boolean {
  const end = start + query.durationMinutes * MINUTE;
  const { rules } = host;
  const bound = query.bind === 'rules';
  const before = bound ? rules.bufferBeforeMinutes * MINUTE : 0;
  const after = bound ? rules.bufferAfterMinutes * MINUTE : 0;
  if (start <= query.now) return false;
  if (host.busy.some((busy) => start - before < busy.end && end + after > busy.start)) return false;
  if (!bound) return true;
  if (start < query.now + rules.noticeMinutes * MINUTE) return false;
  const today = DateTime.fromMillis(query.now, { zone: host.zone }).startOf('day');
  if (
    start >=
    today
      .plus({ days: rules.horizonDays + 1 })
      .startOf('day')
      .toMillis()
  )
    return false;
  for (let minute = start; minute < end; minute += MINUTE * 5) if (!works(host, minute)) return false;
  return true;
}

export function slowSlots(query: SlotQuery): number[] {
  const slots: number[] = [];
  const [first] = query.hosts;
  for (let start = Math.ceil(query.from / (5 * MINUTE)) * 5 * MINUTE; start < query.to; start += 5 * MINUTE) {
    const wall = DateTime.fromMillis(start, { zone: first?.zone ?? 'utc' });
    if ((wall.hour * 60 + wall.minute) % query.stepMinutes !== 0) continue;
    const able = query.hosts.filter((host) => free(host, start, query)).length;
    if (query.need === 'all' ? able === query.hosts.length : able > 0) slots.push(start);
  }
  return slots;
}
