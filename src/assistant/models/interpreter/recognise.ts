// Third stage: one sketch of the sentence, every recogniser in the order in which they may swallow each other.
import type { Situation } from '../../situation.ts';
import { wallOf } from './calendar.ts';
import { normalise } from './normalise.ts';
import { dayFirst, recogniseDates } from './recognise-dates.ts';
import { recogniseAddresses, recogniseNames } from './recognise-people.ts';
import { recogniseTimes } from './recognise-times.ts';
import { Sketch } from './sketch.ts';

export function sketchOf(text: string, situation: Situation): Sketch {
  const sketch = new Sketch(normalise(text));
  recogniseAddresses(sketch);
  recogniseDates(sketch, wallOf(situation.now, situation.zone), dayFirst(situation.locale, situation.zone));
  recogniseTimes(sketch, situation.now, situation.zone);
  sketch.tidy();
  recogniseNames(sketch, situation);
  correct(sketch);
  sketch.tidy();
  return sketch;
}

/** Corrections inside one message: "2, no, 3pm", "tuesday, sorry, wednesday" keep what was said last. */
function correct(sketch: Sketch): void {
  const again =
    '(?:[,.;-]* *(?:no,? wait|no|wait|sorry|i mean|actually|make that|scratch that|rather|or rather|correction|oops)[,.;:-]*)+ *(?:make (?:it|that)|at|on|with|for|i meant?)? *';
  for (const kind of ['t', 'd', 'u', 'p', 'r']) {
    sketch.text = sketch.text.replace(new RegExp(`#${kind}\\d+ ${again}(#${kind}\\d+)`, 'gi'), '$1');
  }
}
