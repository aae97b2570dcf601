// The last look: a length or people that the message told and a booking does without, and a request that is named and
// not answered, are asked about.
// Stages before leave out what only tells; this is where one of them left out too much.
import type { Situation } from '../../../situation.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { ask, type Decision } from './decision.ts';
import { intended } from './phrase.ts';
import { requestsIn } from './requests.ts';

/** A length that is none of the meeting: how far away something is, how late, how old. */
const DISTANCE =
  /\b(?:in|within|last|past|every|under|over|after|about|the (?:first|other)|by|took|takes|been|for the past|since) (?:(?:about|around|only|just|like|another) )*#u\d+|#u\d+ (?:ago|late|later|earlier|early|before|after|from|away|drive|flight|train|walk|notice|old|behind|ahead|prior|into|to (?:get|drive|walk)|buffer|warning|each way)\b/gi;

/** The decision, or the question about what it would leave out of the message. */
export const wholly = (decision: Decision, said: Sketch, situation: Situation): Decision =>
  everyRequestAnswered(nothingLeftOut(decision, said, situation), said, situation);

function nothingLeftOut(decision: Decision, said: Sketch, situation: Situation): Decision {
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

/** A request put off in so many words needs no answer yet. */
const PUT_OFF = /\b(?:wait|later|think|leave|for now|not sure|keep|hold|yet|tbd|get back)\b/i;

/** "all but the pitch": named to be left out. */
const EXCEPTS = /\b(?:except\w*|all but|apart from|other than|besides|but not)\b/i;

/** Where one request is answered and another is named without an answer, the question about that one. */
function everyRequestAnswered(decision: Decision, said: Sketch, situation: Situation): Decision {
  if (decision.kind !== 'act' || situation.requests.length < 2 || EXCEPTS.test(said.text)) return decision;
  const answered = new Set(decision.calls.map(({ arguments: given }) => given.requestId));
  if (!decision.calls.some(({ tool }) => tool === 'respond_to_request')) return decision;
  const left = said.text
    .split(/[,.;!?]|\b(?:and|but)\b/i)
    .filter((part) => !PUT_OFF.test(part) && !/#[tdur]\d/.test(part))
    .flatMap((part) => {
      const [only, ...more] = requestsIn(said, part, situation);
      return only && more.length === 0 && !answered.has(only.id) ? [only] : [];
    });
  const [first] = left;
  return first
    ? ask(`And what about ${first.title} from ${first.from}? So far I would ${intended(decision.calls, situation)}.`, [
        'request',
        'confirm',
      ])
    : decision;
}
