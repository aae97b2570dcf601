// Calendars: what stands in them, and that two programs read the same instants from them, whatever the clocks do.
import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import { feedOf, type IcsInvitation, invitation } from '../../src/notifications/ics.ts';
import { trustedZone, zoneBlock } from '../../src/notifications/ics-zones.ts';
import { composeMail } from '../../src/notifications/mail-message.ts';
import { times } from '../support/counts.ts';
import { readByDefinition, readByName, readCalendar } from './support/calendars.ts';
import { ADA, MEETING, NOW, noticeOf, SENDER } from './support/notices.ts';

const ORGANIZER = { name: 'Ada Park', email: 'ada@parley.example' };
const JOHNS = 'mailto:john@acme.com';

function written(about: Partial<Meeting> = {}, more: Partial<Parameters<typeof invitation>[0]> = {}): string {
  const meeting = { ...MEETING, ...about };
  return invitation({ meeting, method: 'REQUEST', organizer: ORGANIZER, stamp: NOW, ...more }).content;
}

function icsOf(...given: Parameters<typeof noticeOf>): IcsInvitation {
  const { ics } = composeMail(noticeOf(...given), SENDER, NOW);
  if (!ics) throw new Error('The mail has no calendar.');
  return ics;
}

/** Twenty with clocks of every kind: both hemispheres, half hours, none, by night, ahead by fourteen hours. */
const ZONES = [
  'America/New_York',
  'America/Los_Angeles',
  'America/Phoenix',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/St_Johns',
  'America/Nuuk',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Berlin',
  'Europe/Kyiv',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Jerusalem',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
];

const DAY_MS = 86_400_000;

/** The instants at which a zone's clocks change in a year, to the minute. */
function changesIn(zone: string, year: number): Date[] {
  const found: Date[] = [];
  const offset = (at: number) => IANAZone.create(zone).offset(at);
  for (let day = Date.UTC(year); day < Date.UTC(year + 1); day += 7 * DAY_MS) {
    if (offset(day) === offset(day + 7 * DAY_MS)) continue;
    let [before, after] = [day, day + 7 * DAY_MS];
    while (after - before > 60_000) {
      const middle = Math.floor((before + after) / 120_000) * 60_000;
      if (offset(middle) === offset(day)) before = middle;
      else after = middle;
    }
    found.push(new Date(after));
  }
  return found;
}

describe('the instants of a calendar', () => {
  it.each(ZONES)('are the meeting’s around every change of the clocks: %s', (zone) => {
    const offsets = [-24 * 60, -90, -60, -30, -5, 0, 5, 30, 60, 90, 24 * 60];
    const changes = [2026, 2027, 2028].flatMap((year) => changesIn(zone, year));
    const starts = [NOW, ...changes].flatMap((at) => offsets.map((minutes) => at.getTime() + minutes * 60_000));
    const meetings = starts.map((at) => ({
      ...MEETING,
      id: `m${at}`,
      zone,
      start: new Date(at),
      end: new Date(at + 45 * 60_000),
    }));
    const ics = feedOf(meetings, 'UADA', { name: zone });
    const expected = meetings.map(({ id, start, end }) => ({ uid: `${id}@parley`, start, end }));
    expect(readByDefinition(ics)).toEqual(expected);
    expect(readByName(ics)).toEqual(expected);
  });

  it('are the meeting’s in any zone, at any time', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const minute = fc.integer({ min: Date.UTC(2026) / 60_000, max: Date.UTC(2031) / 60_000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minute, fc.integer({ min: 5, max: 3_000 }), (zone, at, length) => {
        const [start, end] = [new Date(at * 60_000), new Date((at + length) * 60_000)];
        const ics = written({ zone, start, end });
        const expected = [{ uid: 'm1@parley', start, end }];
        expect(readByDefinition(ics)).toEqual(expected);
        expect(readByName(ics)).toEqual(expected);
      }),
      { numRuns: times(100, 20_000) },
    );
  });

  it('are told in the zone in which the meeting was arranged, defined once', () => {
    const ics = written();
    expect(ics).toContain('DTSTART;TZID=America/New_York:20260108T140000\r\n');
    expect(ics.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1);
    expect(ics).toContain('DTSTAMP:20260107T151200Z\r\n');
  });

  it('are told in UTC where a zone cannot be trusted', () => {
    for (const zone of ['UTC', 'Mars/Olympus']) {
      expect(trustedZone(zone, [MEETING.start])).toBeNull();
      expect(written({ zone })).toContain('DTSTART:20260108T190000Z\r\n');
    }
    // Half past one comes twice on that morning, and a wall time names the first only.
    const second = new Date('2026-11-01T06:30:00Z');
    expect(trustedZone('America/New_York', [second])).toBeNull();
    expect(trustedZone('America/New_York', [MEETING.start])).toBe('America/New_York');
  });

  it('follow definitions that are right for most zones, so that few calendars fall back to UTC', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const days = Array.from({ length: 8 }, (_, index) => new Date(Date.UTC(2026, 3 * index, 7, 15)));
    const wrong = zones.filter((zone) => days.some((day) => trustedZone(zone, [day]) === null));
    expect(wrong.length / zones.length).toBeLessThan(0.02);
    expect(ZONES.map((zone) => zoneBlock(zone))).not.toContain(null);
  });
});

