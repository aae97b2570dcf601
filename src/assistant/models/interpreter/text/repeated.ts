// Several wishes under one verb: "book anna wed 9am and ben wed 10am, both on zoom", "push the sync and the review by
// half an hour". Each becomes a clause of its own.

import { numberOf } from '../recognise/numbers.ts';

/** Verbs of a change to what stands. */
export const CHANGES = /\b(?:move|push|shift|reschedule|bump|postpone|cancel|change|extend|shorten|swap|drop)\b/i;

const COUNTED = /\b(two|three|four|five|[2-5]) (?:more |separate )?(?:calls|meetings|sessions|slots|chats|times)\b/i;

/** "book anna wed 9am and ben wed 10am": the second half borrows the verb of the first. */
export function repeated(clause: string): string[] {
  const again = sameAgain(clause);
  if (again) return again.flatMap(repeated);
  const beside = besideIt(clause) ?? following(clause);
  if (beside) return beside;
  const moved = targets(clause);
  if (moved) return moved;
  const pairs = [...clause.matchAll(/#d\d+ *,? *(?:at |@ ?)?#t\d+/gi)];
  const [firstPair] = pairs;
  const joint = clause.slice(firstPair?.index).replace(/#d\d+ *,? *(?:at |@ ?)?#t\d+/gi, ' ');
  if (firstPair && pairs.length > 1 && !CHANGES.test(clause) && ONLY_JOINS.test(joint.replace(EACH_LENGTH, ' '))) {
    const lead = clause
      .slice(0, firstPair.index)
      .replace(COUNTED, (all, n) => (numberOf(n) === pairs.length ? 'a meeting' : all));
    const length = joint.match(EACH_LENGTH)?.[1] ?? '';
    return pairs.map(([pair]) => `${lead.replace(/ *:? *$/, ' ')}${pair} ${length}`.trim());
  }
  return spread(clause) ?? each(clause) ?? complete(clause) ?? [clause];
}

/** What stands between the times of one booking made several times. */
const ONLY_JOINS = /^(?:\s|,|\b(?:and|on|plus|then|again|also|once more|too)\b|&)*[.!]?$/i;
/** "…, 30 minutes each": of each of them. */
const EACH_LENGTH = /[,;]? *(?:for )?(#u\d+) (?:each(?: time| one)?|both(?: times)?|apiece)\b/i;

/** "30 min with ana tomorrow at 1 and the same on friday": once more, with what is named in the place of its like. */
const AGAIN =
  /^(.*#[dt]\d.*?),? (?:and|plus) (?:also |then |do )*(?:the )?same (?:again |thing |time )*((?:(?:with|for|on|at) )*#[dpt]\d+(?:(?: (?:with|for|on|at))* #[dpt]\d+)*)(?: too| as well| please)?[ .!]*$/i;

function sameAgain(clause: string): string[] | undefined {
  const [, first, other = ''] = clause.match(AGAIN) ?? [];
  if (first === undefined || CHANGES.test(first)) return undefined;
  const markers = other.match(/#[dpt]\d+/g) ?? [];
  const second = markers.reduce((text, marker) => text.replace(new RegExp(`${marker.slice(0, 2)}\\d+`), marker), first);
  return second === first ? undefined : [first, second];
}

/** "the interview at 11 and the contract call right after it". */
const BESIDE_IT =
  /^(.*#[dt]\d.*?),? and ((?:(?:the|my|our|#p\d+ ?'s) [^#,.]{2,40}?|(?:1:1 (?:with )?)?#p\d+)) (?:to )?((?:right|straight|directly|just|immediately) (?:after|before) (?:it|that)\b.*)$/i;

function besideIt(clause: string): string[] | undefined {
  const [, first, which, where] = clause.match(BESIDE_IT) ?? [];
  return first === undefined ? undefined : [first, `move ${which} to ${where}`];
}

/** Where the next of two bookings begins that has no time of its own. */
const AND_THEN = /(?:[,;]| -)? (?:and then|and|then|plus|&|followed by) +(?=(?:(?!#[dtr])[^.;!?])*$)/i;
/** "right after", "straight afterwards", "after that". */
const RIGHT_AFTER =
  /,? *\b(?:(?:right|straight|directly|immediately|just) (after|before)(?:wards|hand)?|(after)(?:wards|(?= (?:it|that|this|him|her|them)\b)))(?: (?:it|that|this|him|her|them|that one|#p\d+)\b)?/i;
/** What leads to the second of them. */
const ONE_MORE = /^(?:(?:then|also|another|one|an|a|with|for|put|have)\b ?)+(?=#|\p{L})/iu;

/** "Mehmet at 9:30 for 20 min and Yusuf right after", "… followed by Yusuf": beside what the first books. */
function following(clause: string): string[] | undefined {
  const joint = clause.match(AND_THEN);
  const first = clause.slice(0, joint?.index);
  const second = clause.slice((joint?.index ?? 0) + (joint?.[0].length ?? 0));
  const way = second.match(RIGHT_AFTER);
  const follows = way ?? (/followed/i.test(joint?.[0] ?? '') ? ['', 'after'] : undefined);
  const [phrase = '', side, loosely = side] = follows ?? [];
  const [who] = second.replace(phrase, ' ').match(/#p\d+/) ?? [];
  const begun = /#p\d/.test(first) && /#[tr]\d/.test(first) && !CHANGES.test(clause);
  if (!joint || loosely === undefined || who === undefined || !begun) return undefined;
  const rest = second.replace(phrase, ' ').replace(ONE_MORE, '').trim();
  return [first, `book ${rest.startsWith('#p') ? 'with ' : ''}${rest} right ${loosely} it`];
}

/** "casting to 2, scout to 12", "move the demo to 4 and the review to friday": each part says what, and where to. */
const WITH_TARGET =
  /^(?:(?:then|also|please)\b ?)*(?!.*\b(?:from|with|for|book|schedule|free|between)\b)(?=.*(?:\p{L}{2}|#[pt]\d).*\bto )[^#]*(?:#[pdtb]\d+(?: ?'s)?[^#]*){0,2} to (?:the )?#[tdr]\d+(?: ?,? ?(?:at|on)? ?#[tdrb]\d+)*(?: (?:instead|please|too|as well))?[ .!]*$/iu;

/** "the walk an hour earlier, payroll an hour later". */
const WITH_WAY =
  /^(?:(?:then|also|please)\b ?)*(?!(?:start|begin|end|finish|it|that|this)\b)(?:\p{L}[\p{L}\d:'-]*|#[pdt]\d+(?: ?'s)?)(?: (?:\p{L}[\p{L}\d:'-]*|#[pdt]\d+(?: ?'s)?)){0,5} #u\d+ (?:later|earlier)(?: please)?[ .!]*$/iu;

function targets(clause: string): string[] | undefined {
  const parts = clause.split(
    /(?: ?[,;] ?(?:and )?| and | & | plus )(?=[^,;]*? (?:to (?:the )?#[tdr]\d|#u\d+ (?:later|earlier)))/i,
  );
  const [first = '', ...rest] = parts;
  if (rest.length === 0 || !parts.every((part) => WITH_TARGET.test(part) || WITH_WAY.test(part))) return undefined;
  const verb = first.match(VERB_OF_CHANGE)?.[1] ?? 'move';
  return parts.map((part) => (VERB_OF_CHANGE.test(part) ? part : `${verb} ${part}`));
}

const VERB_OF_CHANGE = new RegExp(`^(?:(?:please|can you|could you|then|also)\\b ?)*(${CHANGES.source})`, 'i');

const PUSHED =
  /^(.*?\b(?:move|push|shift|postpone|delay|bump|bring|pull|put|extend|shorten|cut|reschedule) )(?:both )?((?:the|my|our|#p\d+ ?'s) [^#]+?) and ((?:the|my|our|#p\d+ ?'s) [^#]+?)( (?:each )?(?:to|by|back|forward|up|half|#u\d).*)$/i;

/** "push the sync and the review by 30 minutes": each of them. */
function spread(clause: string): string[] | undefined {
  const [, verb, first, second, way] = clause.match(PUSHED) ?? [];
  return first === undefined || second === undefined || /,/.test(first)
    ? undefined
    : [`${verb}${first}${way}`, `${verb}${second}${way}`];
}

/** Where the next of several bookings begins. */
const NEXT =
  /(?: and then| and| then|[,;.]| plus| &)+ +(?=(?:then |also |another |one |an? (?:half )?|(?:hour|#u\d+)(?: (?:more|call|chat|meeting|slot))? |(?:call|chat|meeting|sync|coffee|lunch) (?=with)|with |for )*#p\d)/i;
/** "hold 2 to 4 for writing": complete without anybody. */
const HELD = /^(?:please |can you |could you )*(?:hold|block|reserve|keep)\b(?!.*#p\d).*#[tr]\d/i;
/** "thu 10am with ana 30m, and fri 2pm with joe for an hour": each has its day, its time and its people. */
function complete(clause: string): string[] | undefined {
  if (CHANGES.test(clause)) return undefined;
  const parts = clause.split(
    /(?:[,;]? (?:and then|and|plus|then)|[,;]) +(?=(?:another |one |also )*(?:on )?#d\d+,? (?:at )?#[tr]\d)/i,
  );
  const isWhole = (part: string) => /#p\d/.test(part) && /#d\d/.test(part) && /#[tr]\d/.test(part);
  return parts.length > 1 && parts.every(isWhole) ? parts : undefined;
}

/** "2 intros please: …": one of them each. */
const OF_SO_MANY =
  /\b(?:two|three|four|five|[2-5]) (?:more |separate |quick |short )*(\p{L}[\p{L}:-]+?)s\b(?: (?:please|pls))?[ ,]*:?/iu;
/** "both on Zoom", "45 minutes each": said of all of them. */
const OF_ALL =
  /[ ,.;]+(?:(?:and|all|both)\b ?)*(?:(?:both|each|all)\b(?: of (?:them|these))?(?: (?:for|on|via|by))* *[^#]*(?:#[ud]\d+)?(?:,? *#u\d+ each)?|#u\d+ each(?: time)?|on #d\d+) *[.!]*$/i;
/** "30 min each with …": said of all of them, first. */
const OF_EACH = /(#u\d+) each(?= *(?:[:,]|#d|(?:with|for|on)\b))/i;

/** "anna at 9 and ben at 10": the second borrows the verb of the first, and the day where there is only one. */
function each(clause: string): string[] | undefined {
  if (CHANGES.test(clause)) return undefined;
  const length = clause.match(OF_EACH)?.[1] ?? '';
  const plain = clause.replace(OF_EACH, ' ');
  const shared = plain.match(OF_ALL)?.[0] ?? '';
  const halves = plain.slice(0, plain.length - shared.length).split(NEXT);
  const complete = (half: string) => /#p\d/.test(half) && /#[tr]\d/.test(half);
  const [first, ...rest] = halves;
  const held = first !== undefined && HELD.test(first);
  if (!first || rest.length === 0 || !(held || complete(first)) || !rest.every(complete)) return undefined;
  const lead = (first.match(/^(.*?)(?=(?: (?:on|for|with|at))* *#)/)?.[1] ?? '').replace(OF_SO_MANY, 'a $1');
  const verb = held ? 'book' : lead;
  const days = [...new Set(clause.match(/#d\d+/g))];
  const [day] = days.length === 1 ? days : [];
  const dated = (half: string) => (day === undefined || half.includes(day) ? half : `${half} ${day}`);
  const ofAll = shared
    .replace(/\b(?:both|each|all)(?: of (?:them|these))?\b|\beach time\b|^[ ,.;]+|[.!]+$/gi, ' ')
    .trim();
  const borrowing = (half: string) => {
    const own = half.replace(/^(?:then|also|another|one|with) /i, '');
    return `${verb} ${own.startsWith('#p') ? 'with ' : ''}${own}`;
  };
  return [first.replace(OF_SO_MANY, 'a $1'), ...rest.map(borrowing)].map((half) =>
    `${dated(half)} ${length} ${ofAll}`.replace(/\s+/g, ' ').trim(),
  );
}
