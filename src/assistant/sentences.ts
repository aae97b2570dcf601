// What the assistant says in its own words, when a model has none that can be used.
import type { User } from '../domain/accounts/accounts.ts';
import type { Meeting } from '../domain/meetings/meetings.ts';
import { timeRange } from '../domain/time.ts';

export const NOTHING_CHANGED =
  'I have not changed anything just now. Please tell me again what to do: which meeting, with whom, which day and time?';
export const NO_ANSWER =
  'I could not work that out. Could you say it in other words: what, with whom, which day and time?';
export const TOO_LONG = 'This took me too long, so I stopped. Could you ask for one thing at a time?';
export const TOO_MANY_STEPS =
  'I could not finish this in a few steps, so I stopped. Could you ask for one thing at a time?';
export const MODEL_FAILED = 'The language model does not answer at the moment. Please try again in a minute.';
export const ANSWER_CUT_SHORT =
  'The language model did not finish its answer: please check whether anything is missing.';
export const UNSURE = 'I cannot tell whether that went through. Please look at your meetings before you try again.';

export const TAKEN_OVER = 'The language model does not answer, so the built-in interpreter took over.';

/** What stands in the database after the turn's changes, for when the model does not say it. */
export function changesTold(meetings: readonly Meeting[], { zone, locale }: Pick<User, 'zone' | 'locale'>): string {
  if (meetings.length === 0) return 'Done: your settings are saved.';
  return meetings
    .map(({ title, start, end, state }) => `${title}: ${state}, ${timeRange(start, end, zone, locale)}.`)
    .join(' ');
}
