// What a booking was tried with when it was refused: that much of the wish is settled.
import type { SituationPerson } from '../../../situation.ts';
import { wallOf } from '../calendar.ts';
import type { ItemOf } from '../recognise/sketch.ts';
import { withItems } from '../wishes/refine.ts';
import type { Outcome } from './results.ts';
import type { Frame } from './talk.ts';

/** A wall time in the user's zone, as the interpreter writes it. */
const WALL = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/;

/**
 * A booking that was refused keeps the people and the time with which it was tried: who they are was known then, and
 * "the first one" stands for a time no longer.
 */
export function withTried(frame: Frame | undefined, outcomes: readonly Outcome[]): Frame | undefined {
  const tried = outcomes.find(({ tool, result }) => tool === 'book_meeting' && result?.ok === false);
  const people = peopleOf(tried?.arguments.attendees);
  return atTried(frame && people.length > 0 ? { ...frame, sketch: withItems(frame, people) } : frame, tried);
}

/** Attendees as the tools take them: mail addresses, Slack ids and names. */
function peopleOf(attendees: unknown): ItemOf<'p'>[] {
  if (!Array.isArray(attendees)) return [];
  return attendees.filter((one) => typeof one === 'string').map((one) => ({ kind: 'p', person: personOf(one) }));
}

function personOf(reference: string): SituationPerson {
  if (reference.includes('@')) return { email: reference };
  return /^[UW][A-Z0-9]{5,}$/.test(reference) ? { slackId: reference } : { name: reference };
}

function atTried(frame: Frame | undefined, tried: Outcome | undefined): Frame | undefined {
  const start = tried?.arguments.start;
  if (!frame || /#[rs]\d/.test(frame.sketch.text)) return frame;
  const wall = typeof start === 'string' ? start.match(WALL) : null;
  if (!wall) return frame;
  const { day, minute } = wallOf(new Date(`${wall[0]}:00Z`), 'UTC');
  const sketch = withItems(frame, [
    { kind: 'd', from: day, to: day },
    { kind: 't', minute, sure: true },
  ]);
  return { intent: 'book', sketch };
}
