// Wishes without a verb: what the days, times and people of a clause ask for on their own.
import type { Sketch } from '../recognise/sketch.ts';
import type { Intent } from './intent.ts';

/** "my 9am tomorrow -> 9:30": from one time to another, without a verb. */
const FROM_TO =
  /^(?:my |the )?(?:#[td]\d+(?: ?'s)?(?: (?:meeting|call|one))? *){1,3}(?:to|until|->|becomes|(?:goes|can go|moves|should move|needs to move|is moving) to|should be|is now) (?:the )?#[td]\d/i;

/** "monday or tuesday 2-4?" */
const ONLY_WHEN =
  /^(?:(?:and|or|so|ok|on|at|in|the|maybe|say|about)\b|[ ,&]|#[dtrbu]\d+)*#[trbu]\d+(?: (?:on )?#d\d+)* *\?$/i;
const SPACE =
  /^(?:(?:and|or|so|ok|for|about|around|on|in|the|any|some|only|just|with|me|please|maybe|preferably|ideally|sometime|either|after|before|between|from|until|say)\b|[ ,.?;&+-]|#[dbutrp]\d+)+$/i;

/** "mornings next week, an hour, with Raj": so long, within days or a part of them, and no time at which it would begin. */
function isSpace(sketch: Sketch, text: string): boolean {
  if (!/#u\d/.test(text) || /#[ts]\d/.test(text.replace(/\b(?:after|before) #t\d+/gi, ' '))) return false;
  return SPACE.test(text) && (/#b\d/.test(text) || sketch.all('d', text).some(({ from, to }) => from !== to));
}

/** A person and a time without any verb: "max@peak.us tues 10:30am 30m" wants a meeting. */
export function implied(intent: Intent, text: string, sketch: Sketch): Intent {
  if (FROM_TO.test(text) && (intent === 'unknown' || intent === 'book')) return 'move';
  if (intent === 'unknown' && (isSpace(sketch, text) || ONLY_WHEN.test(text))) return 'availability';
  if (intent !== 'unknown' || !/#[tsrd]\d/.test(text) || /\?$/.test(text)) return intent;
  return sketch.all('p', text).length > 0 ? 'book' : intent;
}
