// What a clause changes of a meeting that stands besides its time: who comes, where it is, what it is called, by what
// means it is held. "loop Ana in on the review", "the demo is now in room 4", "swap Lena for Ravi in the panel".
import { type Conference, conferenceOf } from './conference.ts';
import { locationOf } from './place.ts';

/** The words that name the meeting, and what becomes of it; people as the words that hold their markers. */
export interface Retouch {
  readonly which: string;
  readonly add?: string;
  readonly remove?: string;
  /** It may only be told. */
  readonly doubtful?: boolean;
  /** Which of the two comes already is for the meeting to say. */
  readonly exchange?: readonly [string, string];
  readonly location?: string;
  readonly title?: string;
  readonly conference?: Conference;
}

const LEAD =
  "(?:(?:please|also|and|then|now|but|just|actually|oh|ok|so|hey|hi|quickly|can (?:you|we|i)|could (?:you|we|i)|would you|will you|let's|go ahead and|(?:i|we)(?:'d| would) like (?:you )?to|(?:i|we) (?:want|need) (?:you )?to|(?:i|we) forgot to)\\b[ ,]*)*";
const PEOPLE = '#p\\d+(?:[ ,&+]*(?:and )?(?:also )?#p\\d+)*';
const OWN = "(?:the|my|our|this|that|#[dtp]\\d+ ?'s)";
const WHICH = `(?<which>${OWN} (?!calendar|cal\\b|diary|schedule|agenda|list|team\\b).+|it|that|this)`;
const WHICH_THEN = WHICH.replace('.+', '.+?');
/** Markers of days hold the word before them. */
const ON = '(?: (?:to|on|in|onto|into|for|on to|at)| (?=#d)) ?';
const COME =
  '(?:join|attend|come (?:along )?to|sit in(?: on)?|be (?:in|at|on|part of|included in|added to|invited to))';
const COMING = '(?: (?:along|over|too|as well|also|join|joining|come|coming|sit in|sitting in|attend))*';
const rule = (pattern: string) => new RegExp(pattern, 'i');

