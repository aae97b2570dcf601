// When somebody reads the agenda of their week.
import { DateTime } from 'luxon';
import type { TimeBlock } from './accounts.ts';
import { quietTime } from './quiet-hours.ts';

/** Monday 8:00 on the reader's wall after `after`, or the end of their quiet hours. */
export function nextAgendaAt(after: Date, zone: string, quiet?: TimeBlock): Date {
  const local = DateTime.fromJSDate(after, { zone });
  const monday = local.startOf('week').set({ hour: 8 });
  const next = monday > local ? monday : monday.plus({ weeks: 1 }).set({ hour: 8 });
  const at = next.toJSDate();
  return quietTime(at, quiet, zone)?.to ?? at;
}
