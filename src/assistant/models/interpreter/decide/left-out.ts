// The last look at a booking: a length or people that the message told, and the booking does without, are asked about.
// Stages before leave out what only tells; this is where one of them left out too much.
import type { Situation } from '../../../situation.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { ask, type Decision } from './decision.ts';
import { intended } from './phrase.ts';

/** A length that is none of the meeting: how far away something is, how late, how old. */
const DISTANCE =
  /\b(?:in|within|last|past|every|under|over|after|about|the (?:first|other)|by|took|takes|been|for the past|since) (?:(?:about|around|only|just|like|another) )*#u\d+|#u\d+ (?:ago|late|later|earlier|early|before|after|from|away|drive|flight|train|walk|notice|old|behind|ahead|prior|into|to (?:get|drive|walk)|buffer|warning|each way)\b/gi;

/** The decision, or the question about what it would leave out. */
export function nothingLeftOut(decision: Decision, said: Sketch, situation: Situation): Decision {
  if (decision.kind !== 'act' || decision.calls.length !== 1) return decision;
  const [call] = decision.calls;
  if (call?.tool !== 'book_meeting') return decision;
  const { durationMinutes, attendees, title } = call.arguments;
  const lengths = said.all('u', said.text.replace(DISTANCE, ' '));
  const told =
    lengths.length > 0 && said.all('r').length === 0 && !lengths.some(({ minutes }) => minutes === durationMinutes);
  if (told)
    return ask(
      `How long should it be? I would ${intended(decision.calls, situation)}.`,
      ['duration', 'confirm'],
      lengths.slice(0, 3).map(({ minutes }) => `${minutes} min`),
    );
  const named = said.all('p').length > 0 && title === undefined;
  if (named && Array.isArray(attendees) && attendees.length === 0)
    return ask(`With whom? So far I would ${intended(decision.calls, situation)}.`, ['attendees', 'confirm']);
  return decision;
}
