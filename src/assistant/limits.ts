// What one turn may cost at most. A model that goes round in circles ends here, with a sentence.

export interface Limits {
  /** Replies of models, those that only call tools included. */
  readonly maxSteps: number;
  /** Changes that are made without asking first whether so many are wanted. */
  readonly maxChanges: number;
  /** Replies in a row in which no call had usable arguments. */
  readonly maxBadReplies: number;
  /** Of one reply; models that think before they answer think within it. */
  readonly maxOutputTokens: number;
  /** Read and written by models in the whole turn. */
  readonly maxTurnTokens: number;
  readonly maxHistoryTokens: number;
  /** Wall time of the turn, in milliseconds. */
  readonly turnMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  maxSteps: 8,
  maxChanges: 5,
  maxBadReplies: 3,
  maxOutputTokens: 4_000,
  maxTurnTokens: 60_000,
  maxHistoryTokens: 4_000,
  turnMs: 90_000,
};
