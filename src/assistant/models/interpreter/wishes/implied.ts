// Wishes without a verb: what the days, times and people of a clause ask for on their own.
import type { Sketch } from '../recognise/sketch.ts';
import type { Intent } from './intent.ts';

/** "my 9am tomorrow -> 9:30": from one time to another, without a verb. */
const FROM_TO = /^(?:my |the )?(?:#[td]\d+(?: ?'s)?(?: (?:meeting|call|one))? *){1,3}(?:to|until|->) (?:the )?#[td]\d/i;

/** A person and a time without any verb: "max@peak.us tues 10:30am 30m" wants a meeting. */
export function implied(intent: Intent, text: string, sketch: Sketch): Intent {
  if (FROM_TO.test(text) && (intent === 'unknown' || intent === 'book')) return 'move';
  if (intent !== 'unknown' || !/#[tsrd]\d/.test(text) || /\?$/.test(text)) return intent;
  return sketch.all('p', text).length > 0 ? 'book' : intent;
}
