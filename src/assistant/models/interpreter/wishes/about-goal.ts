// Clauses about a goal that no verb shows to be so: "put spanish on hold", "how am I doing on the half marathon?".
import type { Situation } from '../../../situation.ts';
import { namesGoal } from '../decide/goals.ts';
import type { Sketch } from '../recognise/sketch.ts';
import type { Intent } from './intent.ts';
import { namedMeeting } from './named.ts';

/** "put spanish on hold": a goal named beside a word of progress, unless a meeting is named so. */
const GOAL_WORDS =
  /\b(?:hold|ice|freeze|frozen|shelve[ds]?|park(?:ed)?|back ?burner|pause|resume|drop|delete|remove|scrap|give up|gave up|done|finished|completed?|achieved|forget|tick(?:ed)?|crossed|nailed|smashed|crushed|half|halfway|quarters?|thirds?|percent|abandon|update)\b|\d ?%|\d\/\d|\b\d+ (?:out )?of (?:the |my )?\d|\bat \d{1,3}\b(?! ?[ap]m)/i;

/** "how am I doing on spanish?" */
const HOW_FAR =
  /^(?:(?:so|and|hey)[ ,]+)*how (?:(?:am|are) (?:i|we)|(?:is|are) (?:my|the|our)\b.*|far) ?(?:doing|going|getting on|coming along|along|am i|are we)?\b/i;

/** The intent of a clause, where that of its words is another once it is known which goals there are. */
export function aboutGoal(intent: Intent, clause: string, sketch: Sketch, situation: Situation): Intent {
  if (situation.goals.length === 0 || intent === 'goal' || intent === 'list_goals') return intent;
  const meeting = namedMeeting(sketch, clause, situation);
  const words = sketch.words(clause);
  if (!meeting && HOW_FAR.test(words) && namesGoal(words, situation)) return 'list_goals';
  if (intent === 'update_goal')
    return meeting && !namesGoal(words, situation) && /\b(?:complete|finished|done|over)\b/i.test(words)
      ? 'complete'
      : intent;
  const open = intent === 'unknown' || intent === 'move' || intent === 'cancel' || intent === 'complete';
  if (!open && !(intent === 'book' && !/#[a-z]\d/.test(clause))) return intent;
  return !meeting && GOAL_WORDS.test(words) && namesGoal(words, situation) ? 'update_goal' : intent;
}
