// When something is to be: days and times as people of many places say them, and as a meeting or a person tells them.
import { describe, expect, it } from 'vitest';
import { localTime } from '../../../src/domain/time.ts';
import { parseTime } from '../../../src/tools/times.ts';
import { askInterpreter, meeting, situationOf } from './ask.ts';

// a Wednesday
const london = situationOf('2026-03-11T10:12:00+00:00', 'Europe/London', {
  meetings: [
    meeting('demo', 'Acme demo', '2026-03-12T11:00:00Z', 60, 'tim@acme.com'),
    meeting('review', 'Design review', '2026-03-12T15:00:00Z', 45, 'mei@orb.io'),
    meeting('board', 'Board call', '2026-03-13T10:00:00Z', 90, 'rhea@board.org'),
  ],
});
const inZone = (now: string, zone: string) => situationOf(now, zone, { locale: 'en-GB' });

async function booked(text: string, situation = london) {
  const { toolCalls, text: reply } = await askInterpreter(text, situation);
  const [call, ...more] = toolCalls;
  if (call?.name !== 'book_meeting' || more.length > 0) return reply;
  const { start, durationMinutes } = JSON.parse(call.arguments);
  return `${localTime(parseTime(start, situation.zone), situation.zone).slice(0, 16)} ${durationMinutes}`;
}

async function looked(text: string) {
  const { toolCalls } = await askInterpreter(text, london);
  return toolCalls.map((call) => {
    expect(call.name).toBe('check_availability');
    return JSON.parse(call.arguments);
  });
}

describe('a time told by whom it suits', () => {
  it.each([
    ['book 30 min with Tim tomorrow, the only time that works for him is 4:15', '2026-03-12T16:15 30'],
    ['book 30 min with Tim tomorrow, 4:15 is the only time he can do', '2026-03-12T16:15 30'],
    ['need to see Mei friday for 45 minutes, she only has 11 free', '2026-03-13T11:00 45'],
    ['friday at 2 is the only slot Priya has left, grab it for 30 min', '2026-03-13T14:00 30'],
    ['the only time Priya and I can both do is friday at 2, please book 30 minutes', '2026-03-13T14:00 30'],
    ["the only opening I've got is thursday 9am so let's do that with Bruno, 20 min", '2026-03-12T09:00 20'],
    ['the earliest I can manage is monday 11:30. put Wanda in for 30 min', '2026-03-16T11:30 30'],
    ['7:45pm today, call with harriet@otter.uk, 30 min, only slot she had', '2026-03-11T19:45 30'],
  ])('%s', async (text, wanted) => {
    expect(await booked(text)).toBe(wanted);
  });

  it('asks where the earliest is no more than a bound', async () => {
    expect(await booked('book 30 min with Tim tomorrow, if 4 is the only time he can do')).toContain('?');
  });
});

describe('days', () => {
  it.each([
    ['thursday fortnight at 9:15 with Ines re contracts', '2026-03-26T09:15 30'],
    ['catch up with Ines, a fortnight today, 2pm', '2026-03-25T14:00 30'],
    ['lunch with Kofi tuesday week at 12:30', '2026-03-24T12:30 30'],
    ["meet Siobhan half 3 on Paddy's Day for half an hour", '2026-03-17T15:30 30'],
    ['not friday, I am out all day. monday then, eight in the morning with ana@orb.io, 15 min', '2026-03-16T08:00 15'],
    ['last friday of the month, 10:00, petra@orb.io', '2026-03-27T10:00 30'],
    ['last friday of this month, 11 to quarter to 12, with Duarte', '2026-03-27T11:00 45'],
  ])('%s', async (text, wanted) => {
    expect(await booked(text)).toBe(wanted);
  });

  it.each([
    ['book ola@peak.pl 27.10 at 9.30, 60 min', '2026-10-27T09:30 60'],
    ['call with ola@peak.pl on tuesday 27th Oct, 10 to 10.30am', '2026-10-27T10:00 30'],
    ['tomorrow 7:45 short call 15 min with Ola', '2026-10-22T07:45 15'],
    ['we need 1,5 hours with Uwe on monday, start 9.00', '2026-10-26T09:00 90'],
  ])('as they are written in Europe: %s', async (text, wanted) => {
    expect(await booked(text, inZone('2026-10-21T13:15:00+02:00', 'Europe/Warsaw'))).toBe(wanted);
  });

  it('gives each of several days its week', async () => {
    const monday = situationOf('2026-03-09T10:12:00+00:00', 'Europe/London');
    const { toolCalls } = await askInterpreter('any time wed or thurs morning next week?', monday);
    expect(toolCalls.map((call) => JSON.parse(call.arguments))).toEqual([
      { from: '2026-03-18', to: '2026-03-19', partOfDay: 'morning' },
    ]);
  });
});

describe('times', () => {
  it.each([
    ['give me twenty five minutes with tess@keel.com at ten to eleven tomorrow', '2026-03-12T10:50 25'],
    ['10am tomorrow with kim@rivet.com, 30', '2026-03-12T10:00 30'],
    ['donor call with Margaret 9 tomorrow morning, fifty minutes', '2026-03-12T09:00 50'],
    ['thursday week, 2pm, with counsel@fountain.co.uk, an hour & a half', '2026-03-19T14:00 90'],
    ["Tom's over in Tokyo so let's say 6pm his time on friday, tom@bexley.uk, 45 mins", '2026-03-13T09:00 45'],
    ['half 3 tomorrow with Sanjay, 45 mins', '2026-03-12T15:30 45'],
    ['workshop with jan@orb.io on the 22nd, from 9, two and a quarter hours', '2026-03-22T09:00 135'],
    ['book dave@orb.io fri 10 oh wait i got the plumbers then make it 1030', '2026-03-13T10:30 30'],
    ['Lock in Jules for friday 11am', '2026-03-13T11:00 30'],
  ])('%s', async (text, wanted) => {
    expect(await booked(text)).toBe(wanted);
  });

  it('asks for "half 3" where half of Europe means 2:30', async () => {
    const berlin = inZone('2026-03-11T10:12:00+01:00', 'Europe/Berlin');
    expect(await booked('call with Jonas tomorrow at half 3', berlin)).toBe('2:30 PM or 3:30 PM?');
  });
});