/** "add Ana to the review" and its kin: `add` and `remove` are people. */
const WHO: readonly RegExp[] = [
  `^${LEAD}(?<add>#p\\d+) (?:replaces|is replacing|will replace|takes? over from|is taking over from|is standing in for|stands in for|is covering for|steps in for) (?<remove>#p\\d+)${ON}${WHICH}`,
  `^${LEAD}(?:have|get|put|want|make it|it should be|swap in|sub in) (?<add>#p\\d+) (?:instead of|in place of|rather than|in for|for) (?<remove>#p\\d+)${ON}${WHICH}`,
  `^${LEAD}(?:add|invite|include|loop(?: in)?|bring(?: in)?|rope(?: in)?|cc|copy(?: in)?|pull(?: in)?) (?<add>${PEOPLE})(?: in)?${COMING}${ON}${WHICH}`,
  `^${LEAD}(?:get|put|have|stick|pop|squeeze|want|need|tell|(?:i|we) (?:want|need)) (?<add>${PEOPLE})(?: to)?(?: ${COME}|${ON.trimEnd()}) ?${WHICH}`,
  `^${LEAD}(?<add>${PEOPLE}) (?:also |really )?(?:should|needs? to|has to|have to|must|wants? to|would like to|is going to|are going to|will) (?:also |now |really )?${COME} ${WHICH}`,
  `^(?:(?:so|and|hey|hi)[ ,]+)*(?:can|could|may) (?<add>${PEOPLE}) (?:also |please )*${COME} ${WHICH}`,
  `^${LEAD}(?:send|forward|give) (?<add>${PEOPLE}) (?:the |an |my )?(?:calendar )?(?:invite|invitation|link) (?:for|to|of) ${WHICH}`,
  `^${LEAD}(?:send|forward) ${WHICH_THEN} (?:calendar )?(?:invite|invitation)s? (?:on )?to (?<add>${PEOPLE}) *[.!]*$`,
  `^${LEAD}(?:replace|swap out|switch out|sub out) (?<remove>#p\\d+) (?:with|for|by) (?<add>#p\\d+)(?: from|${ON.trimEnd()}) ?${WHICH}`,
  `^${LEAD}(?:remove|drop|uninvite|take|kick|strike|leave) (?<remove>${PEOPLE}) (?:off|from|out of|off of) ?${WHICH}`,
].map(rule);
/** "swap Lena for Ravi in the panel". */
const EXCHANGED = rule(
  `^${LEAD}(?:swap|switch|sub(?:stitute)?|exchange) (?<one>#p\\d+) (?:out )?(?:with|for|by) (?<other>#p\\d+)(?: from|${ON.trimEnd()}) ?${WHICH}`,
);
/** "Lena doesn't need to be at the review": told, and perhaps not yet a wish. */
const NOT_COMING = rule(
  `^${LEAD}(?<remove>${PEOPLE}) (?:really )?(?:(?:doesn't|don't|does not|do not|no longer|won't) (?:need|needs|have|has) to ${COME}|(?:isn't|is not|aren't|are not|won't be|will not be|is no longer) (?:coming to|joining|attending|part of|in)|(?:can't|cannot|won't|will not|can no longer) (?:join|attend|be (?:at|in)|come to)) ${WHICH}`,
);
/** "…, drop her", of the meeting just spoken of. */
const LEFT_OUT = rule(
  `^${LEAD}(?:remove|drop|uninvite|take off|leave out|kick|leave|take) (${PEOPLE})(?: off| out)?(?:,? (?:please|too|as well|instead))*[ .!]*$`,
);
const IN_PLACE_OF = /,? (?:instead of|in place of|rather than) (#p\d+)(?! ?'s)/i;

const ROOM = '(?:location|place|room|venue|address)';
/** In so many words a place. */
const WHERE: readonly RegExp[] = [
  `^${LEAD}(?:change|update|set|switch|make|move|edit) (?:the )?${ROOM} (?:of|for|on|in) (?<which>.+?) (?:to|as|be|from .+ to) (?<place>[^#]+)$`,
  `^${LEAD}(?:put|set|add|use|enter|make) (?<place>[^#]+?) (?:down )?(?:as|for|in) (?:the |its )?(?:new )?${ROOM} (?:of|for|on)? ?(?<which>.+)$`,
  `^${LEAD}(?:change|update|set|switch) (?<which>.+?) ?'s ${ROOM} to (?<place>[^#]+)$`,
  `^${LEAD}(?:the )?(?:new |different )?${ROOM} (?:for|of) (?<which>.+?)(?: is(?: now)?| will be| should be| changed to|:| ,) (?<place>[^#]+)$`,
].map(rule);
/** Where what stands in it must look like a place. */
const THERE: readonly RegExp[] = [
  `^${LEAD}(?:move|relocate|shift|switch|take|hold|have|do|bring|host|run|make) ${WHICH_THEN}(?: in[- ]person)?(?: over)? (?:to|into|in|at|@) (?<place>[^#]+)$`,
  `^(?:(?:and|so|but|hey|hi|btw|fyi|actually|update)[ ,:]+)*(?<which>(?!(?:i|we|you|he|she|they|there|who|where|what|when|which|#p\\d+) )[^,]{2,70}?)(?: is|'s| are| will be| will now be| ha(?:s|ve) (?:been )?moved| is moving| moves| moved| is going to be| should be| needs to be| has to be| got moved| is happening| will take place| takes place)(?: now| actually| instead)? (?:to|into|in|at|@) (?<place>[^#]+)$`,
  `^${LEAD}(?:book|use|reserve|get|take) (?:us |me )?(?<place>[^#,]{3,40}?) for ${WHICH}`,
  `^${LEAD}for ${WHICH_THEN} ?, (?:use|book|reserve|take) (?:us |me )?(?<place>[^#,]{3,40})$`,
].map(rule);
const CALLED: readonly RegExp[] = [
  `^${LEAD}(?:(?:change|set|update|make) )?(?:the )?(?:title|name|subject) (?:of|for|on) (?<which>.+?) (?:to|should be|should read|is now|be|as) "?(?<title>[^"]+)"?$`,
  `^${LEAD}(?:change|set|update) (?<which>.+?) ?'s (?:title|name) to "?(?<title>[^"]+)"?$`,
  `^(?<which>(?:the|my|our) .+?) ?[:,-]? (?:the )?(?:title|name|subject) (?:should (?:be|read)|is now|:) "?(?<title>[^"]+)"?$`,
  `^${LEAD}give (?<which>(?:the|my|our) .+?) (?:the |a new )(?:title|name) (?:of )?"?(?<title>[^"]+)"?$`,
].map(rule);
const LINKED = rule(
  `^${LEAD}(?:add|attach|include|put|create|set up|need|get)(?: me)? (?:an? |the )?(?<means>[^#]{3,20}?)(?: (?:link|call|meeting|conference|room|details))+ (?:to|on|for|in|into) ?${WHICH}`,
);

/** A meeting that is to go somewhere in time as well is moved, not only retouched. */
const RETIMED = /\b(?:to|until|till|by|at) (?:the )?#[dtrsu]\d|#u\d+ (?:later|earlier|sooner)/i;
const TAIL =
  /(?:,? (?:please|too|as well|also|instead|now|thanks|then|same time|at the same time|(?:the )?time stays|(?:calendar )?(?:invite|invitation)(?: list)?|meeting invite))*[ .!?,]*$/i;
const bare = (words = '') => words.replace(TAIL, '').trim();
/** "Monmouth Coffee": capitals all over. */
const SAID_NAME = /^(?:The )?\p{Lu}[\p{L}\d'&-]*(?: (?:(?:of|on|the|&|and) )?[\p{Lu}\d][\p{L}\d'&-]*)*$/u;
const LONGEST_PLACE = 60;

