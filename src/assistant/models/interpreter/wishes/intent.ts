// Fourth stage: what a clause wants, read from its verbs over the sketch. The rules are tried in their order, since a
// plainer sign goes before a weaker one: "cancel" before "free", "free" before "meeting".
import { isAboutMessages } from '../decide/messages.ts';
import { BOOK, FIRM, OWN_CALENDAR } from './cues/book.ts';
import { CANCEL, COMPLETE, INVITE, MOVE, SWAP, UNINVITE } from './cues/change.ts';
import { type Cue, cueIn } from './cues/cue.ts';
import {
  AVAILABILITY,
  BOOKING_ASKED,
  FREE_ASKED,
  FREE_NAMED,
  FREE_SHOWN,
  FREE_SUPPOSED,
  LIST,
  LIST_PLAINLY,
  ROOM_ASKED,
} from './cues/look.ts';
import { GOAL_LIST, GOAL_NEWS, NEW_GOAL, RECURRING, RESPOND, SETTINGS } from './cues/standing.ts';
import { CHAT, REFUSED, SMALL_TALK } from './cues/talk.ts';

export type Intent =
  | 'book'
  | 'move'
  | 'swap'
  | 'cancel'
  | 'list'
  | 'availability'
  | 'complete'
  | 'people'
  | 'respond'
  | 'recurring'
  | 'goal'
  | 'update_goal'
  | 'list_goals'
  | 'settings'
  | 'refuse'
  | 'chat'
  | 'unknown';

/** What the situation holds that words may be about. */
export interface Known {
  readonly requests: boolean;
  readonly goals: boolean;
}

/** An intent and the cue that it was read from. */
export interface Read {
  readonly intent: Intent;
  readonly cue: string;
}

/** The cue of a clause that is nothing but politeness: beyond dispute. */
export const PLEASANTRIES = 'pleasantries';
/** The cue of a clause that only says what is not to be done. */
export const NOTHING_WANTED = 'nothing but what is not to be done';
/** The cue where none was found. */
export const NO_CUE = 'none';

interface Rule {
  readonly intent: Intent;
  readonly cues: readonly Cue[];
  readonly when?: (text: string, has: Known) => boolean;
}

const WHEN = /#[trs]\d/;
const firm = (text: string) => cueIn(FIRM, text) !== undefined;
/** A look at a free stretch that must come before "when", which would ask for a booking. */
const free = (text: string) => cueIn(AVAILABILITY, text) !== undefined;

