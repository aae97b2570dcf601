// Several wishes in one message: a new clause starts where a new verb does, or where a list repeats person and time.

import { numberOf } from '../recognise/numbers.ts';

const POLITE =
  "(?:please |also |then |so |therefore |can you |could you |would you |will you |just |only |simply |rather |and |but |go ahead and |let's |i want you to |i need you to |if (?:so|yes|i am|it is|they are|possible),? )*";
const VERBS =
  "cancel|move|book|schedule|reschedule|push|shift|set up|add|invite|drop|delete|list|show|accept|decline|approve|reject|yes to|no to|ok to|tell me|what's|what is|am i|find|bump|postpone|extend|shorten|mark|put|call off|block|keep|water|remind|order|send|email|buy|make it|make that|scrap|remove|swap|rename|annul|unmark|kill|clear|extend|call (?:it|that|this) off|start (?:it|that)|(?:pass|take|get|throw|send|stick|put|do|have|bring|place) (?:it|that|this|them) (?:off|out|away|(?:to|at|on|for) (?:the )?#[dtr]\\d+)";
const BREAK = new RegExp(
  `(?:[.;,!?]+|\\band then\\b|\\band\\b|\\bthen\\b|\\bbut\\b|\\bplus\\b|\\bso\\b|:)\\s*(?=${POLITE}(?:${VERBS})\\b)`,
  'i',
);
const EMPTY_CLAUSE = /^(?:#p\d+[ ,]*)?(?:(?:please|also|then|and|hi|hey|ok|thanks|thank you|so)[ ,]*)*$/i;
const LEADING = /^(?:[,.;:!?]|\b(?:and|then|but|also|plus|so|therefore)\b|\s)+/i;

export function clausesOf(text: string): string[] {
  return text
    .split(BREAK)
    .map((clause) => clause.replace(LEADING, '').trim())
    .filter((clause) => clause.length > 1 && !EMPTY_CLAUSE.test(clause))
    .reduce(withoutEcho, [])
    .reduce(withGuests, [])
    .flatMap(repeated);
}

/** "and add a zoom link", "and send him the invite": belongs to the booking before it. */
const EXTRAS =
  /^(?:please |also |just )*(?:add|include|attach|send|share|use|make it|put)\b(?!.*#[dtrs]\d).*\b(?:link|links|invite|invites|invitation|invitations|zoom|teams|google meet|phone|agenda|details)\b/i;

/** ", put it in" only repeats what came before it. */
function withoutEcho(clauses: string[], clause: string): string[] {
  const echo =
    clauses.length > 0 &&
    /^(?:please )?(?:book|put|add|schedule|set up|make)\b(?:(?!#).)*\b(?:it|that)\b/i.test(clause);
  if (clauses.length > 0 && EXTRAS.test(clause)) return [...clauses.slice(0, -1), `${clauses.at(-1)} ${clause}`];
  return echo && !/#/.test(clause) ? clauses : [...clauses, clause];
}

/** "…, and invite Tim too" names a guest of the booking before it. */
function withGuests(clauses: string[], clause: string): string[] {
  const last = clauses.at(-1);
  const guests =
    /^(?:please |also )*(?:invite|add|include|cc|loop in|bring) +(#p\d+(?:(?: ?,| and)* #p\d+)*)(?: too| also| as well| please)*[.! ]*$/i;
  const names = clause.match(guests)?.[1];
  if (!last || !names || !/#[trs]\d/.test(last) || CHANGES.test(last)) return [...clauses, clause];
  return [...clauses.slice(0, -1), `${last} with ${names}`];
}

const CHANGES = /\b(?:move|push|shift|reschedule|bump|postpone|cancel|change|extend|shorten|swap|drop)\b/i;

const COUNTED = /\b(two|three|four|five|[2-5]) (?:more |separate )?(?:calls|meetings|sessions|slots|chats|times)\b/i;

/** "book anna wed 9am and ben wed 10am": the second half borrows the verb of the first. */
function repeated(clause: string): string[] {
  const moved = clause.split(/ and (?=(?:the|my|our|#p\d+'s) )/i);
  if (moved.length > 1 && CHANGES.test(moved[0] ?? '') && moved.every((half) => /\bto (?:the )?#[tdr]\d/i.test(half)))
    return moved.map((half, index) => (index === 0 ? half : `move ${half}`));
  const pairs = [...clause.matchAll(/#d\d+ *,? *(?:at |@ ?)?#t\d+/gi)];
  const [firstPair] = pairs;
  const joint = clause.slice(firstPair?.index).replace(/#d\d+ *,? *(?:at |@ ?)?#t\d+/gi, ' ');
  if (firstPair && pairs.length > 1 && !CHANGES.test(clause) && /^(?:\s|,|\band\b|\bon\b|\bplus\b|&)*$/i.test(joint)) {
    const lead = clause
      .slice(0, firstPair.index)
      .replace(COUNTED, (all, n) => (numberOf(n) === pairs.length ? 'a meeting' : all));
    return pairs.map(([pair]) => `${lead.replace(/ *:? *$/, ' ')}${pair}`);
  }
  const halves = clause.split(/ (?:and|,) (?=(?:with )?#p\d+)/i);
  const complete = (half: string) => /#p\d/.test(half) && /#[tr]\d/.test(half);
  const [first, ...rest] = halves;
  if (!first || rest.length === 0 || !halves.every(complete)) return [clause];
  const verb = first.match(/^(.*?)(?=#)/)?.[1] ?? '';
  const days = [...new Set(clause.match(/#d\d+/g))];
  const [day] = days.length === 1 && !CHANGES.test(clause) ? days : [];
  const dated = (half: string) => (day === undefined || half.includes(day) ? half : `${half} ${day}`);
  return [first, ...rest.map((half) => `${verb}${half}`)].map(dated);
}
