// Days, weeks and distances as a reader says them: by Intl, in their zone and locale.
import { DateTime } from 'luxon';
import { localeOf } from '../domain/accounts/accounts.ts';
import type { Recipient } from './channel.ts';

type Reader = Pick<Recipient, 'zone' | 'language' | 'locale'>;

const SOON_MINUTES = 3 * 60;
const HOURS_MATTER = 12 * 60;

/** `in 10 minutes`, `in 1 hour`, `tomorrow`, `in 3 days`; undefined for what has begun. */
export function distanceText(start: Date, minutesLeft: number | undefined, reader: Reader): string | undefined {
  if (minutesLeft === undefined || minutesLeft <= 0) return undefined;
  const format = new Intl.RelativeTimeFormat(localeOf(reader), { numeric: 'auto' });
  const begins = DateTime.fromJSDate(start, { zone: reader.zone });
  const days = begins.startOf('day').diff(begins.minus({ minutes: minutesLeft }).startOf('day'), 'days').days;
  if (minutesLeft >= HOURS_MATTER && days >= 1) return format.format(Math.round(days), 'day');
  const hours = Math.round(minutesLeft / 60);
  // A message takes its time: what was meant for an hour before may be written 59 minutes before.
  const isWhole = hours > 0 && Math.abs(minutesLeft - hours * 60) <= 2;
  return isWhole || minutesLeft >= SOON_MINUTES ? format.format(hours, 'hour') : format.format(minutesLeft, 'minute');
}

/** `January 5 – 11, 2026`: the seven days that begin at `from`. */
export function weekText(from: Date, reader: Reader): string {
  const monday = DateTime.fromJSDate(from, { zone: reader.zone });
  const format = new Intl.DateTimeFormat(localeOf(reader), {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: reader.zone,
  });
  const sunday = monday.plus({ days: 6 }).set({ hour: 12 });
  return format.formatRange(from, sunday.toJSDate()).replaceAll(/[\u2009\u202f]/g, ' ');
}

/** `Thursday, January 8, 2026` */
export function dayText(at: Date, reader: Reader): string {
  return DateTime.fromJSDate(at, { zone: reader.zone })
    .setLocale(localeOf(reader))
    .toLocaleString({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
}
