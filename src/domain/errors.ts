// The closed set of ways in which the domain says no. Each surface (HTTP, tools, Slack) maps these codes once.

/** Every code a {@link DomainError} may carry. Adding one means mapping it in each surface: the compiler finds them. */
export const ERROR_CODES = [
  'invalid_input',
  'past_time',
  'nonexistent_time',
  'not_found',
  'forbidden',
  'unknown_person',
  'ambiguous_person',
  'conflict',
  'confirmation_needed',
  'invalid_transition',
  'stale',
  'not_available_yet',
  'unavailable',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What may accompany a message: plain JSON, safe to show to the person who acted. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * A refusal by a rule of the domain. `message` is one sentence for people: what was received and what to do next.
 * It never holds a secret, and never names a person or meeting that the actor may not see.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }
}

/**
 * Whether a rule has said no, which it will say again. `unavailable` is no answer: what was wanted may or may not have
 * happened, and is to be tried again under the same key.
 */
export function isRefusal(error: unknown): error is DomainError {
  return error instanceof DomainError && error.code !== 'unavailable';
}
