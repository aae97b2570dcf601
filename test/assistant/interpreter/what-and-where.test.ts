// What a meeting that is to be booked is about, where it is, and what beside the wish only tells.
import { expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

const situation = situationOf('2026-03-10T10:00:00Z', 'Europe/London');

const booked = async (text: string) => {
  const { toolCalls } = await askInterpreter(text, situation);
  return toolCalls.map((call) => ({ tool: call.name, ...JSON.parse(call.arguments) }));
};

it.each([
  ["set up 3pm thursday with Ana, it's the payments incident review", 'Payments incident review'],
  ["friday at 9 with Ana for 20 minutes, it's about the funding gap", 'Funding gap'],
  ['Kick-off for the Marrickville library job with lars@b.au, Tues 10am', 'Kick-off: Marrickville library job'],
  ['Interview panel with rita@v.io friday 13:00-14:15. Title: “Panel J. Weil”', 'Panel J. Weil'],
  ["Could I have friday at ten with accounts@t.ie? It's for the annual returns.", 'Annual returns'],
  ["friday at 8 with hemi@kauri.co.nz for 45min? it's re the tender", 'Tender'],
  ['friday, 10:00, petra@donau.at, quarterly figures', 'Quarterly figures'],
  ["Hugo, friday 3pm, 45 mins, Bertie's x-rays", 'X-rays'],
  ['fit Nora in at 5:15pm tomorrow, 10 min? She wants to talk through the leaking roof', 'Leaking roof'],
  ['put Raj in for friday 11, he has questions on the lease', 'Lease'],
  ['thursday 10, omar@x.org, store opening', 'Store opening'],
  ['thursday 16:15 omar@x.org, 25m, dock scheduling', 'Dock scheduling'],
  ['schedule a tour of the new office with lee@x.com for friday 2pm', 'Tour: new office'],
  ['block friday 9-11 so that I can prepare the board deck', 'Prepare the board deck'],
  ['lunch break friday 12-1', 'Lunch break'],
  ['photo shoot prep, friday at 4 in the afternoon, phone, Jonah. 20 min is plenty', 'Photo shoot prep'],
  ['friday 6-6:45pm with Khalid, penthouse snag list', 'Penthouse snag list'],
  ['friday 2.15pm w/ Piet - title it Lessons Learned Warehouse Move', 'Lessons Learned Warehouse Move'],
  ['please make an appointment with Herr Müller on Friday at 3pm, theme: invoice questions', 'Invoice questions'],
  ['keep a call with Venkat on friday 11:30, agenda is vendor payment', 'Vendor payment'],
  ['thursday 10, omar@x.org, 25m, dock repairs', 'Dock repairs'],
  ['block 2 hours for me tomorrow from 8am, month end close', 'Month end close'],
])('says what it is about: %j', async (text, title) => {
  expect(await booked(text)).toEqual([expect.objectContaining({ tool: 'book_meeting', title })]);
});

it.each([
  ["noon to 1 on friday with Ana, no video link, we're eating at Katz's Deli", "Katz's Deli"],
  ['friday 3pm with lee@x.com, rm 204', 'room 204'],
  ['friday 3pm with lee@x.com on the 4th floor', '4th floor'],
  ['friday 3pm with lee@x.com @cafe nero', 'cafe nero'],
  ['friday 3pm with lee@x.com, location cafe nero', 'cafe nero'],
  ['friday 3pm with lee@x.com, Cafe Nero, High St', 'Cafe Nero, High St'],
  ['friday 3pm with lee@x.com outside the station', 'station'],
  ['friday 3pm with lee@x.com at 22 baker st', '22 baker st'],
  ['friday 3pm with lee@x.com, 22 Baker Street, London NW1', '22 Baker Street , London NW1'],
  ['valuation with lee@x.com fri 10am, 3 Orchard Close', '3 Orchard Close'],
  ['hearing friday 9:30 with lee@x.com, Courtroom 4, 2 hours', 'Courtroom 4'],
  ['Fri 4pm site walk at Marina One with lee@x.com, 1 hr', 'Marina One'],
  ['friday 14:00 with lee@x.com at the pool deck, should take 20 minutes', 'pool deck'],
  ['friday 4pm with lee@x.com in room B 3.101, 30 min', 'room B 3.101'],
  ['meet lee@x.com at Blue Bottle on Market St friday 8:30am', 'Blue Bottle on Market St'],
  ['study session with mei@unilink.sg thursday 2pm in library room 4', 'library room 4'],
  ['meeting with Rafa for Thursday, 17:00, no zoom, is presential in the office of Pinheiros', 'office of Pinheiros'],
])('says where it is: %j', async (text, location) => {
  const [meeting] = await booked(text);
  expect(meeting).toMatchObject({ tool: 'book_meeting', location });
  expect(meeting?.attendees).toHaveLength(1);
  expect(meeting?.title ?? '').not.toMatch(/eating/i);
});

it.each([
  ['friday 2:30pm suits Helen Tran, so book that. Zoom not Teams', 'zoom'],
  ['fone call with Helen Tran friday 3pm', 'phone'],
  ['chuck Macca in on friday at 10am for a yarn about the raffle, over the phone is fine', 'phone'],
])('says how it is held: %j', async (text, conference) => {
  expect(await booked(text)).toEqual([expect.objectContaining({ tool: 'book_meeting', conference })]);
});

it.each([
  'call with harriet@o.uk tomorrow at 5, only slot she had',
  'kindly fix a call with harriet@o.uk tomorrow at 5 pm and do the needful',
  'ok last thing for this year, call with harriet@o.uk tomorrow at 5',
  'last thing for today: call with harriet@o.uk tomorrow at 5',
])('does not ask what a remark means: %j', async (text) => {
  expect(await booked(text)).toEqual([
    expect.objectContaining({ tool: 'book_meeting', start: '2026-03-11T17:00', attendees: ['harriet@o.uk'] }),
  ]);
});

it.each([
  [
    'demo for Kessler Logistik on friday at 2, Teams. invite b@kessler.de and our tom@b.io',
    ['b@kessler.de', 'tom@b.io'],
  ],
  [
    'catch up with Harrow & Finch LLP, friday 4pm: s@harrow.co.uk and j@harrow.co.uk',
    ['s@harrow.co.uk', 'j@harrow.co.uk'],
  ],
  ['call with Harrow & Finch LLP friday 4pm', ['Harrow & Finch LLP']],
  ['lunch for Mr. Whitfield and me with s@atlas.com friday noon', ['Mr. Whitfield', 's@atlas.com']],
])('takes a firm for whom it is with only where nobody else comes: %j', async (text, attendees) => {
  const [meeting] = await booked(text);
  expect(new Set(meeting?.attendees)).toEqual(new Set(attendees));
});

const standing = situationOf('2026-03-10T10:00:00Z', 'Europe/London', {
  meetings: [
    {
      id: 'design',
      title: 'Design review',
      start: new Date('2026-03-12T14:00:00Z'),
      durationMinutes: 60,
      attendees: [{ name: 'Dana Reyes', email: 'dana@acme.com' }],
      own: true,
    },
  ],
});

it.each([
  ['prep for the design review, tomorrow 1pm, 30 min, just me', '2026-03-11T13:00', []],
  ['follow up on the design review with Dana friday 3pm', '2026-03-13T15:00', ['dana@acme.com']],
  ['a second design review with Omar on friday at 3pm', '2026-03-13T15:00', ['Omar']],
])('books another because of one that stands: %j', async (text, start, attendees) => {
  const { toolCalls } = await askInterpreter(text, standing);
  expect(toolCalls.map((call) => ({ tool: call.name, ...JSON.parse(call.arguments) }))).toEqual([
    expect.objectContaining({ tool: 'book_meeting', start, attendees }),
  ]);
});

it.each(['book lee@x.com friday 3pm about the phone system', 'book lee@x.com friday 3pm about the zoom contract'])(
  'takes what they talk about for no means: %j',
  async (text) => {
    const [meeting] = await booked(text);
    expect(meeting).toMatchObject({ tool: 'book_meeting', attendees: ['lee@x.com'] });
    expect(meeting).not.toHaveProperty('conference');
  },
);
