// Slack's refusals by their names.
import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';

/** For a channel in which Parley may not write. */
export const NO_WAY_IN: readonly string[] = ['channel_not_found', 'is_archived', 'not_in_channel', 'restricted_action'];

/** Whether a call failed because Slack answered one of these. */
export function isAnswer(error: unknown, answers: readonly string[]): boolean {
  return error instanceof WebAPIPlatformError && answers.includes(error.data.error);
}

/** How long Slack wants to be left alone (its `Retry-After`), in milliseconds; 0 where it said nothing of that. */
export function waitOf(error: unknown): number {
  return error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : 0;
}
