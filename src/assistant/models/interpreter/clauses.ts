// Several wishes in one message: a new clause starts where a new verb does, or where a list repeats person and time.

const POLITE = "(?:please |also |then |can you |could you |just |and |but |go ahead and |let's )*";
const VERBS =
  "cancel|move|book|schedule|reschedule|push|shift|set up|add|invite|drop|delete|list|show|accept|decline|approve|reject|yes to|no to|ok to|tell me|what's|what is|am i|find|bump|postpone|extend|shorten|mark|put|call off|block|keep|water|remind|order|send|email|buy|make it|make that|scrap|remove|swap|rename";
const BREAK = new RegExp(
  `(?:[.;,!?]+|\\band then\\b|\\band\\b|\\bthen\\b|\\bbut\\b|\\bplus\\b|:)\\s*(?=${POLITE}(?:${VERBS})\\b)`,
  'i',
);
const EMPTY_CLAUSE = /^(?:#p\d+[ ,]*)?(?:(?:please|also|then|and|hi|hey|ok|thanks|thank you|so)[ ,]*)*$/i;
const LEADING = /^(?:[,.;:!?]|\b(?:and|then|but|also|plus)\b|\s)+/i;

export function clausesOf(text: string): string[] {
  return text
    .split(BREAK)
    .map((clause) => clause.replace(LEADING, '').trim())
    .filter((clause) => clause.length > 1 && !EMPTY_CLAUSE.test(clause))
    .reduce(withoutEcho, [])
    .flatMap(repeated);
}

/** ", put it in" only repeats what came before it. */
function withoutEcho(clauses: string[], clause: string): string[] {
  const echo =
    clauses.length > 0 &&
    /^(?:please )?(?:book|put|add|schedule|set up|make)\b(?:(?!#).)*\b(?:it|that)\b/i.test(clause);
  return echo && !/#/.test(clause) ? clauses : [...clauses, clause];
}

/** "book anna wed 9am and ben wed 10am": the second half borrows the verb of the first. */
function repeated(clause: string): string[] {
  const halves = clause.split(/ (?:and|,) (?=(?:with )?#p\d+)/i);
  const complete = (half: string) => /#p\d/.test(half) && /#[tr]\d/.test(half);
  const [first, ...rest] = halves;
  if (!first || rest.length === 0 || !halves.every(complete)) return [clause];
  const verb = first.match(/^(.*?)(?=#)/)?.[1] ?? '';
  return [first, ...rest.map((half) => `${verb}${half}`)];
}
