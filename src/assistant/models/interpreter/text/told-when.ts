// When a meeting suits, told before it is asked for: "tomorrow noon works, get me and Ana together".

const WHEN = '(?:(?:at |on |for )?#[dtrs]\\d+[ ,]*)+';
/** The last thing that a clause says: a time that suits. */
const SUITS = new RegExp(
  `(?:^|.*(?:\\b(?:so|but|and|because|since|then)\\b|[,;.]) *)(?:(?:i think|guess|looks like|maybe)? )?(${WHEN})(?:works?|suits?|is (?:good|fine|free|ok|okay|best|perfect|great|open)|would (?:work|suit|do|be (?:good|fine|great|best|perfect)))(?: (?:best|fine|well|great))?(?: (?:for|with) (?:me|us|both of us|them|him|her))?[ .!]*$`,
  'i',
);
const BOOKS =
  /^(?:(?:please|so|can you|could you|just|then) )*(?:get|put|book|set ?up|schedule|stick|pop|squeeze|slot|fit|arrange|pencil|grab|add|have|organi[sz]e|throw)\b(?=.*#p\d)(?!.*#[dtrs]\d)/i;
const OPEN = /\b(?:if|unless|or|either|whether|not sure|might|#p\d+)\b/i;

/** Gives a booking that says no time the one that the clause before it says suits. */
export function withToldTime(clauses: string[], clause: string): string[] {
  const last = clauses.at(-1);
  const when = last !== undefined && BOOKS.test(clause) && !OPEN.test(last) ? last.match(SUITS)?.[1] : undefined;
  return when === undefined ? [...clauses, clause] : [...clauses.slice(0, -1), `${clause} ${when.trim()}`];
}
