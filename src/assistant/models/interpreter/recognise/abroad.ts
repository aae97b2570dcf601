// "I'm in Singapore this week, book Wei tomorrow at 9": a time that may be told by the clocks where one is.
import { wallOf } from '../calendar.ts';
import type { Sketch } from './sketch.ts';
import { cityZone } from './zone-names.ts';

/** Where one is for the time being, up to where the next thing begins. */
const AWAY =
  /(?<=^|[.;,!] *)(?:(?:so|and|since|as|because|while|when|hi|hey|fyi|btw)\b[ ,]*)*(?:i'm|i am|i'll be|i will be|we're|we are)(?: (?:travelling|traveling|working|staying|over|out|away|back|currently|now|off|going|flying))*(?: (?:in|to|from))+ (?:the )?(\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?)(?: (?:office|for work|on business|right now|at the moment|all week|(?:from|until|till|through|on|for) #d\d+|#d\d+))* *(?:[,.;]|\b(?:so|and)\b|(?=(?:can|could|please|book|schedule|set|put)\b))/iu;
const IN_A_PLACE = /\b(?:in|to|from) (?:the )?\p{Lu}/u;
/** Said of a time there. */
const THERE = /^ *,? *\(?(?:(?:over )?here(?: time)?|local(?: time)?|(?:over )?there)\b\)?/i;

/** Tells of each time whose zone nobody said that it may be of where the user is now; takes away the telling of it. */
export function markAbroad(sketch: Sketch, now: Date, zone: string): void {
  const found = IN_A_PLACE.test(sketch.text) ? sketch.text.match(AWAY) : null;
  const there = found?.[1] === undefined ? undefined : cityZone(found[1]);
  if (!found || there === undefined || wallOf(now, there).minute === wallOf(now, zone).minute) return;
  sketch.text = sketch.text.replace(found[0], ' ');
  for (const [index, { item, source }] of sketch.items.entries()) {
    if ((item.kind !== 't' && item.kind !== 'r') || item.zone !== undefined) continue;
    const marker = `#${item.kind}${index}`;
    const at = sketch.text.search(new RegExp(`${marker}(?!\\d)`));
    const behind = sketch.text.slice(at + marker.length);
    const said = at < 0 ? undefined : behind.match(THERE)?.[0];
    sketch.items[index] = {
      item: said === undefined ? { ...item, elsewhere: there } : { ...item, zone: there },
      source,
    };
    if (said) sketch.text = `${sketch.text.slice(0, at + marker.length)} ${behind.slice(said.length)}`;
  }
  sketch.tidy();
}
