// Third stage: one sketch of the sentence, every recogniser in the order in which they may swallow each other.
import type { Situation } from '../../../situation.ts';
import { wallOf } from '../calendar.ts';
import { normalise } from '../text/normalise.ts';
import { dayFirst } from './calendar-dates.ts';
import { recogniseDates } from './dates.ts';
import { recogniseAddresses, recogniseNames } from './people.ts';
import { Sketch } from './sketch.ts';
import { recogniseTimes } from './times.ts';

export function sketchOf(text: string, situation: Situation): Sketch {
  const sketch = new Sketch(normalise(text));
  recogniseAddresses(sketch);
  recogniseDates(sketch, wallOf(situation.now, situation.zone), dayFirst(situation.locale, situation.zone));
  recogniseTimes(sketch, situation.now, situation.zone);
  sketch.tidy();
  recogniseNames(sketch, situation);
  correct(sketch);
  sketch.tidy();
  pronouns(sketch);
  sameDay(sketch);
  return sketch;
}

const SPOKEN_SLIPS =
  "no,? wait|no|wait|sorry|i mean|i meant|actually|make that|scratch that|rather|or rather|correction|oops|my bad|let's say";
/** Bounded everywhere: a flood of markers must not be tried in every way. */
const GAP = '[ ,.;:-]{0,6}';
const SLIP = `(?:${GAP}(?:${SPOKEN_SLIPS})\\b){1,3}${GAP}(?:(?:make it|make that|at|on|with|for)\\b )?`;

/** Corrections inside one message: "2, no, 3pm", "3pm tomorrow, sorry, 4pm" keep what was said last. */
function correct(sketch: Sketch): void {
  for (const kind of ['t', 'd', 'u', 'p', 'r']) {
    const pattern = new RegExp(`#${kind}\\d+((?:[ ,]{0,3}#[a-z]\\d+){0,4})${SLIP} ?(#${kind}\\d+)`, 'gi');
    sketch.text = sketch.text.replace(pattern, '$1 $2');
  }
}

/** "what's on friday and am i free at 3 that day?" */
function sameDay(sketch: Sketch): void {
  const [day, ...others] = new Set(sketch.text.match(/#d\d+/g));
  if (day === undefined || others.length > 0) return;
  sketch.text = sketch.text.replace(/\b(?:on )?(?:that|the same) day\b/gi, day);
}

/** "john wants to talk, book him tomorrow": where one person is named, the pronoun after a verb means that person. */
function pronouns(sketch: Sketch): void {
  const [person, ...others] = new Set(sketch.text.match(/#p\d+/g));
  if (person === undefined || others.length > 0) return;
  sketch.text = sketch.text.replace(
    /(?<=\b(?:book|schedule|meet|see|call|invite|with|put|get) )(?:him|her|them)\b(?!.*#p\d)/i,
    person,
  );
}
