// Answers to our questions about hours, reminders, goals, requests and coaching: question and answer together are one
// sentence. "remind me before meetings" and "15 minutes" is "remind me before meetings 15 minutes".
import type { Situation } from '../../../situation.ts';
import { decide } from '../decide/decide.ts';
import type { Decision } from '../decide/decision.ts';
import { namesGoal } from '../decide/goals.ts';
import { sketchOf } from '../recognise/recognise.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { type Intent, intentOf, type Known } from '../wishes/intent.ts';
import { yesIn } from './agreement.ts';
import { isFragment } from './fragments.ts';
import type { Talk } from './talk.ts';

const STANDING: readonly Intent[] = ['settings', 'goal', 'update_goal', 'respond', 'recurring'];
/** What somebody wants who does not answer. */
const ELSEWHERE: readonly Intent[] = ['cancel', 'list', 'availability', 'refuse', 'list_goals'];
const FILLER =
  /^(?:(?:make (?:it|that)|let's say|say|set it to|it's|at|about|around|roughly|hm+|ok(?:ay)?|please)\b[ ,]*)+/i;

/** Reading takes time: without one of these the wish is of another kind. */
const MAY_STAND =
  /\b(?:hours|work|remind\p{L}*|reminders?|default|buffer|between|zone|timezone|goals?|requests?|coach\p{L}*|recurring|quiet|off|notif\p{L}*|mails?|accept|decline|approve|progress|percent)\b/iu;

/** What the wish comes to with its answer; undefined where the answer adds nothing, or is a wish of its own. */
export function completedWish(answer: Sketch, has: Known, talk: Talk, situation: Situation): Decision | undefined {
  if (!talk.asks || !MAY_STAND.test(talk.asked)) return undefined;
  const asked = sketchOf(talk.asked, situation);
  const intent = intentOf(asked.text, has);
  if (!STANDING.includes(intent) || standsAlone(answer, intent, has, situation)) return undefined;
  const wish = asked.words(asked.text).replace(/[.!? ]+$/, '');
  const whole = sketchOf(`${wish}${intent === 'goal' ? ':' : ''} ${saidIn(answer, talk, situation)}`, situation);
  const decision = decide({ intent, sketch: whole, text: whole.text }, situation);
  return decision.kind === 'act' || !talk.said.includes(decision.text) ? decision : undefined;
}

/** The words of the answer, with the goal and the unit that only the question names. */
function saidIn(answer: Sketch, { said }: Talk, { goals }: Situation): string {
  const words = answer.words(answer.text).replace(FILLER, '');
  const plain = words.slice(yesIn(words)?.length ?? 0) || words;
  const [goal, ...others] = goals.filter(({ text }) => said.includes(text));
  const measured = /\bpercent\b|%/i.test(said) ? plain.replace(/\b(\d{1,3})\b(?! ?%)/, '$1 %') : plain;
  return goal && others.length === 0 ? `"${goal.text}" ${measured}` : measured;
}

function standsAlone(answer: Sketch, waiting: Intent, has: Known, situation: Situation): boolean {
  const own = intentOf(answer.text, has);
  if (ELSEWHERE.includes(own)) return true;
  // "40 %" needs the goal that the question named, "decline it" and "spanish is at 40 %" need nothing.
  if (own === waiting)
    return waiting === 'respond' || waiting === 'goal' || namesGoal(answer.words(answer.text), situation);
  const timed = /#t\d/.test(answer.text) && /#[dp]\d/.test(answer.text);
  return own !== 'unknown' && own !== 'chat' && (waiting === 'goal' ? timed : !isFragment(answer.text));
}
