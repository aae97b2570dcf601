// The change just made, once more for another meeting: "and do the same with thursday's session".
import type { Situation } from '../../../situation.ts';
import { decide } from '../decide/decide.ts';
import type { Decision } from '../decide/decision.ts';
import { sketchOf } from '../recognise/recognise.ts';
import { Sketch } from '../recognise/sketch.ts';
import { intentOf } from '../wishes/intent.ts';
import { splitsOf } from '../wishes/roles.ts';
import { definiteMeeting } from '../wishes/subject.ts';
import type { Talk } from './talk.ts';

const SAME_WITH =
  /^(?:(?:and|also|please|now|then|ok(?:ay)?|great|can you|could you|would you|do|make)\b[ ,]*)*(?:do )?(?:the )?same (?:thing |again |change )?(?:with|for|to) ((?:the|my|our|that|#[pdt]\d+ ?'s)\b.*?)(?: too| as well| please)*[ .!]*$/i;

/** The same way for the meeting that the message names; undefined where no change was just made, or no one meeting is named. */
export function sameWith(said: Sketch, talk: Talk, situation: Situation): Decision | undefined {
  if (!talk.fresh) return undefined;
  const [, which] = said.text.match(SAME_WITH) ?? [];
  const meeting = which === undefined ? undefined : definiteMeeting(said, which, situation);
  if (!meeting?.own || meeting === talk.subject) return undefined;
  const asked = sketchOf(talk.asked, situation);
  const intent = intentOf(asked.text, { requests: false, goals: false });
  if (intent === 'cancel')
    return decide({ intent, sketch: asked, text: 'cancel it', subject: meeting, pinned: true }, situation);
  if (intent !== 'move') return undefined;
  const [split] = splitsOf(asked.text);
  if (!split || !/#[dtrsub]\d/.test(split.where)) return undefined;
  const text = split.where;
  return decide({ intent, sketch: new Sketch(text, asked.items), text, subject: meeting, pinned: true }, situation);
}
