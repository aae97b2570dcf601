// What is wrong with a pattern, or too much for this engine.

import { CommandError, notSupported } from '../../errors.ts';

/** The code of either. */
export const INVALID_REGEX = 51091;

export function invalid(reason: string): CommandError {
  return new CommandError(INVALID_REGEX, `Regular expression is invalid: ${reason}`);
}

export function beyond(what: string): CommandError {
  return notSupported(`A regular expression with ${what}`, INVALID_REGEX);
}
