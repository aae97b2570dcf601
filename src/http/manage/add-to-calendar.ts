// Links that open a web calendar with the meeting filled in. Nothing is told to those sites until somebody clicks.
import type { Meeting } from '../../domain/meetings/meetings.ts';

type Shown = Pick<Meeting, 'title' | 'start' | 'end' | 'location' | 'description' | 'conference'>;

function textsOf({ title, location, description, conference: { joinUrl } }: Shown) {
  const details = [description, joinUrl].filter(Boolean).join('\n\n');
  return { title, place: location ?? joinUrl, details };
}

/** With what is there, in order; links of every length are taken, but not empty fields. */
function address(page: string, fields: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(fields).filter((field): field is [string, string] => Boolean(field[1]));
  return `${page}?${new URLSearchParams(given)}`;
}

/** `20260108T190000Z` */
function compact(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

export function googleLink(meeting: Shown): string {
  const { title, place, details } = textsOf(meeting);
  return address('https://calendar.google.com/calendar/render', {
    action: 'TEMPLATE',
    text: title,
    dates: `${compact(meeting.start)}/${compact(meeting.end)}`,
    location: place,
    details,
  });
}

export function outlookLink(meeting: Shown): string {
  const { title, place, details } = textsOf(meeting);
  return address('https://outlook.live.com/calendar/0/deeplink/compose', {
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: title,
    startdt: meeting.start.toISOString(),
    enddt: meeting.end.toISOString(),
    location: place,
    body: details,
  });
}
