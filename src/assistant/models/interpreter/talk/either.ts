// Answers to a question that offers two deeds: "Shall I move it there, or book another one?".
import type { Situation } from '../../../situation.ts';
import { decide } from '../decide/decide.ts';
import type { Decision } from '../decide/decision.ts';
import type { Talk } from './talk.ts';

const OFFERS_TWO =
  /\bshall i\b.*,? or (?:do you want me to |shall i |should i )?(?:move|book|change|cancel)\b[^?]*\?\s*$/i;
const SURELY = '(?:(?:yes|ok|oh|no|just|please|well|rather|better)\\b[ ,]*)*';
const MOVE = new RegExp(
  `^${SURELY}(?:move|change|shift|reschedule)(?: (?:it|that|the (?:one|meeting)|the old one|this one))?(?: (?:there|then|please))*[.! ]*$`,
  'i',
);
const BOOK = new RegExp(
  `^${SURELY}(?:(?:book|make|create|add|set up) )?(?:it |that )?(?:as )?(?:another|a new|a second|a separate)(?: (?:one|meeting|call|booking))?(?: please)?[.! ]*$`,
  'i',
);

/** What is done of the two, or undefined where the answer names neither. */
export function eitherDone(text: string, talk: Talk, situation: Situation): Decision | undefined {
  if (!talk.asks || !OFFERS_TWO.test(talk.said) || !(MOVE.test(text) || BOOK.test(text))) return undefined;
  const { frame, named } = talk;
  const [subject, ...others] = named;
  if (!frame) return undefined;
  if (BOOK.test(text)) return decide({ intent: 'book', sketch: frame.sketch, text: frame.sketch.text }, situation);
  if (!subject || others.length > 0) return undefined;
  // What was wanted of it was told as a booking: only its days and times are where it goes.
  const target = (frame.sketch.text.match(/#[dtrsb]\d+/g) ?? []).join(' ');
  const wanted = frame.intent === 'move' ? frame.sketch.text : `to ${target}`;
  const pinned = { intent: 'move', sketch: frame.sketch.part(wanted), text: wanted, subject, pinned: true } as const;
  return decide(pinned, situation);
}
