// Cues of a booking: verbs that ask for one, and nouns that are one.
import type { Cue } from './cue.ts';

/** Verbs that can only ask for a meeting. */
export const FIRM: readonly Cue[] = [
  [
    'a verb of booking',
    /\b(?:book|schedule|block|set ?up|reserve|arrange|put|add|get|grab|squeeze|pencil|invite|hop on|fix)\b/i,
  ],
  [
    'a verb of putting it in',
    /\b(?:carve out|(?:stick|throw|pop|chuck|lock|tee|line|pin|drop(?!-)|whack|shove|bung|jam|sneak|note|save|enter|log)\b.{0,40}\b(?<!-)(?:in|up|down|on|out|onto|into)|diari[sz]e|slot (?:#p\d+|me|us|it|in|them|him|her)|ring-fence|secure|earmark)\b/i,
  ],
  [
    'one more of a kind',
    /\ban? (?:second|third|separate|extra|additional|further|fresh) (?:\p{L}+ ){0,2}?(?:meeting|call|sync|chat|review|session|demo|interview|workshop|training|1:1|check-?in|catch-?up|lunch|coffee)\b/iu,
  ],
  [
    'keeping one',
    /\bkeep (?:an?|one) (?:\p{L}+ ){0,2}?(?:call|meeting|session|discussion|review|slot|sync|connect)\b/iu,
  ],
  ['a need to meet', /\b(?:need|want|like|have|got|ought|must) (?:to )?(?:see|meet|talk|speak|chat)\b/i],
];

/** The calendar as a thing, in whose name no booking is asked for. */
export const OWN_CALENDAR = /\b(?:my|the|our) (?:schedule|calendar|cal|book)\b/gi;

const VERBS =
  "book(?:ing)?|schedul(?:e|ing)|set ?up|set|arrange|create|make|put|add|plan|reserve|block|grab(?:bing)?|get|organi[sz]e|invite|throw|pencil|squeeze|slot in|fit in|need|hop on|have|do|fix|see|want|find|let's";
const NOUNS =
  'meet(?:ing)?|call|sync|chat|lunch|coffee|dinner|breakfast|drinks|demo|interview|catch[- ]?up|1:1|one[- ]on[- ]one|talk|speak|standup|review|intro|session|huddle|dentist|doctor|gym|training|presentation|appointment|hold|kickoff|kick-off|retro|workshop|critique|planning|briefing|something|time|haircut|massage|physio|therapy|yoga|flight|reservation|conference|webinar|rehearsal|all hands|town hall|offsite|oil change|party|concert|event';

export const BOOK: readonly Cue[] = [
  ['a verb that may ask for one', new RegExp(`\\b(?:${VERBS})\\b`, 'i')],
  ['a kind of meeting', new RegExp(`\\b(?:${NOUNS})\\b`, 'i')],
];
