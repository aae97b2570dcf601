// How long and until when: ends told behind a start, bare numbers that are minutes, times written with a dot; and looks
// at free time that are asked in few words.
import { describe, expect, it } from 'vitest';
import { localTime } from '../../../src/domain/time.ts';
import { parseTime } from '../../../src/tools/times.ts';
import { askInterpreter, situationOf } from './ask.ts';

// a Wednesday
const london = situationOf('2026-06-10T10:15:00+01:00', 'Europe/London', { locale: 'en-GB' });

async function booked(text: string) {
  const { toolCalls, text: reply } = await askInterpreter(text, london);
  const [call, ...more] = toolCalls;
  if (call?.name !== 'book_meeting' || more.length > 0) return reply;
  const { start, durationMinutes } = JSON.parse(call.arguments);
  return `${localTime(parseTime(start, london.zone), london.zone).slice(0, 16)} ${durationMinutes}`;
}

async function looked(text: string) {
  const { toolCalls } = await askInterpreter(text, london);
  return toolCalls.map(({ name, arguments: json }) => {
    expect(name).toBe('check_availability');
    const { participants: _, ...when } = JSON.parse(json);
    return when;
  });
}

async function listed(text: string) {
  const { toolCalls } = await askInterpreter(text, london);
  return toolCalls.map(({ name, arguments: json }) => {
    expect(name).toBe('list_meetings');
    const { from, to } = JSON.parse(json);
    return `${from} ${to}`;
  });
}

describe('an end told behind the start', () => {
  it.each([
    ['site visit prep w/ dan@keel.uk on the 18th, 8am sharp, till 9:15', '2026-06-18T08:00 75'],
    ['catch-up with Priya tomorrow 2pm, finishing by 2:45', '2026-06-11T14:00 45'],
    ['Priya thursday 3:15, done by 4', '2026-06-11T15:15 45'],
    ['see Marta at 4 tomorrow, we need to be out by 5:15', '2026-06-11T16:00 75'],
    ['meeting with Jo on friday at 3, should end by 4', '2026-06-12T15:00 60'],
    ["block friday 12:30 until I'm back at 14:00", '2026-06-12T12:30 90'],
    ['book 30 min with Marta at 4 tomorrow, I need to be done by 5', '2026-06-11T16:00 30'],
  ])('%s', async (text, wanted) => {
    expect(await booked(text)).toBe(wanted);
  });

  it('asks where the length runs past it', async () => {
    expect(await booked('book an hour with Marta at 4 tomorrow, must be done by 4:30')).toContain('?');
  });
});

describe('bare numbers', () => {
  it.each([
    ['call gus@rib.io and pat@rib.io on 22 june 2pm, google meet, 45', '2026-06-22T14:00 45'],
    ['mon 930am w ari@kowhai.nz 20', '2026-06-15T09:30 20'],
    ['can you put 45 in with Ken next monday at 1400', '2026-06-15T14:00 45'],
    ['lock in 2 this arvo with Ben Hargreaves, 30 mins', '2026-06-10T14:00 30'],
    ['15 mins with Jo bang on 3 tomorrow', '2026-06-11T15:00 15'],
    ['a quick 25 with Jo friday at noon', '2026-06-12T12:00 25'],
    ['tomorrow 10 with Gus about form 30', '2026-06-11T10:00 30'],
    ['Ines friday from 1 for an hour and a bit', '2026-06-12T13:00 60'],
    ['Ines friday 1pm 1 1/2 hours', '2026-06-12T13:00 90'],
    ['Ines friday 1pm 2½ hrs', '2026-06-12T13:00 150'],
    ['Ines friday 1pm for ninety', '2026-06-12T13:00 90'],
    ['Ines friday 1pm for 1:15', '2026-06-12T13:00 75'],
    ['Ines friday 1pm, give us an hour', '2026-06-12T13:00 60'],
    ['protect 1-3 on friday', '2026-06-12T13:00 120'],
    ["Marco friday 9, 20'", '2026-06-12T09:00 20'],
    ['Marco friday 14h-15h', '2026-06-12T14:00 60'],
    ['coffee w/ Marco friday @ 10.45ish', '2026-06-12T10:45 30'],
    ['book Raj 3ish friday for an hourish', '2026-06-12T15:00 60'],
    ['call w/ raj 10.15 tomorrow', '2026-06-11T10:15 30'],
    ['raj 9.30 thursday 20 mins', '2026-06-11T09:30 20'],
  ])('%s', async (text, wanted) => {
    expect(await booked(text)).toBe(wanted);
  });

  it('asks which of two times "15 to 3" means', async () => {
    expect(await booked('Marco friday 15 to 3')).toContain('?');
  });

  it('asks for a time of the evening that is called afternoon', async () => {
    expect(await booked('9 tomorrow afternoon with Ben')).toContain('9 PM');
  });
});

