// With whom and on which day, told before it is asked for: "Anna is fine with wednesday. Put us both down for 13:00".
import { CHANGES } from './repeated.ts';

/** Somebody who agreed, is there, or has time. */
const AGREED =
  /^(?:[^#]{0,40}\b)?#p\d+(?:(?:,| and| or|,? &) #p\d+)*,? (?:(?:has|have|is|are|was|were|says?|said|just|also|now|only|already|can|could|will|would|he's|she's|they're|it|'s|'re|'ll|'d)\b ?)*(?:fine|happy|good|ok|okay|free|around|available|in (?:town|the office)|back|confirmed|agreed|accepted|up for|keen|do|make|manage|meet|talk|prefers?|suggested|suggests|proposed|proposes|asked for|wants?|works?|suits?|is coming|comes in|visits|visiting|over)\b/i;
const OPEN =
  /\b(?:if|unless|or|either|whether|might|maybe|not|never|can't|cannot|won't|couldn't|doesn't|isn't|no longer)\b/i;
/** Those told of, by a pronoun. */
const THEM =
  /\b(?:us both|both of us|the two of us|me and (?:him|her|them)|him|her|them|us)\b(?! ?'s| (?!at|on|for|in|and|to|with|this|next|please|from|before|after|via|over|about|down|up|both|together|around)\p{L})/iu;

const BOOKS =
  /^(?:(?:please|so|and|can you|could you|would you|will you|can we|could we|let's|just|then|kindly)\b ?)*(?:get|put|book|set ?up|schedule|stick|pop|squeeze|slot|fit|arrange|pencil|grab|add|have|make|organi[sz]e|throw|block|reserve|do)\b/i;

/** Gives a booking that points at somebody the people, and the day, of the clause before it. */
export function withToldPeople(clauses: string[], clause: string): string[] {
  const last = clauses.at(-1);
  if (last === undefined || !isBookingOf(clause) || !tellsOf(last)) return [...clauses, clause];
  const days = new Set(last.match(/#d\d+/g));
  const dayless = !/#[ds]\d/.test(clause);
  const pointed = THEM.test(clause);
  if (days.size > 1 || (dayless && days.size === 0) || !(pointed || dayless)) return [...clauses, clause];
  const people = [...new Set(last.match(/#p\d+/g))].join(' and ');
  const whole = pointed ? clause.replace(THEM, people) : `${withoutEnd(clause)} with ${people}`;
  return [...clauses.slice(0, -1), dayless ? `${withoutEnd(whole)} ${[...days].join('')}` : whole];
}

const withoutEnd = (text: string): string => text.replace(/[ .!?]+$/, '');

const isBookingOf = (clause: string): boolean =>
  BOOKS.test(clause) && /#[trs]\d/.test(clause) && !CHANGES.test(clause) && !/#p\d/.test(clause);

const tellsOf = (clause: string): boolean =>
  AGREED.test(clause) && !/#[trs]\d/.test(clause) && !OPEN.test(clause) && !BOOKS.test(clause) && !CHANGES.test(clause);
