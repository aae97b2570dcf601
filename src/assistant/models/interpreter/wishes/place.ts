// Where a meeting takes place, in the words of the message.
import { isFiller } from '../recognise/names.ts';
import { MET_AT_A_PLACE, PLACE_NOUNS } from '../recognise/places.ts';
import type { Sketch } from '../recognise/sketch.ts';

const NOUN = `(?:${PLACE_NOUNS}|HQ)`;
const CAPITALS = "\\p{Lu}[\\p{L}\\d'&-]+(?: [\\p{Lu}\\d][\\p{L}\\d'&-]*)*";
/** "at Cafe Nero, 12 High St". */
const ADDRESS = new RegExp(
  `(?:(?:(?<=\\bat |@ ?)${CAPITALS}|(?:${CAPITALS} )?(?:Cafe|Café|Hotel|Restaurant|Bar|Pub|Office|Hall|Clinic)(?: ${CAPITALS})?) ?(?:,|in|on|off)? ?)?#a\\d+`,
  'u',
);
/** "room 4B", "room Sequoia". */
const ROOM =
  /(?:(?<=\b(?:in|at) (?:the |our )?)(?:(?!(?:the|our|a)\b)[\p{L}'-]+ ){1,2})?\b(?:(?:conference|meeting|board) ?)?room (?:[A-Z][\w-]*(?: \d[\d.-]*\w*)?|\d+(?:[.-]\d+)?\w*)/u;
/** "on the 4th floor". */
const FLOOR = /\b(?:on|to) the ((?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|top|ground) floor)\b/i;
const SAID =
  /(?:\b(?:location|place|where|venue|room) ?[:=]|(?:^|[,;.(#]|#[a-z]\d+) *(?:location|venue)(?: is| will be|'s)?(?= (?!#))) *([^,.;!?#]{2,80})/i;
const ARTICLE = "(?:the |our |my |a |an |their |his |her |that |this |#p\\d+(?: ?'s)? )?";
/** Where in the town: "the ramen place on 9th", "our office in Hamburg", "the cafe near the station". */
const BESIDE = `(?: (?:on (?:the corner of )?|in |near |by |next to |across from |at |of )(?:the )?(?:\\d+(?:st|nd|rd|th)(?: (?:street|st|ave|avenue|floor))?|${CAPITALS}|${NOUN}\\b))?`;
const VENUE = new RegExp(
  `(?:\\b(?:in|at|from|outside|near|opposite|behind|next to|in front of) |@ ?)${ARTICLE}(?!person\\b)((?:[\\p{L}'&-]+ ){0,3}${NOUN}\\b(?: [A-Z\\d][\\w-]*| (?!(?:please|pls|thanks|thx|again|instead|too|now|then|as|if|so)\\b)\\p{Ll}{3,}(?= *(?:$|[,.;])))?${BESIDE}|(?:\\d{1,5} )?${CAPITALS}(?: on ${CAPITALS})?)`,
  'u',
);
/** "4:45 at blue bottle": after a time, at the end. */
const LOWER_VENUE =
  /(?:#[trdup]\d+ *,?|,) *(?:(?:at |@ ?)(?:the |our )?|in (?:the|our|my) )((?!home\b|work\b|least\b|most\b|latest\b|once\b|all\b|same\b|usual\b|night\b|day\b|week\b|month\b|interim\b|end\b|start\b|beginning\b|moment\b|time\b|first\b|mean|diary\b|calendar\b|book\b|schedule\b|agenda\b|middle\b|next\b|future\b|loop\b)[\p{L}'& ]{3,30}?) *(?:$|[,.;!?]|#|\b(?:to|with|for|about|please|thanks)\b)/u;
/** ", office kitchen", ", Larry's Cafe": a place and nothing else between two commas. */
const ALONE = new RegExp(
  `[,;(.?!] *${ARTICLE}((?:[\\p{L}\\d'&-]+ ){0,3}${NOUN}(?-i:(?: [A-Z\\d][\\w-]*)?${BESIDE})(?:, (?:the )?(?:\\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|top|ground) floor)?) *(?=$|[,.;!?)])`,
  'iu',
);
/** "lunch with Rosa, noon, Nopa", "In person, Chambers": a name of its own, where people meet at a place. */
const NAMED =
  /[,;.] *((?:The )?(?:\p{Lu}[\p{L}\d'&-]+)(?: (?:(?:of|on|the|&|and) )?[\p{Lu}\d][\p{L}\d'&-]*)*(?:, (?:the )?\d+(?:st|nd|rd|th) floor)?) *(?=$|[,.;!?)]|#)/u;
const IS_PLACE = new RegExp(`^(?:${NOUN}|st|deck|one|two|three|four|five|north|south|east|west)$`, 'i');
/** "lunch with Ana, Budget Review": what they talk about. */
const isTopic = (words: string) => {
  const last = words.split(' ').at(-1) ?? '';
  return isFiller(last) && !IS_PLACE.test(last);
};
const CONFERENCE = /^(?:zoom|teams|google|meet|jitsi|slack|skype)\b/i;

/** The words that name the place, as they stand in the sketch's text. */
export function locationOf(text: string): string | undefined {
  const found =
    text.match(ADDRESS)?.[0] ??
    text.match(ROOM)?.[0] ??
    [SAID, FLOOR, VENUE, LOWER_VENUE, ...(MET_AT_A_PLACE.test(text) ? [NAMED] : []), ALONE]
      .map((pattern) => text.match(pattern)?.[1]?.trim())
      .find((words) => words && !(isTopic(words) && !/\d/.test(words)));
  return found && !CONFERENCE.test(found) ? found : undefined;
}

/** The place in the user's own words. */
export function placeOf(sketch: Sketch, text: string): string | undefined {
  const found = locationOf(text);
  return found === undefined ? undefined : sketch.words(found);
}