describe('days', () => {
  it.each([
    ['mon after easter 9:30 retro with ops@tandemly.com', '2027-03-29T09:30 30'],
    ['schedul metting w carla tmmrow 11 til noon', '2026-06-11T11:00 60'],
    ['Gail 2 days before christmas at 10', '2026-12-23T10:00 30'],
    ['Gail the tuesday of christmas week at 2', '2026-12-22T14:00 30'],
    ['Gail on the last workday of october, 3pm', '2026-10-30T15:00 30'],
    ['Gail in exactly two weeks at 9am', '2026-06-24T09:00 30'],
    ['put me down for a haircut saturday at 10, takes 40 minutes', '2026-06-13T10:00 40'],
    ['book Ines tomorow at 3 for haf an hour', '2026-06-11T15:00 30'],
  ])('%s', async (text, wanted) => {
    expect(await booked(text)).toBe(wanted);
  });

  it.each([
    ['show me dec 28 - jan 8', '2026-12-28 2027-01-08'],
    ["what's on in the second half of october", '2026-10-16 2026-10-31'],
    ['thursday to friday, what have I got', '2026-06-11 2026-06-12'],
    ["what's left of my afternoon", '2026-06-10 2026-06-10'],
    ['when did i last meet Dana', '2026-05-11 2026-06-10'],
    ["what's left for me this year", '2026-06-10 2026-12-31'],
    ['what have i got over the next fortnight', '2026-06-10 2026-06-24'],
    ['what does the rest of june hold', '2026-06-10 2026-06-30'],
    ["what's my july like", '2026-07-01 2026-07-31'],
    ["last month's meetings with Dana", '2026-05-01 2026-05-31'],
    ['show meetings from 16 june onwards', '2026-06-16 2026-06-19'],
    ['anything on between now and new year', '2026-06-10 2027-01-01'],
  ])('%s', async (text, wanted) => {
    expect(await listed(text)).toEqual([wanted]);
  });
});

describe('free time, asked in few words', () => {
  const nextWeek = { from: '2026-06-15', to: '2026-06-19' };
  const friday = { date: '2026-06-12' };
  it.each([
    [
      'do i have any 2 hour slot next week, not before 11 though',
      { ...nextWeek, after: '11:00', durationMinutes: 120 },
    ],
    ['whats open nxt week for a 45', { ...nextWeek, durationMinutes: 45 }],
    ["when's a good hour next week for me and Sam", { ...nextWeek, durationMinutes: 60 }],
    ['hows fri am for 90 mins w sam@k.com?', { ...friday, partOfDay: 'morning', durationMinutes: 90 }],
    ['does friday after 2 look ok for me and Jase?', { ...friday, after: '14:00' }],
    ["friday after 3, what's open", { ...friday, after: '15:00' }],
    ['do i have a conflict at 3 on friday', { ...friday, after: '15:00', before: '15:30' }],
    ['mornings next week, an hour', { ...nextWeek, partOfDay: 'morning', durationMinutes: 60 }],
    ['am i free in 20 minutes', { date: '2026-06-10', after: '10:35', before: '11:05' }],
    ['am i busy right now?', { date: '2026-06-10', after: '10:15', before: '10:45' }],
    ['am i free for the next hour', { date: '2026-06-10', after: '10:15', before: '11:15' }],
    ['free next week, tuesday and wednesday?', { from: '2026-06-16', to: '2026-06-17' }],
    ['any availability w/c 22 june', { from: '2026-06-22', to: '2026-06-26' }],
    ['free the week beginning the 22nd?', { from: '2026-06-22', to: '2026-06-26' }],
    [
      'mon/tue pm next week, any 1h?',
      { from: '2026-06-15', to: '2026-06-16', partOfDay: 'afternoon', durationMinutes: 60 },
    ],
    ['am I free on Friday first half?', { ...friday, partOfDay: 'morning' }],
    [
      'look for a slot, 25 min, by friday noon',
      { from: '2026-06-10', to: '2026-06-12', before: '12:00', durationMinutes: 25 },
    ],
    [
      'free on any of 15, 16 or 17 june at 3pm?',
      { from: '2026-06-15', to: '2026-06-17', after: '15:00', before: '15:30' },
    ],
    ['next available morning', { from: '2026-06-10', to: '2026-06-17', partOfDay: 'morning' }],
    [
      'tomorrow or the day after, is there 30 min anywhere?',
      { from: '2026-06-11', to: '2026-06-12', durationMinutes: 30 },
    ],
    [
      'need an hour with Mari either tomorrow or Friday, what are our options?',
      { from: '2026-06-11', to: '2026-06-12', durationMinutes: 60 },
    ],
  ])('%s', async (text, wanted) => {
    expect(await looked(text)).toEqual([wanted]);
  });
});

