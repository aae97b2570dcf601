// What people read when something is refused or fails: one plain sentence.
import type { TurnStep } from '../assistant/turn.ts';
import type { User } from '../domain/accounts/accounts.ts';
import { DomainError } from '../domain/errors.ts';
import { timePoint } from '../domain/time.ts';

/** The domain's own sentence, with the free times that a conflict offers in the reader's zone. */
export function refusal(error: DomainError, user: Pick<User, 'zone' | 'locale'>): string {
  const { alternatives } = error.details;
  const times = Array.isArray(alternatives)
    ? alternatives.flatMap((slot: unknown) => (hasStart(slot) ? [timePoint(slot.start, user.zone, user.locale)] : []))
    : [];
  return times.length > 0 ? `${error.message} Free instead: ${times.join('; ')}.` : error.message;
}

function hasStart(slot: unknown): slot is { start: Date } {
  return typeof slot === 'object' && slot !== null && 'start' in slot && slot.start instanceof Date;
}

/** For a button or a form that nothing answers to any more. */
export const OUTDATED =
  'This button is from an older version of Parley. Look at /meetings, or tell me in your own words what to do.';

/** For a message that could not be recorded: Slack sends it again three times within about six minutes. */
export const LATER =
  'I cannot take that in just now. I answer as soon as I can; if nothing has come in ten minutes, please ask me again.';

/** For a click or a command, which Slack sends only once. It may have been recorded after all: only the answer was lost. */
export const AGAIN = 'I could not take that in just now. If nothing happens within a minute, please try again.';

/** For what nobody foresaw. Claims that nothing was changed only where the journal shows it. */
export function apology(requestId: string, steps: readonly TurnStep[]): string {
  const calls = steps.filter((step) => step.kind === 'call').length;
  const results = steps.filter((step) => step.kind === 'result');
  const untouched = calls === results.length && results.every((result) => !result.changed);
  if (!untouched) return unsure(requestId);
  return `Something went wrong on my side; nothing was changed. (Request ${requestId})`;
}

/** For a change of which nobody knows whether it was made. */
export function unsure(requestId: string): string {
  return `Something went wrong on my side. Please look at /meetings before you try again. (Request ${requestId})`;
}

/** For settings that somebody believes to be saved. */
export function unsaved(requestId: string): string {
  return `I could not save your notifications: please try again with /parley notifications. (Request ${requestId})`;
}

/** Of anything thrown before something could have changed. */
export function sentenceOf(error: unknown, user: Pick<User, 'zone' | 'locale'>, requestId: string): string {
  return error instanceof DomainError ? refusal(error, user) : apology(requestId, []);
}
