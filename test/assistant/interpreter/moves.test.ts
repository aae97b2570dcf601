// Changes of a meeting that stands: another length or end, a way to go, a time in the place of another.
import { describe, expect, it } from 'vitest';
import { isoWall, wallOf } from '../../../src/assistant/models/interpreter/calendar.ts';
import { askInterpreter, situationOf } from './ask.ts';

const ZONE = 'Europe/London';
const meeting = (id: string, title: string, start: string, durationMinutes: number, name: string) => ({
  id,
  title,
  start: new Date(start),
  durationMinutes,
  attendees: [{ name, email: `${name.toLowerCase()}@acme.com` }],
  own: true,
});

/** Tuesday, March 3, 2026, 9:00 in London. */
const SITUATION = situationOf('2026-03-03T09:00:00Z', ZONE, {
  meetings: [
    meeting('briefing', 'Safety briefing', '2026-03-04T10:00:00Z', 60, 'Sam'),
    meeting('review', 'Budget review', '2026-03-04T14:00:00Z', 30, 'Ola'),
    meeting('tim', '1:1 Tim', '2026-03-05T11:00:00Z', 30, 'Tim'),
    meeting('call', 'Orchestra call', '2026-03-06T10:00:00Z', 90, 'Dirk'),
    meeting('fitting', 'Costume fitting', '2026-03-06T16:00:00Z', 60, 'Marta'),
  ],
});

/** What changes, as `id day-time length` of what is new, in the calendar's order; or the question. */
async function changed(text: string): Promise<readonly string[] | string> {
  const { toolCalls, text: said } = await askInterpreter(text, SITUATION);
  if (toolCalls.length === 0) return said;
  return toolCalls
    .map(({ name, arguments: given }) => {
      const { meetingId, start, durationMinutes } = JSON.parse(given);
      const stands = SITUATION.meetings.find(({ id }) => id === meetingId);
      if (!stands) return name;
      const before = isoWall(wallOf(stands.start, ZONE));
      const parts = [
        start === undefined || start.startsWith(before) ? [] : start.slice(8, 16).replace('T', '-'),
        durationMinutes === undefined || durationMinutes === stands.durationMinutes ? [] : durationMinutes,
      ];
      return [meetingId, ...parts.flat()].join(' ');
    })
    .sort();
}

describe('another length', () => {
  it.each([
    ['costume fitting should be 90 not 60', ['fitting 90']],
    ['the budget review needs to be 45 instead of 30', ['review 45']],
    ['safety briefing only needs 30', ['briefing 30']],
    ['shave 15 minutes off the safety briefing', ['briefing 45']],
    ['lop 15 minutes off the end of the safety briefing', ['briefing 45']],
    ['add 15 minutes to the safety briefing and cut the orchestra call down to 60', ['briefing 75', 'call 60']],
    ['have the safety briefing end at 10:45 rather than 11', ['briefing 45']],
    ['pad the budget review by 15', ['review 45']],
    ['cap the safety briefing at 40 minutes', ['briefing 40']],
    ['bring the safety briefing down to 45 minutes', ['briefing 45']],
    ['stretch the safety briefing to 11:15', ['briefing 75']],
    ['safety briefing +15', ['briefing 75']],
    ['turn the budget review into an hour', ['review 60']],
    ["let's wrap the safety briefing by 10:30", ['briefing 30']],
    ['lop 15 minutes off the start of the safety briefing', 'Should it start later, or end earlier?'],
  ])('"%s"', async (text, change) => expect(await changed(text)).toEqual(change));
});

describe('how far it goes', () => {
  it.each([
    ['bring the safety briefing forward 15', ['briefing 04-09:45']],
    ['push the budget review back 10', ['review 04-14:10']],
    ['nudge the budget review up 15', ['review 04-13:45']],
    ['move the costume fitting to the following friday', ['fitting 13-16:00']],
    ['bring the tim 1:1 forward to 10', ['tim 05-10:00']],
    ['costume fitting wants to start 15 min later on friday but same end', ['fitting 06-16:15 45']],
    ['start the costume fitting half an hour later but keep the end time', ['fitting 06-16:30 30']],
    ['start costume fitting 30 mins earlier, finish at the same time', ['fitting 06-15:30 90']],
  ])('"%s"', async (text, change) => expect(await changed(text)).toEqual(change));
});

describe('a time in the place of another', () => {
  it.each([
    ["tim can't do thurs, fri same time instead", ['tim 06-11:00']],
    ["tim can't do 11 on thursday, make it 3 instead", ['tim 05-15:00']],
    ["tomorrow's 10 doesn't work any more, make it 3", ['briefing 04-15:00']],
    ["friday's no good for the costume fitting any more, thursday same time please", ['fitting 05-16:00']],
    ["10 tomorrow doesn't work any more, make it 3", ['briefing 04-15:00']],
    ['ola says 3 works better tomorrow so move it', ['review 04-15:00']],
    ['tim asked if we can do 11:30 instead, please change it', ['tim 05-11:30']],
    ['sam can only do friday at 9, move the briefing there', ['briefing 06-09:00']],
    ['can tim and i do 3 instead on thursday', ['tim 05-15:00']],
    ['tim at 3 rather than 11 on thursday', ['tim 05-15:00']],
    ['tim wants 12 instead of 11 on thursday', ['tim 05-12:00']],
    ['safety briefing on wednesday is at 8:30 now, not 10!! Please change it', ['briefing 04-08:30']],
    ['ok so the safety briefing tomorow needs to be at 11 insted of 10', ['briefing 04-11:00']],
    ['make the safety briefing thursday at 9 and only 30 minutes', ['briefing 05-09:00 30']],
  ])('"%s"', async (text, change) => expect(await changed(text)).toEqual(change));

  it.each([
    "my sister can't do thursday, friday same time instead",
    'extend the safety briefing on friday at 9 by 15',
    'bob asked for 3 tomorrow, move it',
    'ola asked for 3 or 4, move it',
    "ola can't do 3 tomorrow so move it",
  ])('asks where it is not plain: "%s"', async (text) => expect(await changed(text)).toBeTypeOf('string'));
});