describe('told in other forms', () => {
  it.each([
    ['Who: Emil / When: Fri 12 June 9:00 / Length: 40 min / Topic: roadmap', '2026-06-12T09:00 40'],
    ['date: 12 June, time: 9:00, duration: 40 min, who: Emil', '2026-06-12T09:00 40'],
    ['book friday 9 with Emil. No wait, 9:30. Actually make it 10', '2026-06-12T10:00 30'],
    ['friday the 12th (not the 19th) 9am Emil', '2026-06-12T09:00 30'],
    ['Emil on friday of week 26 at 9', '2026-06-26T09:00 30'],
    ['wk 26 tuesday 9am Emil', '2026-06-23T09:00 30'],
    ['Emil 15/6 kl 9', '2026-06-15T09:00 30'],
    ['train to Leeds leaves 16:20 on thursday, block from 15:45 until 16:20', '2026-06-11T15:45 35'],
    ['my car is at the garage friday 8 to 12, mark me busy', '2026-06-12T08:00 240'],
  ])('%s', async (text, wanted) => {
    expect(await booked(text)).toBe(wanted);
  });
});

describe('clocks of other cities', () => {
  it.each([
    ['call linh@saigonfreight.vn at 16:00 Ho Chi Minh City time tuesday', '2026-06-16T10:00 30'],
    ['Amara is in Vancouver. book her monday at 9am her time (Pacific), 20 min', '2026-06-15T17:00 20'],
    ['friday 9am Gothenburg time with Elsa', '2026-06-12T08:00 30'],
    ['meet Kofi in Leeds on friday at 3 for an hour', '2026-06-12T15:00 60'],
  ])('%s', async (text, wanted) => {
    expect(await booked(text)).toBe(wanted);
  });

  it.each([
    ['Kenji 8:00 JST Wed (midnight tue my time)', ['time', 'date']],
    ['monday 5pm my time / 9am tuesday Los Angeles time with Lou', ['time', 'date']],
  ])('asks where two clocks tell different times: %s', async (text, missing) => {
    const { clarification } = await askInterpreter(text, london);
    expect(missing).toContain(clarification?.missing[0]);
  });

  it.each([
    ['Kenji 9:00 JST Wed (1am wed my time)', '2026-06-17T01:00 30'],
    ['monday 5pm my time / 9am monday LA time with Lou', '2026-06-15T17:00 30'],
    ['monday 5pm with Bea, 9am for her in Seattle', '2026-06-15T17:00 30'],
    ["Liam, tuesday 9am Sydney time, that's early tuesday morning here", '2026-06-16T00:00 30'],
    ['14:00Z monday with ops@k.com', '2026-06-15T15:00 30'],
    ['remembrance sunday 10am with Moira', '2026-11-08T10:00 30'],
    ["12 Nov '26, 3pm, Moira", '2026-11-12T15:00 30'],
    ['this time next week with Moira, half an hour', '2026-06-17T10:15 30'],
  ])('%s', async (text, wanted) => {
    expect(await booked(text)).toBe(wanted);
  });

  it('looks on the day on which it is that time here', async () => {
    expect(await looked('is 4am auckland time next tuesday free for me?')).toEqual([
      { date: '2026-06-15', after: '17:00', before: '17:30' },
    ]);
  });

  it('takes a feast for the day that it has where one is', async () => {
    const toronto = situationOf('2026-09-05T18:10:00-04:00', 'America/Toronto');
    const { toolCalls } = await askInterpreter('the tuesday after thanksgiving at 10 with Moira', toronto);
    expect(toolCalls.map((call) => JSON.parse(call.arguments).start)).toEqual(['2026-10-13T10:00']);
  });

  it('asks whose time it is in a city with other clocks', async () => {
    expect(await booked('meet Kofi in Gothenburg on friday at 3 for an hour')).toMatch(/Gothenburg time/);
  });
});
