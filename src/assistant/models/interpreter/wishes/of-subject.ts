// What a clause asks of the meeting just spoken of, by words that say so only there: "give it 3 hours", "do 5 instead".
import type { SituationMeeting } from '../../../situation.ts';
import type { Intent } from './intent.ts';

/** "who's coming?", "where is that?": asked of a meeting. */
export const ASKS_OF_IT =
  /\bwho(?:'s| is| are| all is)?(?: all| else)? (?:coming|invited|attending|joining|going|on it|in it|there|part of)\b|\bwho(?:m)? did (?:i|we) invite\b|\bwhere(?:'s| is) (?:it|that)\b|\bwhen(?:'s| is) (?:it|that)\b|\bhow long is (?:it|that)\b|^(?:(?:so|and|hey|hi|ok)\b[ ,]*)*(?:who(?:'s| is| all is| else is) (?:in|at|on|invited to|coming to|attending|joining)|how long (?:is|does|will)) (?:the|my|our|#[dp]\d+ ?'s) /i;

/** "the handover is done, mark it complete". */
const MARKED =
  /\b(?:mark|log|record|flag|set|put) (?:it|that|this)(?: (?:meeting|call|one|session))? (?:down )?(?:as )?(?:so|done|completed?|over|finished)\b|\b(?:tick|check|cross) (?:it|that|this|them) off\b|\b(?:close|wrap) (?:it|that|this) (?:out|up)\b/i;

/** What these words ask of the meeting just spoken of. */
export function ofSubject(
  text: string,
  subject: () => SituationMeeting | undefined,
  spoken: boolean,
): Intent | undefined {
  if (spoken && MOVES_ALONG.test(text) && !/#p\d/.test(text)) return 'move';
  if (MARKED.test(text) && subject()) return 'complete';
  if (spoken && LASTS.test(text)) return 'move';
  return GUESTS_ONLY.test(text) && subject() ? 'people' : undefined;
}

/** "…, do 5 instead", "…, can we say 3:30". */
const MOVES_ALONG =
  /^(?:(?:please|so|let's|can we|could we|can you|maybe|rather) )*(?:do|make|try|say|give (?:him|her|them|us|#p\d+))\b(?: it| that)?(?: at| on)? (?=#[dtr]\d).*(?:instead|rather|please|$)|^(?:(?:at|on) )?#[dtr]\d+.* instead\b/i;

/** "…, give it 3 hours", "keep it 40 min". */
const LASTS =
  /^(?:(?:and|but|also|please|so|just)\b ?)*(?:give|keep|make|leave|allow|set) (?:it|that|this|them|us) (?:at |to |for |a full |only |just )*#u\d+|^(?:(?:and|but|also|please|so|just)\b ?)*(?:allow|plan for|reckon on) (?:about |at least |a full )*#u\d+/i;

/** "invite mei" where a meeting has just been spoken of. */
const GUESTS_ONLY =
  /^(?:please |also |and |can you |could you )*(?:invite|add|include|cc|loop in|bring) #p\d+(?:(?:,| and)* #p\d+)*(?: too| also| as well| please)*[.! ]*$/i;
