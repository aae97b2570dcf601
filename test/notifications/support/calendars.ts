// Calendars as two programs read them that have no code in common.
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

export interface ReadEvent {
  readonly uid: string;
  readonly start: Date;
  readonly end: Date;
}

/** With the zones that the calendar itself defines, as Apple does. */
export function readByDefinition(ics: string): ReadEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, startDate, endDate } = new ICAL.Event(component);
    return { uid, start: startDate.toJSDate(), end: endDate.toJSDate() };
  });
}

/** With zones known by their names, as Google does. */
export function readByName(ics: string): ReadEvent[] {
  return Object.values(nodeIcal.sync.parseICS(ics)).flatMap((entry) =>
    entry?.type === 'VEVENT'
      ? [{ uid: entry.uid, start: new Date(entry.start), end: new Date(entry.end ?? Number.NaN) }]
      : [],
  );
}

export interface ReadCalendar {
  readonly calendar: ICAL.Component;
  readonly event: ICAL.Component;
  /** The value of a property of the event, or of its parameter. */
  value(property: string, parameter?: string): string | undefined;
  attendees(): { readonly address: string; readonly name: string; readonly answer: string }[];
}

/** The one event of a calendar. */
export function readCalendar(ics: string): ReadCalendar {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const [event, ...more] = calendar.getAllSubcomponents('vevent');
  if (!event || more.length > 0) throw new Error('One event was expected.');
  return {
    calendar,
    event,
    value(property, parameter) {
      const found = event.getFirstProperty(property);
      const value = parameter ? found?.getFirstParameter(parameter) : found?.getFirstValue();
      return value === undefined || value === null ? undefined : String(value);
    },
    attendees: () =>
      event.getAllProperties('attendee').map((attendee) => ({
        address: String(attendee.getFirstValue()).toLowerCase(),
        name: String(attendee.getFirstParameter('cn')),
        answer: String(attendee.getFirstParameter('partstat')),
      })),
  };
}
