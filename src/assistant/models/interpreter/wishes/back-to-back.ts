// Meetings that follow one another: "three back to back interviews from 1pm, 45 mins each: Ana, Joel and Wei". Each
// becomes a booking of its own, where so many people are named as there are to be meetings.
import { numberOf } from '../recognise/numbers.ts';
import type { Item, Sketch } from '../recognise/sketch.ts';

const IN_A_ROW =
  /,? *\b(?:back[- ]to[- ]back|one after (?:the other|another)|in a row|in succession|consecutive(?:ly)?|straight after (?:each other|one another))\b/i;
const CHANGES = /\b(?:move|cancel|push|shift|reschedule|free|swap|list|show)\b/i;
const COUNT = /\b(two|three|four|five|six|[2-6]) (?=(?:[\p{L}-]+ ){0,2}[\p{L}:]+s\b)/iu;
const SERIES = /\b([\p{L}:\d-]{3,}?)s\b/u;
const EACH = /,? *\b(?:for )?(?:each|apiece)\b|\beach (?:of them )?/gi;

/** The text with the meetings one by one, or as it is. */
export function oneByOne(sketch: Sketch): string {
  const { text } = sketch;
  const people = [...new Set(text.match(/#p\d+/g))];
  const [time, ...times] = text.match(/#[tr]\d+/g) ?? [];
  const lengths = text.match(/#u\d+/g) ?? [];
  if (
    !IN_A_ROW.test(text) ||
    CHANGES.test(text) ||
    people.length < 2 ||
    !time ||
    times.length > 0 ||
    lengths.length > 1
  )
    return text;
  const named = text.replace(IN_A_ROW, ' ').replace(/ {2,}/g, ' ');
  const told = named.match(COUNT)?.[1];
  if (told && numberOf(told) !== people.length) return text;
  const range = sketch.at('r', time.slice(2));
  const start = range?.from ?? sketch.at('t', time.slice(2))?.minute ?? 0;
  const minutes =
    sketch.at('u', lengths[0]?.slice(2))?.minutes ?? (range ? (range.to - range.from) / people.length : 0);
  if (minutes < 5 || minutes % 5 !== 0 || start + minutes * people.length > 1440) return text;
  const plain = named
    .replace(COUNT, '')
    .replace(EACH, ' ')
    .replace(/(?: *(?:,|and|&|\+|with|then|:|\()* *#p\d+)+ *\)?/gi, ' ')
    .replace(
      new RegExp(`(?:\\b(?:from|at|starting(?: at| from)?|beginning(?: at)?) )?${time}|${lengths[0] ?? '#$'}`, 'gi'),
      ' ',
    )
    .replace(SERIES, (word, one: string) => (/ss$|#/.test(word) ? word : one))
    .replace(/[ ,.;:]+$/, '');
  const marker = (item: Item) => `#${item.kind}${sketch.items.push({ item, source: '' }) - 1}`;
  return people
    .map((person, index) => {
      const at = marker({ kind: 't', minute: start + index * minutes, sure: true });
      return `book ${plain.replace(/^(?:please |can you |could you )*(?:book|schedule|set up|arrange|put in) /i, '')} with ${person} at ${at} ${marker({ kind: 'u', minutes })}`;
    })
    .join('; ')
    .replace(/\s+/g, ' ');
}