describe('several of a day', () => {
  it.each([
    ['move sam to 3 and push the budget review to 4:30, both tomorrow!', ['briefing 04-15:00', 'review 04-16:30']],
    ['please exchange the two meetings of tomorrow', ['briefing 04-14:00', 'review 04-10:00']],
    ["flip tomorrow's two meetings", ['briefing 04-14:00', 'review 04-10:00']],
    ['ola and sam should trade slots tomorrow', ['briefing 04-14:00', 'review 04-10:00']],
    ['swap my two meetings tomorrow, I prefer Ola first and Sam after', ['briefing 04-14:00', 'review 04-10:00']],
    ['swap my two meetings tomorrow, I prefer Sam first and Ola after', 'Which of the two should come first?'],
  ])('"%s"', async (text, change) => expect(await changed(text)).toEqual(change));
});

describe('beside another', () => {
  it.each([
    ['please put the costume fitting directly after the orchestra call', ['fitting 06-11:30']],
    ['put the costume fitting half an hour after the orchestra call', ['fitting 06-12:00']],
    ['have the costume fitting just before the orchestra call', ['fitting 06-09:00']],
  ])('"%s"', async (text, change) => expect(await changed(text)).toEqual(change));
});

describe('told first, and why', () => {
  it.each([
    ['safety briefing is gonna run long. make it 2 hrs', ['briefing 120']],
    ['budget review needs more time - give it a full hour', ['review 60']],
    ['the seamstress has to leave by 4:45 on friday so trim the costume fitting down to 45 min', ['fitting 45']],
    ['marta has to be gone by 4:45 on friday so trim the costume fitting down to 45 min', ['fitting 45']],
  ])('"%s"', async (text, change) => expect(await changed(text)).toEqual(change));
});

it('sets a goal between two changes', async () => {
  const { toolCalls } = await askInterpreter(
    'cancel the budget review, start a goal: learn rust, and bring tim to 2',
    SITUATION,
  );
  expect(toolCalls.map(({ name }) => name)).toEqual(['cancel_meeting', 'set_goal', 'update_meeting']);
});

describe('a meeting that is not needed', () => {
  it.each([
    "won't be needing wednesday's budget review after all",
    "shan't need the budget review after all",
    'budget review tomorrow is to be cancelled, slides not available',
    'lose the budget review',
  ])('"%s" is cancelled', async (text) => {
    const { toolCalls } = await askInterpreter(text, SITUATION);
    expect(toolCalls.map(({ name, arguments: given }) => [name, JSON.parse(given).meetingId])).toEqual([
      ['cancel_meeting', 'review'],
    ]);
  });
});

describe('both ends', () => {
  it.each([
    ['start the safety briefing half an hour earlier and finish half an hour later', ['briefing 04-09:30 120']],
    ['move the costume fitting so it ends at 4', ['fitting 06-15:00']],
    ['shorten the safety briefing by 15 minutes, the end can be earlier', ['briefing 45']],
    ['have the safety briefing from 9 to 10:30', ['briefing 04-09:00 90']],
  ])('"%s"', async (text, change) => expect(await changed(text)).toEqual(change));

  it('asks where nothing stands at the first of two times', async () =>
    expect(await changed('move the safety briefing from 2 to 4')).toBeTypeOf('string'));
});

describe('why, and then the order', () => {
  it.each([
    ["Marta's flight lands at noon, so the costume fitting should be at 5 on friday", ['fitting 06-17:00']],
    ['rain tomorrow so push the orchestra call to monday same time', ['call 09-10:00']],
    ['sam asked if we could push the safety briefing to 10:30. Do that please', ['briefing 04-10:30']],
    ['Ola emailed, 4 suits her better than 2. Please shift it', ['review 04-16:00']],
  ])('"%s"', async (text, change) => expect(await changed(text)).toEqual(change));
});

describe('sent on by a verb that books as well', () => {
  it.each([
    ['get tim to 3 on thursday', ['tim 05-15:00']],
    ['have ola at 3 tomorrow instead', ['review 04-15:00']],
    ["let's give Marta an hour and a half", ['fitting 90']],
    ['keep the safety briefing on wednesday but at 11', ['briefing 04-11:00']],
  ])('"%s"', async (text, change) => expect(await changed(text)).toEqual(change));

  it('asks where another may be meant', async () =>
    expect(await changed('put ola at 10 tomorrow')).toMatch(/stands already\. Shall I move it there, or book another/));
});

it('reads a bare hour near an early or a late meeting', async () => {
  const situation = situationOf('2026-03-03T09:00:00Z', ZONE, {
    meetings: [
      meeting('early', 'Depot briefing', '2026-03-04T07:30:00Z', 30, 'Sam'),
      meeting('late', 'Choir', '2026-03-04T20:00:00Z', 60, 'Ola'),
    ],
  });
  const startOf = async (text: string) => {
    const { toolCalls } = await askInterpreter(text, situation);
    return toolCalls.map(({ arguments: given }) => JSON.parse(given).start);
  };
  expect(await startOf('move the depot briefing to 7')).toEqual(['2026-03-04T07:00']);
  expect(await startOf('push choir to 9')).toEqual(['2026-03-04T21:00']);
});
