// Lengths of time: "45m", "an hour and a half", "two days later".
import { clockTime } from './clock-time.ts';
import { MOVING } from './date-words.ts';
import { NUMBER, numberOf } from './numbers.ts';
import type { Item, Sketch } from './sketch.ts';

export function recogniseDurations(sketch: Sketch): void {
  // "15h" and "14h30" are times of the day, "2h" and "1h30" are lengths
  sketch.mark(/(?<![\d.:-])(0?[7-9]|1\d|2[0-3])h([0-5]\d)?\b/gi, ([, h, m]) =>
    clockTime(Number(h), Number(m ?? 0), undefined, 0, false, true),
  );
  const lasting = (minutes: number): Item | null =>
    minutes > 0 && minutes <= 1440 ? { kind: 'u', minutes: Math.round(minutes) } : null;
  const days = '(a|an|one|two|three|four|five|six|\\d{1,2}) (day|week)s?';
  sketch.mark(new RegExp(`\\b${days}(?= (?:later|earlier|back|forward|sooner)\\b)`, 'gi'), ([, n, unit]) =>
    shift(n, unit),
  );
  sketch.mark(new RegExp(`(?<=\\b(?:back|by|forward|up|off) )${days}\\b(?! from)`, 'gi'), ([, n, unit]) =>
    shift(n, unit),
  );
  if (MOVING.test(sketch.text) || /\b(?:delay|put)\b/i.test(sketch.text))
    sketch.mark(
      new RegExp(`(?<!\\b(?:in|every) )\\b${days}\\b(?= *(?:$|[.,!]|please\\b|if\\b|because\\b))`, 'gi'),
      ([, n, unit]) => shift(n, unit),
    );
  sketch.mark(/\b(?:an |one |1 )?hour and a half\b/gi, () => lasting(90));
  sketch.mark(/\b(\w+) and a half hours?\b/gi, ([, n]) =>
    Number.isNaN(numberOf(n)) ? null : lasting(numberOf(n) * 60 + 30),
  );
  sketch.mark(/\b(?:three|3) quarters of an hour\b/gi, () => lasting(45));
  sketch.mark(/\bhalf(?:[- ]an?)?[- ](?:hour|hr)\b/gi, () => lasting(30));
  sketch.mark(/\b(?:a )?quarter(?: of an)? hour\b/gi, () => lasting(15));
  sketch.mark(/\b(\d{1,2})\s?h(?:ours?|rs?)?\s?(?:and )?(\d{1,2})\s?m?(?:in(?:ute)?s?)?\b(?!:)/gi, ([all, h, m]) =>
    Number(h) < 6 && (/\d\s?m|hour|hr/i.test(all ?? '') || Number(h) < 6) ? lasting(Number(h) * 60 + Number(m)) : null,
  );
  sketch.mark(
    /(?<=\b(?:book|schedule|grab|me|us|need|quick|by) )(5|10|15|20|25|30|40|45|50|60|90)\b(?! ?(?:am|pm|:|h|min|people|meetings|times|\/|\.|%|-|#))/gi,
    ([, n]) => lasting(Number(n)),
  );
  sketch.mark(
    /(?<!(?:\b(?:at|to|from|around|until|till|by|and|or)|@|#d\d+,?|[\d:./-]) *)(?<![\d:./#-])\b(15|20|25|30|40|45|50|60|90) (?=with\b)/gi,
    ([, n]) => lasting(Number(n)),
  );
  sketch.mark(/(?<=\bfor )(25|30|40|45|50|60|90)\b(?! ?(?:am|pm|:|h|min|people|persons|%|-|\/|\.\d))/gi, ([, n]) =>
    lasting(Number(n)),
  );
  sketch.mark(/(?<=\b(?:free|spare|open) )(half[- ]?)?hour\b/gi, ([, half]) => lasting(half ? 30 : 60));
  sketch.mark(/\b(?:an? )?hour[- ]long\b|\bhourlong\b/gi, () => lasting(60));
  sketch.mark(
    new RegExp(`\\b(${NUMBER})[- ]?(hours?|hrs?|h|minutes?|mins?|min|m|mn)(?:'s)?\\b`, 'gi'),
    ([all, n, unit]) =>
      /^an? ?m$|^a ?h$/i.test(all ?? '') ? null : lasting(numberOf(n) * (/^h/i.test(unit ?? '') ? 60 : 1)),
  );
}

const shift = (count: string | undefined, unit: string | undefined): Item => ({
  kind: 'u',
  minutes: numberOf(count) * (/week/i.test(unit ?? '') ? 7 : 1) * 1440,
});
