// Wishes about meetings that stand, questions and answers, made from parts: each is read back into what it was made from.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/assistant/models/interpreter/interpreter.ts';
import type { SituationMeeting } from '../../../src/assistant/situation.ts';
import { situationOf } from './ask.ts';

const at = (id: string, title: string, start: string, who: string): SituationMeeting => ({
  id,
  title,
  start: new Date(start),
  durationMinutes: 30,
  attendees: [{ email: `${who}@acme.com` }],
  own: true,
});
const MEETINGS = [
  at('m1', 'Audit', '2026-03-05T15:30:00-05:00', 'nora'),
  at('m2', 'Design review', '2026-03-06T11:00:00-05:00', 'omar'),
  at('m3', 'Pricing call', '2026-03-10T14:00:00-04:00', 'ines'),
];
const situation = situationOf('2026-03-04T08:00:00-05:00', 'America/New_York', { meetings: MEETINGS });

/** Each meeting with the ways in which somebody may name it. */
const meeting = fc.constantFrom(
  ...[
    { id: 'm1', day: '2026-03-05', clock: '15:30', names: ['the audit', 'my 3:30 tomorrow', 'my meeting with nora'] },
    { id: 'm2', day: '2026-03-06', clock: '11:00', names: ['design review', "friday's review", 'the 11am on friday'] },
    {
      id: 'm3',
      day: '2026-03-10',
      clock: '14:00',
      names: ['the pricing call', 'my call with ines', 'my 2pm on march 10'],
    },
  ].flatMap(({ names, ...one }) => names.map((name) => ({ ...one, name }))),
);
const time = fc
  .tuple(fc.integer({ min: 8, max: 17 }), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => {
    const short = `${hour % 12 || 12}:${minute}${hour < 12 ? 'am' : 'pm'}`;
    return { clock: `${String(hour).padStart(2, '0')}:${minute}`, text: short };
  });
const day = fc.constantFrom(
  { iso: '2026-03-05', text: 'tomorrow' },
  { iso: '2026-03-06', text: 'friday' },
  { iso: '2026-03-06', text: 'the day after tomorrow' },
  { iso: '2026-03-10', text: 'next tuesday' },
  { iso: '2026-03-18', text: 'in two weeks' },
  { iso: '2026-03-13', text: 'a week from friday' },
  { iso: '2026-03-20', text: 'march 20' },
  { iso: '2026-03-20', text: 'the 20th' },
  { iso: '2026-03-31', text: 'the last day of the month' },
  { iso: '2026-04-06', text: 'first monday of april' },
);
const polite = fc.constantFrom('', 'please ', 'can you ', 'hey, ', 'could you please ');
const thanks = fc.constantFrom('', ' please', ', thanks!', ' pls');

function callsOf(text: string) {
  const { decision } = explain({ messages: [{ role: 'user', text }], situation });
  return decision.kind === 'act'
    ? decision.calls.map(({ tool, arguments: given }) => ({ tool, ...given }))
    : decision.text;
}
const RUNS = { numRuns: 1_000 };

