// A change that the user's own words did not ask for: what a model reads (a title, a note, somebody else's message) can
// talk it into acting, but cannot put words into the user's mouth.
import { askFirst, type Guard } from './guard.ts';
import { openWish } from './wish.ts';

/**
 * Cancelling cannot be undone and is told to everybody, so some word for ending something must be the user's. English
 * in full, the stems of its most common neighbours; in any other language the user is asked once more than needed.
 */
const ENDS = new RegExp(
  [
    String.raw`\b(?:cancel|cancl|cnacel|cxl|call(?:ed|ing)? (?:it |that |this |\S+ )*off|delet|remov|drop|scrap|scratch|kill|ditch|nix|nuke|trash|toss|chuck|dump|lose|leav|axe|bin|wipe|eras)`,
    String.raw`\b(?:abort|abandon|revok|withdraw|undo|un-?book|declin|skip|forget|free up|clear|empty|get rid|get out of|pull out|back out|bail)`,
    String.raw`\b(?:no longer|not (?:happening|needed|going)|never ?mind|replac|swap|instead|take (?:it |that |this |\S+ )*off|off my (?:calendar|plate))`,
    String.raw`\b(?:don|won|can|isn|doesn)['’]?t (?:need|want|make|happening|be there|attend|work)|\bcannot (?:make|attend)`,
    // de, fr, es/pt, it, nl
    String.raw`\b(?:absag|storn|lösch|streich|annul|supprim|elimin|borr|cancell|disdi|afzeg|schrap|sag[et]? .{0,80}\bab\b)`,
  ].join('|'),
  'iu',
);

/** A message that only looks or only greets. Whatever else it is, it may well ask for a booking or a change. */
const LOOKS = new RegExp(
  [
    String.raw`^\W*(?:what(?!['’]?s? about)|when|who|whom|which|where|how(?! about)|do (?:i|we|you)|am i|are we|have (?:i|we)|any(?:thing)?)\b`,
    String.raw`^\W*(?:(?:what|how|when|who|where)s|list|show|tell me|did|does|is|are|was|were|find|check(?! in)|pull up|look up|got|free)\b`,
    String.raw`^\W*(?:(?:my|todays?|today['’]s|tomorrows?|(?:this|next) weeks?) (?:calendar|meetings|schedule)|agenda|availability)\b(?! should)`,
  ].join('|'),
  'i',
);
/** As a verb: "my schedule", "what is booked" and "which meetings" ask for nothing. */
const ASKS_FOR_CHANGE = new RegExp(
  [
    String.raw`\b(?:re-?)?(?:book|(?<!\b(?:my|the|our|your) )schedule|sched|plan|meet|call|set|put|add|get|fit|move|push|shift|bump|mark|take|give|make)\b`,
    String.raw`\b(?:book|schedul|arrang|organi[sz]|reserv|invit|includ|mov|push|shift|chang|mak|updat|postpon|renam)ing\b`,
    String.raw`\b(?:arrang|organi[sz]|reserv|invite|includ|grab|squeez|pencil|stick|throw|chang|postpon|delay|bring|extend|shorten|renam|update|complete|finish)`,
    String.raw`\b(?:want|need|chance|possible|(?:can|could|would) (?:you|we))\b`,
  ].join('|'),
  'i',
);
const GREETS =
  /^\W*(?:(?:thanks?|thank you|thx|ty|cheers|great|cool|nice|perfect|awesome|hi|hello|hey|good (?:morning|afternoon|evening)|bye|parley|a lot|so much|very much)\b\W*)+$/i;

/** Nobody else sees what these change, and the next message changes it back. */
const HARMLESS = ['set_goal', 'update_goal', 'create_booking_link'];

/** Whether the user's words, the wish that they answer for included, ask for a change by this tool. */
function asksFor(tool: string, said: readonly string[]): boolean {
  if (tool === 'cancel_meeting') return said.some((text) => ENDS.test(text));
  return said.some((text) => !GREETS.test(text) && (!LOOKS.test(text) || ASKS_FOR_CHANGE.test(text)));
}

export const askedFor: Guard = ({ tool, input }, turn) => {
  if (!tool.changes || HARMLESS.includes(tool.name) || asksFor(tool.name, openWish(turn))) return undefined;
  const meeting = turn.situation.meetings.find(({ id }) => id === input.meetingId);
  const what = tool.name.replaceAll('_', ' ');
  return askFirst(`You did not ask for this: ${what}${meeting ? ` "${meeting.title}"` : ''}.`);
};