/** Whom a clause leaves out of the meeting just spoken of. */
export const leftOutIn = (clause: string): string | undefined => clause.match(LEFT_OUT)?.[1];

/** What the clause changes besides the time of a meeting that stands, or undefined. */
export function retouchIn(clause: string): Retouch | undefined {
  if (/\bcalendar\b/i.test(clause)) return undefined;
  const found = peopleIn(clause) ?? wordsIn(clause);
  return found && found.which !== '' && !RETIMED.test(found.which) ? found : undefined;
}

function groups(patterns: readonly RegExp[], clause: string): Record<string, string | undefined> | undefined {
  for (const pattern of patterns) {
    const found = clause.match(pattern);
    if (found) return found.groups;
  }
  return undefined;
}

function peopleIn(clause: string): Retouch | undefined {
  const { one, other, which: shared } = groups([EXCHANGED], clause) ?? {};
  if (one && other) return { which: bare(shared), exchange: [one, other] };
  const told = groups([NOT_COMING], clause);
  if (told?.remove) return { which: bare(told.which), remove: told.remove, doubtful: true };
  const { which, add, remove } = groups(WHO, clause) ?? {};
  if (which === undefined) return undefined;
  const gone = remove ?? which.match(IN_PLACE_OF)?.[1];
  return { which: bare(which.replace(IN_PLACE_OF, '')), ...(add ? { add } : {}), ...(gone ? { remove: gone } : {}) };
}

function wordsIn(clause: string): Retouch | undefined {
  const means = groups([LINKED], clause);
  const conference = conferenceOf(means?.means ?? '');
  if (conference) return { which: bare(means?.which), conference };
  const called = groups(CALLED, clause);
  if (called) return { which: bare(called.which), title: bare(called.title) };
  const placed = groups(WHERE, clause);
  if (placed) return at(placed);
  const there = groups(THERE, clause);
  const site = bare(there?.place);
  const isPlace = locationOf(`in ${site}`) !== undefined || SAID_NAME.test(site);
  return there && isPlace && !conferenceOf(`on ${site}`) ? at(there) : undefined;
}

function at({ which, place }: Record<string, string | undefined>): Retouch | undefined {
  const location = bare(place).replace(/^(?:the|our|my) |^"|"$/gi, '');
  return location === '' || location.length > LONGEST_PLACE || /,/.test(location)
    ? undefined
    : { which: bare(which), location };
}
