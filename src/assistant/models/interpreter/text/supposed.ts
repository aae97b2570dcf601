// "If I moved the demo to thursday, would tomorrow afternoon be free?": the question is about tomorrow afternoon.

const LEAD = '(?:(?:and|so|but|hey|ok(?:ay)?|well|hypothetically|purely hypothetical(?:ly)?)\\b[ ,:]*)*';
const THOUGHT = "(?:if|suppose|supposing|assuming|say|imagine|what if|let's say|pretend)";
const DONE =
  '(?:moved?|cancell?(?:ed)?|push(?:ed)?|shift(?:ed)?|dropp?(?:ed)?|skipp?(?:ed)?|swapp?(?:ed)?|put|cut|bumped?|gave|were to|had|did|took|got rid|brought|reschedul(?:ed?)|ditch(?:ed)?|bin(?:ned)?|scrap(?:ped)?)';
const FIRST = new RegExp(
  `^${LEAD}${THOUGHT} (?:(?:i|we|you|#p\\d+) (?:just |would )?${DONE}|(?:the|my|our|#[pd]\\d+ ?'s) [^?,]{2,50}? ${DONE})\\b[^?]*?(?:,| then)? (?=(?:would|will|could|can|do|does|am|is|are|what|what's|when|which|how)\\b[^?]*\\?)`,
  'i',
);
const LAST = new RegExp(
  `(?<=^${LEAD}(?:would|will|could|do|does|am|is|are|what|what's|when|how)\\b[^?]*),? ${THOUGHT} (?:i|we) (?:just |would )?${DONE}\\b[^?]*(?=\\?|$)`,
  'i',
);
/** It says itself which day it asks about. */
const DATED = /#[ds]\d/;

/** The question without the thought that it is asked under, where it holds a day of its own. */
export function withoutSupposition(text: string): string {
  const [thought] = text.match(FIRST) ?? text.match(LAST) ?? [];
  if (thought === undefined) return text;
  const rest = text.replace(thought, ' ').replace(/ {2,}/g, ' ').trim();
  return DATED.test(rest.split('?')[0] ?? '') ? rest : text;
}
