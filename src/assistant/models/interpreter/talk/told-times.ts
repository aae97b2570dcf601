// Free times and meetings in words, as lists that one can read at a glance.
import { timeLines, timePoint } from '../../../../domain/time.ts';
import type { Situation } from '../../../situation.ts';
import type { ShownMeeting, ShownSpan, Success } from './results.ts';

export type Reader = Pick<Situation, 'now' | 'zone' | 'locale'>;

/** `Free: Tue, Nov 24: 9:00 AM – 12:00 PM (New York time).`, a line a day where there are several. */
export function freeTimes(data: Success, { zone: readersZone, locale }: Reader): string {
  const zone = data.zone ?? readersZone;
  const spans = (data.free ?? []).map(dates);
  const lines = timeLines(spans, zone, locale);
  if (lines.length === 1) return `Free: ${lines[0]} (${zoneTime(zone)}).`;
  if (lines.length > 1) return [`Free, in ${zoneTime(zone)}:`, ...lines.map((line) => `• ${line}`)].join('\n');
  const later = timeLines((data.nextFree ?? []).map(dates), zone, locale);
  const next = later.length > 0 ? ` Next free: ${later.join('; ')} (${zoneTime(zone)}).` : '';
  return `${data.none ?? 'Nothing is free then.'}${next}`;
}

/** How many there are and which comes first: the surfaces show the meetings themselves. */
export function listed(
  meetings: readonly ShownMeeting[],
  { locale }: Reader,
  words: (meeting: ShownMeeting) => string,
) {
  const [first] = meetings;
  if (!first) return 'You have no meetings then.';
  if (meetings.length === 1) return `You have one meeting: ${words(first)}.`;
  return `You have ${meetings.length} meetings, the first is ${first.title}, ${timePoint(new Date(first.start), first.zone, locale)}.`;
}

const dates = ({ start, end }: ShownSpan) => ({ start: new Date(start), end: new Date(end) });

/** `New York time`; a zone that is no place has only its name. */
function zoneTime(zone: string): string {
  const [area, ...places] = zone.split('/');
  if (area === 'Etc' || places.length === 0) return places.at(-1) ?? zone;
  return `${places.at(-1)?.replaceAll('_', ' ')} time`;
}
