// Where the grammar's reading and the intent model's meet. Each is a witness: how often a cue of the grammar is right is
// known from the clauses of strangers, as the model's probabilities are. What both say together is the confidence.
import type { Situation } from '../../../situation.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { ONLY_MOVED, TWO_SWAPPED } from './cues/change.ts';
import { A_NAMED_CALENDAR } from './cues/talk.ts';
import {
  type Intent,
  type Known,
  NO_CUE,
  NOTHING_WANTED,
  PLEASANTRIES,
  type Read,
  readIntent,
  withoutForbidden,
} from './intent.ts';
import { type Label, type Likely, likelyBeside, type Reason, reasonsIn, trustIn } from './intent-model.ts';
import { namedMeeting } from './named.ts';
import { findMeetings } from './resolve.ts';

/** Whether the clause names a meeting that stands, or describes some by their day, time or people. */
export function describesMeeting(sketch: Sketch, clause: string, situation: Situation): boolean {
  if (situation.meetings.length === 0) return false;
  if (namedMeeting(sketch, clause, situation)) return true;
  const { meetings, described, doubtful } = findMeetings(sketch, clause, situation);
  return described && !doubtful && meetings.length > 0;
}

/** What a clause wants by both readings. */
export interface Opinion {
  /** What the grammar alone reads. */
  readonly rule: Read;
  /** The two likeliest by both, the likelier first. Of clauses told 0.9, nine in ten want it. */
  readonly best: Likely;
  readonly second: Likely;
  /** What speaks most for or against the likeliest. */
  readonly reasons: readonly Reason[];
}

const MOST_REASONS = 5;

export function opinionOf(clause: string, has: Known, sketch: Sketch, situation: Situation): Opinion {
  const rule = readIntent(clause, has);
  // "9 - 10" fits the time of a meeting, and without a word that tells nothing.
  const worded = /\p{L}/u.test(clause.replace(/#[a-z]\d+/g, ' '));
  const hints = { ...has, meeting: worded && describesMeeting(sketch, clause, situation) };
  const reasons = reasonsIn(withoutForbidden(clause), hints);
  const [best, second] = likelyBeside(rule, reasons);
  if (!best || !second) throw new Error('The intent model knows fewer than two labels.');
  const telling = reasons
    .filter(({ label }) => label === best.label)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return { rule, best, second, reasons: telling.slice(0, MOST_REASONS) };
}

/** Where both together are less sure than this, the grammar's reading stands: its later stages ask by it. */
const SURE = 0.5;
/** A wish that the grammar reads is dropped only on better grounds, and what holds for good is set only on such. */
const SURE_OF_NOTHING = 0.9;
/** Nothing is cancelled that only the model takes for that, unless it is this sure. */
const SURE_OF_AN_END = 0.75;
const NO_WISH: readonly Label[] = ['aside', 'chat', 'refuse', 'unknown'];

/** Cues that leave nothing open: they hold for the whole clause. */
const PLAIN = [
  PLEASANTRIES,
  NOTHING_WANTED,
  TWO_SWAPPED,
  ONLY_MOVED,
  'what time it is',
  'one more of a kind',
  'a calendar of somebody described',
  A_NAMED_CALENDAR,
  'a day and a length, asked',
  'what the options are',
  'orders in the name of the system',
  'which requests wait',
];

/** The intent to go on with. */
export function settled({ rule, best }: Opinion): Intent {
  if (PLAIN.includes(rule.cue)) return rule.intent;
  const dropped = NO_WISH.includes(best.label) && !NO_WISH.includes(rule.intent);
  const enough = dropped ? SURE_OF_NOTHING : best.label === 'cancel' ? SURE_OF_AN_END : SURE;
  // Hours and days off hold for long: the words must say so, not only resemble such.
  const lasting = best.label === 'settings' && rule.cue === NO_CUE;
  if (best.label === rule.intent || best.probability < (lasting ? SURE_OF_NOTHING : enough)) return rule.intent;
  return best.label === 'aside' ? 'unknown' : best.label;
}

/** What each of them would do to meetings; wishes that only look, and those that name their own thing, are no rivals. */
const DEEDS: Partial<Record<Label, string>> = {
  book: 'book a new meeting',
  move: 'change one that stands',
  swap: 'let two change places',
  cancel: 'cancel one',
  people: 'change who comes',
  complete: 'mark one as completed',
};
/** A cue that is right less often is no witness against the model. */
const WORTH_HEARING = 0.6;
/** A reading this likely has no rival. */
const BEYOND_DISPUTE = 0.95;

/** What the other of the two readings would do, where both would change something and neither can be dismissed. */
export function rivalOf({ rule, best }: Opinion, acted: Intent): string | undefined {
  if (best.label === rule.intent || best.probability > BEYOND_DISPUTE || PLAIN.includes(rule.cue)) return undefined;
  if ((trustIn(rule.cue) ?? 1) < WORTH_HEARING || (acted !== rule.intent && acted !== best.label)) return undefined;
  return DEEDS[acted] && DEEDS[acted === rule.intent ? best.label : rule.intent];
}
