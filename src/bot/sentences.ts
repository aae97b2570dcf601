// What people read when something is refused or fails: one plain sentence in their language.
import type { TurnStep } from '../assistant/turn.ts';
import { localeOf, type User } from '../domain/accounts/accounts.ts';
import { DomainError } from '../domain/errors.ts';
import { timePoint } from '../domain/time.ts';
import { botWords, languageOfUser } from './words/words.ts';

export type Reader = Pick<User, 'zone' | 'locale' | 'notifications'>;

/** For whom nobody knows. */
export const ANYBODY: Reader = { zone: 'UTC', locale: 'en-US' };

/** What was refused and why, with the free times that a conflict offers in the reader's zone. */
export function refusal(error: DomainError, reader: Reader): string {
  const language = languageOfUser(reader);
  const { sentences } = botWords(language);
  const { alternatives } = error.details;
  const locale = localeOf({ language, locale: reader.locale });
  const times = Array.isArray(alternatives)
    ? alternatives.flatMap((slot: unknown) => (hasStart(slot) ? [timePoint(slot.start, reader.zone, locale)] : []))
    : [];
  const sentence = sentences.refusals[error.code] ?? error.message;
  return times.length > 0 ? `${sentence} ${sentences.freeInstead(times)}` : sentence;
}

function hasStart(slot: unknown): slot is { start: Date } {
  return typeof slot === 'object' && slot !== null && 'start' in slot && slot.start instanceof Date;
}

/** For a message that could not be recorded: Slack sends it again three times within about six minutes. */
export const LATER =
  'I cannot take that in just now. I answer as soon as I can; if nothing has come in ten minutes, please ask me again.';

/** For a click or a command, which Slack sends only once. It may have been recorded after all: only the answer was lost. */
export const AGAIN = 'I could not take that in just now. If nothing happens within a minute, please try again.';

/** For what nobody foresaw. Claims that nothing was changed only where the journal shows it. */
export function apology(requestId: string, steps: readonly TurnStep[], reader: Reader): string {
  const { sentences } = botWords(languageOfUser(reader));
  const calls = steps.filter((step) => step.kind === 'call').length;
  const results = steps.filter((step) => step.kind === 'result');
  const untouched = calls === results.length && results.every((result) => !result.changed);
  return untouched ? sentences.unchanged(requestId) : sentences.unsure(requestId);
}

/** Of anything thrown before something could have changed. */
export function sentenceOf(error: unknown, reader: Reader, requestId: string): string {
  return error instanceof DomainError ? refusal(error, reader) : apology(requestId, [], reader);
}
