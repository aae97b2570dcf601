// Answers to requests that no verb shows to be so, where the person or the topic is that of a request: "Nadia's a yes",
// "the grant review is fine by me", "skip tom's".
import type { Situation } from '../../../situation.ts';
import { requestsIn } from '../decide/requests.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { AGREES, REFUSES } from './cues/respond.ts';
import type { Intent } from './intent.ts';
import { namedMeeting } from './named.ts';

const OPEN: readonly Intent[] = ['unknown', 'book', 'chat', 'availability', 'list', 'cancel', 'move', 'people'];
/** Asked, or about when else. */
const ASKS =
  /\?\s*$|^(?:what|when|who|which|where|how|is|are|am|do|does|(?:can|could)(?! you\b))\b|\b(?:if|unless|instead|rather do|move)\b/i;

/** The intent of a clause, where that of its words is another once it is known which requests there are. */
export function aboutRequest(intent: Intent, clause: string, sketch: Sketch, situation: Situation): Intent {
  if (
    situation.requests.length === 0 ||
    !OPEN.includes(intent) ||
    ASKS.test(clause) ||
    /#[tru]\d.*#[dp]|#d.*#[tru]/.test(clause)
  )
    return intent;
  if (AGREES.test(clause) === REFUSES.test(clause)) return intent;
  return requestsIn(sketch, clause, situation).length === 1 && !namedMeeting(sketch, clause, situation)
    ? 'respond'
    : intent;
}
