// What an answer says of a meeting besides its time and people: "topic is hiring", "in room 4".
import { locationOf } from './place.ts';

const TOPIC =
  /(?<!\b(?:what|how|just|think|talk|ask|know|worry|sorry) )\b(?:(?:the |its )?(?:topic|subject|agenda|title)(?:'s| is| will be| should be|:)|(?:(?:it's|it is|that's|all) )?(?:about|regarding|to discuss|to talk about|to go over)|re:|(?:you can |please )?call it|called|titled) (?:the |our |my )?(?![#\d]|(?:an?|half|one|two|three|it|that|this|them|him|her|time|then)\b)([^#.,;!?]{3,60}?)(?= *(?:[.,;!?#]|$| (?:on|at|with|for|please)\b))/i;
const PREPOSITION = '(?:\\b(?:in|at)|@) (?:the |our |my )?';
const SPECIAL = /[.*+?^${}()|[\]\\]/g;

interface Details {
  /** The words as a wish would hold them. */
  readonly said: string;
  /** The text without them. */
  readonly rest: string;
}

/** The topic and the place in the words of an answer; `said` is empty where it names none. */
export function detailsIn(text: string): Details {
  const topic = text.match(TOPIC);
  const plain = topic ? text.replace(topic[0], ' ') : text;
  const place = locationOf(plain);
  const there = place && plain.match(new RegExp(`${PREPOSITION}${place.replace(SPECIAL, '\\$&')}`, 'u'))?.[0];
  return {
    said: [...(topic ? [`about ${topic[1]}`] : []), ...(there ? [there] : [])].join(' '),
    rest: there ? plain.replace(there, ' ') : plain,
  };
}