describe('an invitation', () => {
  it('says who invites, who comes and where to join', () => {
    const ics = icsOf('invited', {
      about: { version: 3, description: 'Bring slides; all, please', location: 'Room 4' },
    });
    const read = readCalendar(ics.content);
    expect(ics.method).toBe('REQUEST');
    expect(read.calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(read.value('uid')).toBe('m1@parley');
    expect(read.value('sequence')).toBe('3');
    expect(read.value('status')).toBe('CONFIRMED');
    expect(read.value('summary')).toBe('Demo');
    expect(read.value('location')).toBe('Room 4');
    expect(read.value('description')).toBe('Bring slides; all, please\n\nhttps://meet.jit.si/parley-x');
    expect(read.value('url')).toBe('https://meet.jit.si/parley-x');
    expect(read.value('conference')).toBe('https://meet.jit.si/parley-x');
    expect(read.value('organizer')).toBe('mailto:ada@parley.example');
    expect(read.value('organizer', 'cn')).toBe('Ada Park');
    expect(read.attendees()).toEqual([
      { address: 'mailto:ada@parley.example', name: 'Ada Park', answer: 'ACCEPTED' },
      { address: 'mailto:sarah@parley.example', name: 'Sarah Chen', answer: 'NEEDS-ACTION' },
      { address: JOHNS, name: 'John', answer: 'NEEDS-ACTION' },
    ]);
  });

  it('is written in folded lines that end as the standard asks', () => {
    const ics = written({ title: 'Überraschung 🎉 '.repeat(20), description: 'x'.repeat(3_000) });
    const lines = ics.split('\r\n');
    expect(lines.at(-1)).toBe('');
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/[\r\n]/);
    }
    expect(readCalendar(ics).value('description')).toContain('x'.repeat(3_000));
  });

  it('rings as the reader wants', () => {
    const { content } = icsOf('invited', { alarms: [1_440, 10] });
    const alarms = readCalendar(content).event.getAllSubcomponents('valarm');
    expect(alarms.map((alarm) => String(alarm.getFirstPropertyValue('trigger')))).toEqual(['-P1D', '-PT10M']);
    // The grammar wants alarms after all of the event's own properties.
    expect(content.split('BEGIN:VALARM')).toHaveLength(3);
    expect(content).toMatch(/\r\nLAST-MODIFIED:\w+\r\n(BEGIN:VALARM\r\n(?!BEGIN).*?END:VALARM\r\n){2}END:VEVENT\r\n/s);
    const feed = feedOf([MEETING, { ...MEETING, id: 'm2' }], 'UADA', { name: 'Ada', alarms: [10] });
    expect(feed.match(/END:VALARM\r\nEND:VEVENT/g)).toHaveLength(2);
    expect(readCalendar(icsOf('invited').content).event.getAllSubcomponents('valarm')).toEqual([]);
  });

  it('gives Google and Outlook their own join links, and breaks no address', () => {
    const joinUrl = 'https://teams.example/l/meetup;a,b?c=d';
    const teams = readCalendar(written({ conference: { kind: 'teams', joinUrl } }));
    expect(teams.value('x-microsoft-skypeteamsmeetingurl')).toBe('https://teams.example/l/meetup%3Ba%2Cb?c=d');
    expect(teams.value('url')).toBe('https://teams.example/l/meetup%3Ba%2Cb?c=d');
    const meet = { kind: 'google_meet', joinUrl: 'https://meet.google.com/abc' } as const;
    expect(readCalendar(written({ conference: meet })).value('x-google-conference')).toBe(meet.joinUrl);
    expect(written({ conference: { kind: 'phone' } })).not.toMatch(/URL|CONFERENCE/);
  });

  it('is an event to keep for the organizer, whom nobody invites to their own meeting', () => {
    expect(icsOf('invited', { recipient: ADA, details: { by: 'UADA' } }).method).toBe('PUBLISH');
  });

  it('is taken back for everybody by a cancellation, and for one who is removed by one that names only them', () => {
    const all = icsOf('cancelled', { about: { version: 4 } });
    expect(all.method).toBe('CANCEL');
    const cancelled = readCalendar(all.content);
    expect(cancelled.value('status')).toBe('CANCELLED');
    expect(cancelled.value('sequence')).toBe('4');
    expect(cancelled.attendees()).toHaveLength(3);
    const left = MEETING.attendees.filter(({ email }) => email !== 'john@acme.com');
    const removed = readCalendar(icsOf('removed', { about: { attendees: left } }).content);
    expect(removed.calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect(removed.attendees().map(({ address }) => address)).toEqual([JOHNS]);
  });

  it('does not come with what changes no calendar', () => {
    for (const occasion of ['reminder', 'follow_up'] as const) {
      expect(composeMail(noticeOf(occasion), SENDER, NOW).ics).toBeUndefined();
    }
  });
});