describe('a wish made of parts is read back into them', () => {
  it('to move to a time', () => {
    const verb = fc.constantFrom('move', 'push', 'shift', 'reschedule', 'bump', 'change');
    fc.assert(
      fc.property(polite, verb, meeting, time, thanks, (before, verbs, one, to, after) => {
        fc.pre(to.clock !== one.clock);
        const text = `${before}${verbs} ${one.name} to ${to.text}${after}`;
        const start = `${one.day}T${to.clock}`;
        expect(callsOf(text), text).toEqual([{ tool: 'update_meeting', meetingId: one.id, start }]);
      }),
      RUNS,
    );
  });

  it('to move to another day', () => {
    fc.assert(
      fc.property(polite, meeting, day, fc.option(time), (before, one, on, to) => {
        const text = `${before}move ${one.name} to ${on.text}${to ? ` at ${to.text}` : ''}`;
        const start = `${on.iso}T${to?.clock ?? one.clock}`;
        if (start === `${one.day}T${one.clock}`)
          expect(callsOf(text), text).toMatch(/is then already\. When should it be\?$/);
        else expect(callsOf(text), text).toEqual([{ tool: 'update_meeting', meetingId: one.id, start }]);
      }),
      RUNS,
    );
  });

  it('to cancel', () => {
    const verb = fc.constantFrom('cancel', 'delete', 'drop', 'call off', 'get rid of', 'scrap');
    fc.assert(
      fc.property(polite, verb, meeting, thanks, (before, verbs, one, after) => {
        const text = `${before}${verbs} ${one.name}${after}`;
        expect(callsOf(text), text).toEqual([{ tool: 'cancel_meeting', meetingId: one.id }]);
      }),
      RUNS,
    );
  });

  it('not to do it', () => {
    const verb = fc.constantFrom('cancel', 'move', 'delete', 'reschedule');
    const never = fc.constantFrom("don't", 'do not', 'please do not', "please don't");
    fc.assert(
      fc.property(never, verb, meeting, (not, verbs, one) => {
        const text = `${not} ${verbs} ${one.name}`;
        expect(typeof callsOf(text), text).toBe('string');
      }),
      RUNS,
    );
  });

  it('only on a condition, or as a thought', () => {
    const verb = fc.constantFrom('cancel', 'move');
    const doubt = fc.constantFrom(
      ' unless omar objects',
      ' if that is ok with him',
      ', or should i?',
      ' only if needed',
    );
    const hedge = fc.constantFrom('maybe ', 'i might ', 'should i ', 'what if i ');
    fc.assert(
      fc.property(verb, meeting, time, doubt, hedge, fc.boolean(), (verbs, one, to, condition, thought, first) => {
        const wish = `${verbs} ${one.name}${verbs === 'move' ? ` to ${to.text}` : ''}`;
        const text = first ? `${thought}${wish}` : `${wish}${condition}`;
        const calls = callsOf(text);
        const changed = Array.isArray(calls) && calls.some(({ tool }) => /update|cancel|book/.test(tool));
        expect(changed, text).toBe(false);
      }),
      RUNS,
    );
  });

  it('to know when one is free', () => {
    const length = fc.constantFrom(
      { min: 30, text: ' for half an hour' },
      { min: 60, text: ' for an hour' },
      undefined,
    );
    const ask = fc.constantFrom('am i free', 'do i have time', 'any free slots', 'when am i free');
    fc.assert(
      fc.property(ask, day, length, (asks, on, long) => {
        const text = `${asks} ${on.text}${long?.text ?? ''}?`;
        const wanted = { tool: 'check_availability', date: on.iso, ...(long ? { durationMinutes: long.min } : {}) };
        expect(callsOf(text), text).toEqual([wanted]);
      }),
      RUNS,
    );
  });

  it('to know what is on', () => {
    const ask = fc.constantFrom("what's on", 'what do i have', 'show me', 'list my meetings for', 'agenda for');
    fc.assert(
      fc.property(ask, day, (asks, on) => {
        const text = `${asks} ${on.text}`;
        expect(callsOf(text), text).toEqual([{ tool: 'list_meetings', from: on.iso, to: on.iso }]);
      }),
      RUNS,
    );
  });

  it('for coaching every so often', () => {
    const often = fc.constantFrom(
      { days: 1, text: 'every day' },
      { days: 7, text: 'every week' },
      { days: 14, text: 'every two weeks' },
      { days: 14, text: 'every other week' },
      { days: 21, text: 'every 3 weeks' },
    );
    fc.assert(
      fc.property(often, time, ({ days, text: every }, when) => {
        const text = `coach me ${every} at ${when.text} for 45 minutes`;
        const [hour, minute] = when.clock.split(':').map(Number);
        expect(callsOf(text), text).toEqual([
          { tool: 'setup_recurring_meetings', intervalDays: days, durationMinutes: 45, hour, minute },
        ]);
      }),
      RUNS,
    );
  });
});
