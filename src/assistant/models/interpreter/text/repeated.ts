// Several wishes under one verb: "book anna wed 9am and ben wed 10am, both on zoom", "push the sync and the review by
// half an hour". Each becomes a clause of its own.

import { numberOf } from '../recognise/numbers.ts';

/** Verbs of a change to what stands. */
export const CHANGES = /\b(?:move|push|shift|reschedule|bump|postpone|cancel|change|extend|shorten|swap|drop)\b/i;

const COUNTED = /\b(two|three|four|five|[2-5]) (?:more |separate )?(?:calls|meetings|sessions|slots|chats|times)\b/i;

/** "book anna wed 9am and ben wed 10am": the second half borrows the verb of the first. */
export function repeated(clause: string): string[] {
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
  return spread(clause) ?? each(clause) ?? [clause];
}

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
  /(?: and then| and| then|[,;]| plus| &)+ +(?=(?:then |also |another |one |an? (?:half )?|(?:hour|#u\d+)(?: (?:more|call|chat|meeting|slot))? |with |for )*#p\d)/i;
/** "both on Zoom", "45 minutes each": said of all of them. */
const OF_ALL =
  /[ ,.;]+(?:(?:and|all|both)\b ?)*(?:(?:both|each|all)\b(?: of (?:them|these))?(?: (?:for|on|via|by))* *[^#]*(?:#u\d+)?|#u\d+ each(?: time)?) *[.!]*$/i;

/** "anna at 9 and ben at 10": the second borrows the verb of the first, and the day where there is only one. */
function each(clause: string): string[] | undefined {
  if (CHANGES.test(clause)) return undefined;
  const shared = clause.match(OF_ALL)?.[0] ?? '';
  const halves = clause.slice(0, clause.length - shared.length).split(NEXT);
  const complete = (half: string) => /#p\d/.test(half) && /#[tr]\d/.test(half);
  const [first, ...rest] = halves;
  if (!first || rest.length === 0 || !halves.every(complete)) return undefined;
  const verb = first.match(/^(.*?)(?=(?: (?:on|for|with|at))* *#)/)?.[1] ?? '';
  const days = [...new Set(clause.match(/#d\d+/g))];
  const [day] = days.length === 1 ? days : [];
  const dated = (half: string) => (day === undefined || half.includes(day) ? half : `${half} ${day}`);
  const ofAll = shared
    .replace(/\b(?:both|each|all)(?: of (?:them|these))?\b|\beach time\b|^[ ,.;]+|[.!]+$/gi, ' ')
    .trim();
  return [first, ...rest.map((half) => `${verb} with ${half.replace(/^(?:then|also|another|one|with) /i, '')}`)].map(
    (half) => `${dated(half)} ${ofAll}`.replace(/\s+/g, ' ').trim(),
  );
}