describe('a feed', () => {
  const asked = { ...MEETING, id: 'm2', state: 'requested' } as const;
  const gone = { ...MEETING, id: 'm3', state: 'cancelled' } as const;
  const summer = {
    ...MEETING,
    id: 'm4',
    zone: 'Europe/Berlin',
    start: new Date('2026-07-01T08:00:00Z'),
    end: new Date('2026-07-01T09:00:00Z'),
  };

  it('holds what is booked and what is asked for, in all their zones', () => {
    const ics = feedOf([MEETING, asked, gone, summer], 'UADA', { name: 'Ada Park, Parley' });
    const expected = [MEETING, asked, summer].map(({ id, start, end }) => ({ uid: `${id}@parley`, start, end }));
    expect(readByDefinition(ics)).toEqual(expected);
    expect(readByName(ics)).toEqual(expected);
    expect(ics).toContain('METHOD:PUBLISH\r\n');
    expect(ics).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n');
    expect(ics).toContain('X-PUBLISHED-TTL:PT15M\r\n');
    expect(ics).toContain('X-WR-CALNAME:Ada Park\\, Parley\r\n');
    expect(ics.match(/STATUS:TENTATIVE/g)).toHaveLength(1);
    expect(ics.match(/BEGIN:VTIMEZONE/g)).toHaveLength(2);
  });

  it('changes only when its meetings do', () => {
    const options = { name: 'Ada' };
    expect(feedOf([MEETING], 'UADA', options)).toBe(feedOf([{ ...MEETING }], 'UADA', options));
  });

  it('may be empty', () => {
    expect(readByDefinition(feedOf([], 'UADA', { name: 'Ada' }))).toEqual([]);
  });
});
