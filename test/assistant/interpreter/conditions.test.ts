// Conditions: nothing is done that hangs on something else, and what is only said for politeness hangs on nothing.
import { describe, expect, it } from 'vitest';
import { conditionIn } from '../../../src/assistant/models/interpreter/wishes/conditions.ts';
import { askInterpreter, situationOf } from './ask.ts';

const has = { requests: false, goals: false };

describe('conditions', () => {
  it.each([
    ["cancel the demo if #p0 hasn't replied by #t1", 'cancel the demo', "if #p0 hasn't replied by #t1"],
    ['once #p0 agrees move the review to #t1', 'move the review to #t1', 'once #p0 agrees'],
    ['if nobody objects push the sync to #t0', 'push the sync to #t0', 'if nobody objects'],
    ['when she confirms, book #p0 #d1 at #t2', 'book #p0 #d1 at #t2', 'when she confirms'],
    ['move it to #t0, unless he is away', 'move it to #t0', 'unless he is away'],
    [
      'cancel the call as soon as #p0 sends the numbers and move the demo to #t1',
      'cancel the call and move the demo to #t1',
      'as soon as #p0 sends the numbers',
    ],
  ])('"%s"', (text, rest, condition) => expect(conditionIn(text, has)).toEqual({ text: rest, condition }));

  it.each([
    'move the standup to #t0 if you can',
    'book #p0 #d1 at #t2 if possible',
    "push it to #t0 if that's ok",
    'let me know if I am free #d0',
    'cancel the demo and let me know if I am free #d0 at #t1',
    'if I moved the demo to #t0, would #t1 be free?',
    'book #p0 right after the demo',
  ])('"%s" sets none', (text) => expect(conditionIn(text, has)).toBeUndefined());
});

describe('what hangs on a condition', () => {
  /** Wednesday, January 7, 2026, 10:12 in New York. */
  const situation = situationOf('2026-01-07T15:12:00Z', 'America/New_York', {
    meetings: [
      {
        id: 'demo',
        title: 'Vendor demo',
        start: new Date('2026-01-09T15:00:00Z'),
        durationMinutes: 30,
        attendees: [{ name: 'Sam', email: 'sam@vendor.com' }],
        own: true,
      },
    ],
  });

  it.each([
    'cancel the vendor demo if sam has not replied by noon',
    'when sam confirms, move the vendor demo to 4',
    'only if nobody objects, cancel the vendor demo',
    'should sam decline, cancel the vendor demo',
    'depending on how the review goes, cancel the vendor demo',
    'unless you hear otherwise from me, cancel the vendor demo',
    'cancel the vendor demo once they’ve paid',
  ])('"%s" is asked about, in its own words', async (text) => {
    const { toolCalls, text: said, clarification } = await askInterpreter(text, situation);
    expect(toolCalls).toEqual([]);
    expect(said).toContain('I cannot wait for');
    expect(clarification?.missing).toContain('confirm');
  });

  it.each([
    ['book bea@x.org tomorrow at 2 if that slot is free', 'book_meeting'],
    ['if bea@x.org is free tomorrow at 2 book 30 min with her', 'check_availability'],
    ['book bea@x.org tomorrow at 2, but only if nothing else is on then', 'book_meeting'],
    ['if it’s not too late, cancel the vendor demo', 'cancel_meeting'],
    ['if i’m free at 4 tomorrow book bea@x.org for it', 'check_availability'],
  ])('"%s" needs no question', async (text, tool) => {
    const { toolCalls } = await askInterpreter(text, situation);
    expect(toolCalls.map(({ name }) => name)).toEqual([tool]);
  });
});
