// Where the grammar's reading and the intent model's meet. Each is a witness: how often a cue of the grammar is right is
// known from the clauses of strangers, as the model's probabilities are. What both say together is the confidence.
import type { Situation } from '../../../situation.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { type Intent, type Known, type Read, readIntent, withoutForbidden } from './intent.ts';
import type { Hints } from './intent-features.ts';
import { cueReliability, type Label, type Likely, likelyIntents } from './intent-model.ts';
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
  /** The two likeliest by both, the likelier first. */
  readonly best: Likely;
  readonly second: Likely;
}

export function opinionOf(clause: string, has: Known, sketch: Sketch, situation: Situation): Opinion {
  const rule = readIntent(clause, has);
  const hints = { ...has, meeting: describesMeeting(sketch, clause, situation) };
  const [best, second] = together(rule, withoutForbidden(clause), hints);
  if (!best || !second) throw new Error('The intent model knows fewer than two labels.');
  return { rule, best, second };
}

/** Both witnesses' word: the model's probabilities, weighed by how often the cue is right. */
function together(rule: Read, clause: string, hints: Hints): Likely[] {
  const likely = likelyIntents(clause, hints);
  const trust = cueReliability(rule.cue);
  if (trust === undefined) return likely;
  const other = (1 - trust) / (likely.length - 1);
  const weighed = likely.map(({ label, probability }) => ({
    label,
    probability: probability * (agrees(rule, label) ? trust : other),
  }));
  const sum = weighed.reduce((total, { probability }) => total + probability, 0);
  return weighed
    .map(({ label, probability }) => ({ label, probability: probability / sum }))
    .sort((a, b) => b.probability - a.probability);
}

/** An aside is nothing that the grammar can name: it passes for small talk there, or for nothing. */
const agrees = ({ intent }: Read, label: Label) =>
  intent === label || (label === 'aside' && (intent === 'chat' || intent === 'unknown'));

/** Where both together are less sure than this, the grammar's reading stands: its later stages ask by it. */
const SURE = 0.5;

/** The intent to go on with. */
export function settled({ rule, best }: Opinion): Intent {
  if (best.label === rule.intent || best.probability < SURE) return rule.intent;
  return best.label === 'aside' ? 'unknown' : best.label;
}
