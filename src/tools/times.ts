// How times pass between a model and the domain: local wall times in, local times with offset, weekday and zone out.
import { DateTime } from 'luxon';
import { z } from 'zod';
import { DomainError } from '../domain/errors.ts';
import { instantOf, isZone, startOfDay, weekday, withOffset } from '../domain/time.ts';

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/;
const LOCAL_WITH_SECONDS = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}):00$/;

/** Schemas of the arguments that several tools share. The descriptions are what a model reads of them. */
export const dateArgument = z.iso.date('write the date as YYYY-MM-DD');
export const localTimeArgument = z.string().describe('YYYY-MM-DDTHH:mm');
export const wallTimeArgument = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write the time as HH:mm');
export const zoneArgument = z
  .string()
  .refine(isZone, { error: (issue) => `"${String(issue.input)}" is not an IANA zone, like Europe/Berlin` });
export const durationArgument = z.int().min(5).max(480);

/**
 * The instant of a time as models write it: a wall time in `zone`, or a time with its own offset. Throws `invalid_input`
 * or `nonexistent_time`, naming what was received.
 */
export function parseTime(text: string, zone: string): Date {
  if (!WITH_OFFSET.test(text)) return instantOf(LOCAL_WITH_SECONDS.exec(text)?.[1] ?? text, zone);
  const time = DateTime.fromISO(text);
  if (time.isValid) return time.toJSDate();
  throw new DomainError('invalid_input', `"${text}" does not exist in the calendar: check the day and the hour.`);
}

/** The days from `from` to `to` (`YYYY-MM-DD`, inclusive) in a zone, as `[start, end)`. Throws `invalid_input`. */
export function dayRange(from: string, to: string, zone: string): { from: Date; to: Date } {
  if (to < from) throw new DomainError('invalid_input', `"to" (${to}) lies before "from" (${from}).`);
  return { from: startOfDay(from, 0, zone), to: startOfDay(to, 1, zone) };
}

export const shownSpan = z.object({ start: z.string(), end: z.string(), weekday: z.string() });

/** A span as models read it: `{start: '2026-01-08T14:00:00-05:00', end, weekday: 'Thursday'}`. */
export function showSpan(span: { start: Date; end: Date }, zone: string): z.output<typeof shownSpan> {
  return {
    start: withOffset(span.start, zone),
    end: withOffset(span.end, zone),
    weekday: weekday(span.start, zone),
  };
}

/** One time as models read it: `{start: '2026-01-08T14:00:00-05:00', weekday: 'Thursday'}`. */
export function showTime(time: Date, zone: string): Pick<z.output<typeof shownSpan>, 'start' | 'weekday'> {
  return { start: withOffset(time, zone), weekday: weekday(time, zone) };
}
