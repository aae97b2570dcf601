// Who comes to a meeting that is to be booked: names in all forms, what is told of people beside them, groups.
import { expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

const situation = situationOf('2026-03-10T10:00:00Z', 'Europe/London');

const booked = async (text: string, known = situation) => {
  const { toolCalls } = await askInterpreter(text, known);
  return toolCalls.map((call) => ({ tool: call.name, ...JSON.parse(call.arguments) }));
};

it.each([
  // what is told of somebody names nobody else
  ['Call with Hannah Ortiz (Bluestone) and Greg Pohl (our counsel) Friday 10am', ['Hannah Ortiz', 'Greg Pohl']],
  ["Get me on with Acme's CFO Linda Park on Friday 8:30am", ['Linda Park']],
  ['call with Elaine Wu and paralegal Dan thursday 9am', ['Elaine Wu', 'Dan']],
  ['30 min with Ana, our head of sales, friday at 10', ['Ana']],
  ['zoom with my client beatriz.m@solara.pt friday at ten', ['beatriz.m@solara.pt']],
  ['Put 20 minutes on Friday at 1 with Ravi (sales), Ines (marketing), and Bo (ops)', ['Ravi', 'Ines', 'Bo']],
  [
    'Zoom with Jess (jess@kite.dev) + her colleague Pete (pete@kite.dev) Thursday 5pm',
    ['jess@kite.dev', 'pete@kite.dev'],
  ],
  // forms of names
  ['Meet with Mr. and Mrs. Okafor thursday 10am', ['Mr. Okafor', 'Mrs. Okafor']],
  ['call with Sam S. and Sam T. on Friday at noon', ['Sam S.', 'Sam T.']],
  ['call with Maria de la Cruz and Jan van den Berg on Friday at noon', ['Maria de la Cruz', 'Jan van den Berg']],
  ['thurs 3pm with @rachel.green + @mo re: pipeline', ['rachel.green', 'mo']],
  ['chat with Judge Alvarez friday 10am', ['Judge Alvarez']],
  ['with Ana Budget Review friday 10am', ['Ana']],
  ['Stick Ailsa and Hamish in for tomorrow quarter to ten, 25 min max', ['Ailsa', 'Hamish']],
  ['in person please: Aiko, Friday 13:15', ['Aiko']],
  ['Lock in Gaz at smoko tomorrow, 10am', ['Gaz']],
  ["pop Hugo in the diary for half three on Thursday, 45 mins, Bertie's x-rays", ['Hugo']],
  ['Will you put a meeting in for Fr. Tom and myself on Friday at 3', ['Fr. Tom']],
  ['book me and coach Bec friday 4.30 to 5.15, at the clubrooms', ['Bec']],
  ['Book in Trev & Shaz for friday 9am, stocktake', ['Trev', 'Shaz']],
  ['demo 4 vic@halden.com friday 9am', ['vic@halden.com']],
  // who only asks for it, is spoken of, or will not be there
  ['Joanne asked me to get the appraisal with Tariq Hassan into the diary on friday at 3', ['Tariq Hassan']],
  ['Joanne wants me to meet Tariq Hassan. Friday at 3, one hour please', ['Tariq Hassan']],
  ['book Piotr friday 3pm on behalf of Joanne', ['Piotr']],
  ["book Piotr friday 3pm for Joanne's handover", ['Piotr']],
  ['book Piotr fri 3pm to talk about Joanne', ['Piotr']],
  ["friday 3pm with Piotr. Joanne can't make it.", ['Piotr']],
  ['friday 3pm with just Piotr, no one else', ['Piotr']],
  ["put half an hour in Piotr's diary for friday 3pm", ['Piotr']],
  // told before it is asked for
  [
    'Piotr from Apex (piotr@apex.com) is fine with Friday the 13th. Could you put us both in for 13:00?',
    ['piotr@apex.com'],
  ],
  ['Piotr is around on friday. Book him at 3pm for half an hour', ['Piotr']],
  ['Piotr has been chasing me. Give him thursday 4pm, 20 min.', ['Piotr']],
  ['My client Moana can do 8am on Friday; please book that with her for 45 minutes', ['Moana']],
  ['I need to get the appraisal with Tariq into the diary. Please book it for Friday at 3 pm', ['Tariq']],
  ['Friday at 9:30 I should sit down with the two partners, Joost and Femke. Please put that in.', ['Joost', 'Femke']],
  ['Marlene/Jo/Kit thursday 4pm 20m', ['Marlene', 'Jo', 'Kit']],
  ['would you mind adding marlene thursday 4pm', ['marlene']],
  ['call Lee on 07700 900123 friday at 3pm', ['Lee']],
  ['Put Gareth & Sioned down for a budget natter Friday 9:30', ['Gareth', 'Sioned']],
  ['interview w/ prospective tutor Nia Bello fri 4pm', ['Nia Bello']],
  ['whack Shazza in for friday 3pm, rosters', ['Shazza']],
  ['call with J.P. Okafor friday 3pm', ['J.P. Okafor']],
  ['call with dana (at) acme.com friday 3pm', ['dana@acme.com']],
  ['@parley book Omar fri 3pm', ['Omar']],
  // a firm, by the addresses of those who come from it
  ['demo for Initech Fri 1:30pm w/ brett@initech.com', ['brett@initech.com']],
  // a room is nobody
  ['Rob Tate, Mia Chen — Friday 11:00-12:00 — Boardroom B — Strategy', ['Rob Tate', 'Mia Chen']],
  ['book dana friday 3pm. actually make it omar', ['omar']],
  ['friday 3pm with dana. and bring omar along', ['dana', 'omar']],
  ["zk@bp.hu friday 3pm, that's Zoltan", ['zk@bp.hu']],
  ['friday 3pm with zk@bp.hu, keep eva@bp.hu in copy', ['zk@bp.hu', 'eva@bp.hu']],
  ['friday 3pm with zk@bp.hu, no need for eva@bp.hu', ['zk@bp.hu']],
  ['friday 3pm with zk@bp.hu, referred by Eva', ['zk@bp.hu']],
  ['me <> Zoltan friday 3pm', ['Zoltan']],
  ['Zoltan x Ilona x me friday 3pm 20m', ['Zoltan', 'Ilona']],
  ['dinner w/ angel investor Paula Stone sat 8pm @ Noma', ['Paula Stone']],
  ['rota chat w charge nurse Bev thu 3.30pm 15min', ['Bev']],
  ['coffee w/ labmates Ravi n Noor fri 10:00', ['Ravi', 'Noor']],
  ["call with Judge Ito's clerk, clerk@court.gov, Friday 4pm", ['clerk@court.gov']],
  ["rehearsal with the quartet - Ines, Malte, Yuki - fri 7pm, St. Paul's church", ['Ines', 'Malte', 'Yuki']],
  ['second viewing with khan@mail.com, Flat 2 Harbour Ct, fri 6pm', ['khan@mail.com']],
  ['status update with Raj friday 3pm', ['Raj']],
  ['need 1-2:15 on friday with Oksana + Bram re: onboarding', ['Oksana', 'Bram']],
  ['arrange an hour with Hui Min friday 9:15', ['Hui Min']],
  ['fri 3-4:15pm Teams Niamh brand guidelines', ['Niamh']],
  ['Omar rather than Piotr friday 2pm', ['Omar']],
  ['Omar covering for Piotr, friday 2pm', ['Omar']],
  ['raj friday 2pm - hes bringing mei', ['raj', 'mei']],
  ["half an hour of Mei's time friday 2pm", ['Mei']],
  ['Raj & Mei working lunch friday 12', ['Raj', 'Mei']],
  ['client call: Acme (Mei Chan) friday 2pm', ['Mei Chan']],
  ["Ana and Ben's wedding saturday 2pm", []],
  // groups whose members are named
  ['8am tomorrow, call with the denver lot - ken@denver.io and mo@denver.io', ['ken@denver.io', 'mo@denver.io']],
  ['Set something up with our Lisbon colleagues: rui@l.pt, ines@l.pt, Thursday 11:00', ['rui@l.pt', 'ines@l.pt']],
  ['demo for the sales folks fri 9am, 30m, with kelly@brightdesk.com', ['kelly@brightdesk.com']],
  ['two of us (me and Jonah) at 4 tomorrow for half an hour', ['Jonah']],
  ['call for the three of us, me, Ana and Ben, friday 10am', ['Ana', 'Ben']],
  [
    'have me and the three finalists (kim@x.io, raj@y.io, tea@z.io) on a panel Thursday 1 to 2:30',
    ['kim@x.io', 'raj@y.io', 'tea@z.io'],
  ],
  ['call with the candidates (Ana and Ben) friday 10am', ['Ana', 'Ben']],
])('books with those who are named: %j', async (text, attendees) => {
  expect(await booked(text)).toEqual([expect.objectContaining({ tool: 'book_meeting', attendees })]);
});

it.each([
  'can I get an hour with procurement and legal thursday 3pm',
  'I need Bea, Carlos, and somebody from IT on a call at 3 tomorrow',
  'book an hour thursday 4pm with whoever runs payroll',
  'invite Nadia and her assistant to a walkthrough thursday at 11',
  'I want to talk to Sales about discounts tomorrow at 3',
  'call with Ana and a colleague of hers friday 10am',
  'book someone from finance for tomorrow at 11',
  'friday 3pm with Ana, plus her manager',
  'friday 3pm with Ana & co',
  'get mikkel and that new girl from finance together w me friday 10:30',
  "friday 3pm with Ana's replacement",
  'friday 3pm with a friend of Ana',
  'friday 3pm with Ana plus one',
  'book friday 3pm',
  'call with <!subteam^S123|@sales-team> friday 3pm',
  'call with @channel friday 3pm',
  "call with what's-his-name friday 3pm",
  'marlene jo and kit friday 3pm',
  'quick sync with design friday 2pm',
  'friday 3pm with Ana, Ben and the rest of the squad',
  'call with the three candidates (Ana and Ben) friday 10am',
])('asks who that is: %j', async (text) => {
  const { toolCalls, clarification } = await askInterpreter(text, situation);
  expect(toolCalls).toEqual([]);
  expect(clarification?.missing.some((one) => one === 'attendees' || one === 'confirm')).toBe(true);
});

it.each([
  ['3 back to back interviews thursday from 1pm, 45 mins each: Amara, Joel and Wei', ['13:00', '13:45', '14:30'], 45],
  [
    'book back-to-back 30 min intros with Amara, Joel and Wei on Thursday starting at 9',
    ['09:00', '09:30', '10:00'],
    30,
  ],
  ['schedule Amara, Joel and Wei one after the other thursday 2-3:30pm', ['14:00', '14:30', '15:00'], 30],
])('books one after the other: %j', async (text, starts, durationMinutes) => {
  expect(await booked(text)).toEqual(
    starts.map((start, index) =>
      expect.objectContaining({
        tool: 'book_meeting',
        start: `2026-03-12T${start}`,
        durationMinutes,
        attendees: [['Amara', 'Joel', 'Wei'][index]],
      }),
    ),
  );
});

it.each([
  '3 back to back interviews thursday from 1pm, 45 mins each',
  '4 back to back interviews thursday from 1pm, 45 mins each: Amara, Joel and Wei',
])('asks for whom they are: %j', async (text) => {
  const { toolCalls } = await askInterpreter(text, situation);
  expect(toolCalls).toEqual([]);
});

it('finds a handle among the people one knows', async () => {
  const known = { ...situation, people: [{ name: 'Rachel Green', email: 'rachel.green@acme.com' }] };
  expect(await booked('friday 3pm with @rachel.green', known)).toEqual([
    expect.objectContaining({ attendees: ['rachel.green@acme.com'] }),
  ]);
});

it('asks which of those who bear a name, and books with the one who is chosen', async () => {
  const known = {
    ...situation,
    people: [
      { name: 'Chris Bell', email: 'chris.bell@lumen.app' },
      { name: 'Chris Odu', email: 'chris.odu@lumen.app' },
    ],
  };
  const wish = '20m with chris tomorrow at 10am';
  const { toolCalls, clarification, text } = await askInterpreter(wish, known);
  expect(toolCalls).toEqual([]);
  expect(clarification).toEqual({
    missing: ['attendees'],
    options: ['chris.bell@lumen.app', 'chris.odu@lumen.app'],
  });
  const answered = await askInterpreter('the second one', known, [
    { role: 'user', text: wish },
    { role: 'assistant', text, toolCalls: [] },
  ]);
  expect(answered.toolCalls.map((call) => JSON.parse(call.arguments))).toEqual([
    expect.objectContaining({ start: '2026-03-11T10:00', durationMinutes: 20, attendees: ['chris.odu@lumen.app'] }),
  ]);
});