describe('times by a meeting', () => {
  it.each([
    ['put a 30 min prep with dana@orb.io right before the acme demo', '2026-03-12T10:30 30'],
    ['book Oskar for 20 mins as soon as the acme demo is over', '2026-03-12T12:00 20'],
    ['15 min with dana@orb.io off the back of the design review', '2026-03-12T15:45 15'],
    ['block the half hour before the board call for prep', '2026-03-13T09:30 30'],
  ])('%s', async (text, wanted) => {
    expect(await booked(text)).toBe(wanted);
  });

  it.each([
    ['is there a free slot before the acme demo tomorrow?', { date: '2026-03-12', before: '11:00' }],
    [
      'how much time have I got free between the board call and 5pm on friday',
      { date: '2026-03-13', after: '11:30', before: '17:00' },
    ],
  ])('%s', async (text, wanted) => {
    expect(await looked(text)).toEqual([wanted]);
  });
});

describe('several stretches in one look', () => {
  const friday = { date: '2026-03-13' };
  const thursday = { date: '2026-03-12' };
  it.each([
    [
      'free on friday between 10 and 12 or after 3?',
      [
        { ...friday, after: '10:00', before: '12:00' },
        { ...friday, after: '15:00' },
      ],
    ],
    [
      'am I free thursday morning or friday afternoon?',
      [
        { ...thursday, partOfDay: 'morning' },
        { ...friday, partOfDay: 'afternoon' },
      ],
    ],
    [
      'find me an hour tomorrow, either 9 to 12 or 3 to 6',
      [
        { ...thursday, after: '09:00', before: '12:00', durationMinutes: 60 },
        { ...thursday, after: '15:00', before: '18:00', durationMinutes: 60 },
      ],
    ],
    ['any time on friday after 10 but before 1?', [{ ...friday, after: '10:00', before: '13:00' }]],
    ['am I free after 3 on thursday or friday?', [{ from: '2026-03-12', to: '2026-03-13', after: '15:00' }]],
    ['when am I free tomorrow, not before 10?', [{ ...thursday, after: '10:00' }]],
    ['gap between eleven and one on friday?', [{ ...friday, after: '11:00', before: '13:00' }]],
  ])('%s', async (text, wanted) => {
    expect(await looked(text)).toEqual(wanted);
  });
});

describe('times elsewhere', () => {
  it.each([
    ['sync with Fred friday 9am (New York)', '2026-03-13T13:00 30'],
    ["book Deb friday 9am her time (she's in Chicago)", '2026-03-13T14:00 30'],
    ['book Deb friday 3pm our time, 11am hers', '2026-03-13T15:00 30'],
    ['call with Hemi at 10 on friday, NZ time', '2026-03-12T21:00 30'],
    ["I'm in Singapore this week, book Wei for friday at 7pm local", '2026-03-13T11:00 30'],
    [
      'we have to speak with Hiro, please take friday 18:00 Tokyo time, this is in the morning for us',
      '2026-03-13T09:00 30',
    ],
  ])('%s', async (text, wanted) => {
    expect(await booked(text)).toBe(wanted);
  });

  it('is with whom the clocks belong to', async () => {
    const { toolCalls } = await askInterpreter('Nina is in Chicago. Can you book thursday 9am her time?', london);
    expect(toolCalls.map((call) => JSON.parse(call.arguments).attendees)).toEqual([['Nina']]);
    expect(await booked('My mentor lives in Chicago. Can you book thursday 9am her time?')).toContain('With whom');
  });

  it('asks by which clocks somebody away tells a time', async () => {
    expect(await booked("I'm in Singapore this week, book a call with Wei tomorrow at 9am")).toMatch(/Singapore time/);
  });

  it('takes "by 11" for the time itself only where it is said so', async () => {
    const text = 'set up 30 minutes with Funke on Monday by 11am';
    expect(await booked(text, inZone('2026-02-12T09:07:00+01:00', 'Africa/Lagos'))).toBe('2026-02-16T11:00 30');
    expect(await booked(text)).toContain('?');
  });
});

describe('what recurs', () => {
  const recurring = async (text: string) => {
    const { toolCalls, text: reply } = await askInterpreter(text, london);
    return toolCalls.length === 1 && toolCalls[0]?.name === 'setup_recurring_meetings'
      ? JSON.parse(toolCalls[0].arguments)
      : reply;
  };

  it('reads rhythms in words', async () => {
    expect(await recurring('can we do coaching every ten days, twenty minutes, five in the afternoon')).toMatchObject({
      intervalDays: 10,
      durationMinutes: 20,
      hour: 17,
    });
    expect(await recurring('set up my coaching for every second wednesday, 3pm, an hour each')).toMatchObject({
      intervalDays: 14,
      weekday: 'wed',
      hour: 15,
    });
  });

  it('repeats no time of one’s own', async () => {
    expect(await recurring('hold 8:30 to 9 every morning this week for planning')).toContain('?');
  });
});