/** "…, about the depot move": what a meeting is about is done nowhere. */
const TOPIC =
  /(?<=#[dtup]\d.*)\b(?:about|regarding|re|topic|titled?(?: it)?|call(?:ed| it)|named?(?: it)?|subject)\b:? .*$/i;

/** "status update with Raj": what it is, and no verb. */
const AS_NOUN =
  /(?<=\b(?!(?:please|pls|you|and|then|just|also|kindly|let's|can|could|would|will|should|must|now|but|not|don't|only|the|my|our|that|this|them)\b)\p{L}{3,} )(?:updates?|transfers?|changes?|shifts?|delays?)(?= (?:with|on|about|call|meeting|chat|session|review|sync)\b| #[dt]\d.*\bwith #p| *$| *,)(?!.* (?:to|by) (?:the )?#)/iu;

const RULES: readonly Rule[] = [
  { intent: 'respond', cues: RESPOND, when: (_, has) => has.requests },
  { intent: 'list_goals', cues: GOAL_LIST },
  { intent: 'goal', cues: NEW_GOAL, when: (text) => !/\b(?:progress|percent)|\d ?%/i.test(text) },
  { intent: 'update_goal', cues: GOAL_NEWS, when: (_, has) => has.goals },
  { intent: 'settings', cues: SETTINGS },
  { intent: 'recurring', cues: RECURRING, when: (text) => !/\b(?:rename|retitle)\b/i.test(text) },
  { intent: 'complete', cues: COMPLETE },
  { intent: 'swap', cues: SWAP },
  { intent: 'list', cues: LIST_PLAINLY },
  { intent: 'people', cues: UNINVITE },
  {
    intent: 'availability',
    cues: FREE_ASKED,
    when: (text) => !firm(text) && !/\b(?:move|push|shift|reschedule|postpone|bump|cancel|delete)\b/i.test(text),
  },
  {
    intent: 'book',
    cues: BOOKING_ASKED,
    when: (text) => /#p\d/.test(text) && /#d\d/.test(text) && WHEN.test(text) && !free(text.replace(/\?/g, ' ')),
  },
  { intent: 'availability', cues: ROOM_ASKED, when: (text) => !/#p\d/.test(text) || !WHEN.test(text) },
  { intent: 'availability', cues: FREE_SUPPOSED },
  { intent: 'cancel', cues: CANCEL },
  {
    intent: 'move',
    cues: MOVE,
    // "set up a call to change the contract" is a booking
    when: (text) =>
      (!/\b(?:set ?up|book|schedule)\b/i.test(text.slice(0, 30)) || /\b(?:move|push|reschedule|shift)\b/i.test(text)) &&
      cueIn(MOVE, text.replace(TOPIC, ' ').replace(AS_NOUN, ' ')) !== undefined,
  },
  { intent: 'people', cues: INVITE, when: (text) => !WHEN.test(text) },
  { intent: 'availability', cues: FREE_SHOWN },
  {
    intent: 'book',
    cues: FIRM,
    when: (text) =>
      firm(text.replace(OWN_CALENDAR, ' ')) &&
      (WHEN.test(text) || !free(text)) &&
      !/^(?:what|when|show|list|find)\b/i.test(text),
  },
  {
    intent: 'availability',
    cues: AVAILABILITY,
    when: (text) => /\bfind\b/i.test(text) && !WHEN.test(text),
  },
  { intent: 'availability', cues: FREE_NAMED },
  {
    intent: 'availability',
    cues: AVAILABILITY,
    when: (text) => cueIn(LIST, text) !== undefined && /\btimes?\b/i.test(text),
  },
  { intent: 'list', cues: LIST },
  { intent: 'availability', cues: AVAILABILITY },
  { intent: 'book', cues: BOOK },
];

/** The clause without what it forbids: "don't cancel it, move it" asks for the second half. */
export function withoutForbidden(clause: string): string {
  return clause
    .replace(
      /\b(?:(?:don't|do not|didn't|never|without) (?:want to |need to |have to |you )?|(?:there's |there is )?no (?:need|reason) to |(?:needn't|mustn't|shouldn't|wouldn't) |rather than |instead of |(?:i'm |we're )?not (?=\p{L}+(?: \p{L}+)?ing\b))(?:cancel|mov|move|book|delete|reschedule|reschedul|schedule|change|chang|push|drop|accept|decline|reject|approve|invite|remove|skip|touch|shift|bump|postpone|mark|swap|scrap|bin|kill|axe|ditch|nix|scratch|call off|call (?:it|that|this) off|get rid of|pull|bring|clear|wipe|delay|nudge|slide|rearrange|extend|shorten|cut)(?:[lpn]?ing|ed)?\b[^,.;!?]*?(?=$|[,.;!?]|\bbut\b|\bjust\b|\binstead\b)/giu,
      ' ',
    )
    .trim();
}

/** What may stay of a clause that only forbids something. */
const LEFTOVER =
  /^(?:(?:please|pls|no|but|just|and|so|ok(?:ay)?|hey|hi|yet|i|was|only|asking|now|thanks|thank|you|parley|anything|it|that)\b[ ,.!]*)*$/i;

/** Several stages ask for the same clauses of a message, and what is known is one object for all of it. */
const readings = new WeakMap<Known, Map<string, Read>>();
/** More than any message has. */
const MOST_KEPT = 100;

/** What the clause wants, and the cue that shows it. */
export function readIntent(clause: string, has: Known): Read {
  const known = readings.get(has) ?? new Map<string, Read>();
  if (known.size === 0) readings.set(has, known);
  const reading = known.get(clause) ?? read(clause, has);
  if (known.size >= MOST_KEPT) known.clear();
  known.set(clause, reading);
  return reading;
}

function read(clause: string, has: Known): Read {
  const text = withoutForbidden(clause);
  if (SMALL_TALK.test(clause.trim())) return { intent: 'chat', cue: PLEASANTRIES };
  if (!/[\p{L}\d]/u.test(text) || (text !== clause.trim() && LEFTOVER.test(text)))
    return { intent: 'chat', cue: NOTHING_WANTED };
  const refused = cueIn(REFUSED, text);
  if (refused) return { intent: 'refuse', cue: refused };
  const chat = cueIn(CHAT, text);
  if (chat) return { intent: 'chat', cue: chat };
  // Forbidding is what such a wish is about, so the whole clause is read.
  if (isAboutMessages(clause)) return { intent: 'settings', cue: 'messages' };
  for (const { intent, cues, when } of RULES) {
    const cue = cueIn(cues, text);
    if (cue !== undefined && (when === undefined || when(text, has))) return { intent, cue };
  }
  return { intent: 'unknown', cue: NO_CUE };
}

export const intentOf = (clause: string, has: Known): Intent => readIntent(clause, has).intent;
