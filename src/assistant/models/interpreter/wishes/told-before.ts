// What a sentence before the order has told of it: "Roos wants 20 minutes with me. Put her in for tomorrow at 5" is of 20
// minutes, and "I promised Fatima 45 minutes, can you put it in for Wednesday at 2" is with Fatima.
import { isOrder } from '../text/clauses.ts';
import { CHANGES } from '../text/repeated.ts';

/** Somebody wants a meeting, or is to have one. */
const WANTED =
  /\b(?:wants?|wanted|needs?|needed|asked|asks|asking|begged|promised|owes?|owed|agreed|requested|would like|'d like|(?:have|has|need|had) to (?:see|meet|speak|talk|call|catch up|interview|sit down))\b/i;
const WHEN = /#[trs]\d/;
const LENGTH = /#[ur]\d|\buntil\b|\btill?\b/i;
/** What one does alone needs nobody. */
const ALONE = /\b(?:block|reserve|focus|hold|prep|alone|myself)\b/i;

/** The booking of a clause with the people and the length that only the clause before it tells. */
export function withTold(clause: string, before: readonly string[]): string {
  const told = before.at(-1);
  if (told === undefined || !WANTED.test(told) || isOrder(told) || WHEN.test(told)) return clause;
  if (!isOrder(clause) || !WHEN.test(clause) || CHANGES.test(clause)) return clause;
  const people = markersOf(clause, 'p');
  const others = markersOf(told, 'p');
  if (people.length > 0 && !people.some((person) => others.includes(person))) return clause;
  const [length, ...more] = LENGTH.test(clause) ? [] : markersOf(told, 'u');
  const whom = people.length > 0 || ALONE.test(clause) ? [] : others.map((person) => `with ${person}`);
  return [clause.replace(/[.!? ]+$/, ''), ...whom, ...(length && more.length === 0 ? [length] : [])].join(' ');
}

const markersOf = (text: string, kind: string): string[] => [
  ...new Set(text.match(new RegExp(`#${kind}\\d+`, 'g')) ?? []),
];
