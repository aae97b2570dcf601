// A wish and what is added to it: what the addition names replaces what the wish had of that kind.
import { type Item, type Kind, Sketch } from '../recognise/sketch.ts';
import type { Frame } from '../talk/talk.ts';
import { meansIn } from './conference.ts';
import { detailsIn } from './details.ts';
import { RULED_OUT } from './guests.ts';
import { targetOf } from './roles.ts';

/** Which kinds a new item of a kind pushes out. */
const REPLACES: Readonly<Record<Kind, string>> = {
  t: 'trs',
  r: 'trsu',
  s: 'trsd',
  d: 'ds',
  u: 'u',
  p: 'p',
  b: 'b',
  z: 'z',
  a: 'a',
};

/** The sketch of the wish with the addition's times, people and lengths in it. */
export function refine(frame: Frame, adds: Sketch): Sketch {
  const { intent, sketch } = frame;
  const nudged = nudgedBy(frame, adds);
  if (nudged) return nudged;
  const addition = withLength(frame, adds.part(adds.text.replace(RULED_OUT, ' ')));
  const markers = [...addition.text.matchAll(/#([a-z])(\d+)/g)];
  const means = meansIn(addition.text);
  const { said } = detailsIn(addition.text);
  if (markers.length === 0)
    return means || said
      ? sketch.part(
          `${means ? withoutMeans(sketch.text) : sketch.text} ${means ?? ''} ${said}`.replace(/\s+/g, ' ').trim(),
        )
      : sketch;
  const moving = intent === 'move';
  const { which, target: aimed } = moving ? targetOf(sketch.text) : { which: '', target: [] };
  const right = moving ? aimed.join(' ') : means ? withoutMeans(sketch.text) : sketch.text;
  const adding = ADDS_PEOPLE.test(addition.text);
  const kinds = new Set(markers.map(([, kind]) => kind as Kind));
  const gone = [...kinds].filter((kind) => !(kind === 'p' && adding)).flatMap((kind) => [...REPLACES[kind]]);
  const kept =
    gone.length > 0
      ? right.replace(new RegExp(`(?:\\b(?:after|before|past|by|between) +)?#[${gone.join('')}]\\d+('s)?`, 'gi'), ' ')
      : right;
  const added = markers.map(([marker, kind, index]) => {
    const bound =
      intent === 'availability' ? (addition.text.match(new RegExp(`${BOUND}(?= *${marker}\\b)`, 'i'))?.[0] ?? '') : '';
    return `${kind === 'p' ? 'with' : bound} #${kind}${Number(index) + sketch.items.length}`.trim();
  });
  const way =
    addition.text.match(/#u\d+ *(?:later|earlier|sooner|back|forward|longer|shorter)\b/i)?.[0].match(/\p{L}+$/u)?.[0] ??
    '';
  const target = `${kept.replace(/\b(?:or|and|between)\b\s*(?=$|or|and|with #|#)/gi, ' ')} ${added.join(' ')} ${way} ${means ?? ''} ${said}`;
  const text = moving ? `${which} ${/\bby #u\d/i.test(addition.text) ? 'by' : 'to'} ${target}` : target;
  return new Sketch(text.replace(/\s+/g, ' ').trim(), [...sketch.items, ...addition.items]);
}

/** "but 20 minutes earlier": than the one time of the wish. */
const NUDGE = /(?<!\b(?:longer|shorter|lasts?|for) )#u(\d+) *(earlier|later|sooner)\b/i;

function nudgedBy(frame: Frame, { text, items }: Sketch): Sketch | undefined {
  const [phrase, index, way = ''] = text.match(NUDGE) ?? [];
  const [time, ...times] = frame.sketch.all('t');
  const length = new Sketch(text, items).at('u', index);
  if (phrase === undefined || !length || !time || times.length > 0 || frame.intent !== 'book') return undefined;
  const minute = time.minute + (/later/i.test(way) ? length.minutes : -length.minutes);
  if (minute < 0 || minute >= 1440) return undefined;
  const moved = withItems(frame, [{ ...time, minute }]);
  const rest = text.replace(phrase, ' ');
  return /#[a-z]\d/.test(rest) ? refine({ ...frame, sketch: moved }, new Sketch(rest, items)) : moved;
}

/** What makes a time the end of what is looked at. */
const BOUND = '\\b(?:after|before|until|till|by|from|past|later than|earlier than)';

/** "and Kofi", "can you also invite Kofi?": beside those who are there. */
export const ADDS_PEOPLE =
  /^(?:and|also|plus|add)\b|\b(?:too|as well|also)\b|\b(?:add|invite|include|bring|cc|loop in)(?: in| along)? (?:with )?#p/i;

/** The text without the means that it names: another takes its place. */
const withoutMeans = (text: string) => text.replace(meansIn(text) ?? '', ' ');

/** "no, at 4" moves what was to last from 2 to 3, and leaves it an hour. */
function withLength({ sketch }: Frame, addition: Sketch): Sketch {
  const [range] = sketch.all('r');
  if (!range || addition.all('t').length !== 1 || /#[rsu]\d/.test(`${addition.text} ${sketch.text.replace(/#r/g, '')}`))
    return addition;
  const item = { kind: 'u', minutes: range.to - range.from } as const;
  return new Sketch(`${addition.text} #u${addition.items.length}`, [...addition.items, { item, source: '' }]);
}

/** The sketch with other items of these kinds. */
export function withItems(frame: Frame, items: readonly Item[]): Sketch {
  const text = items.map((item, index) => `#${item.kind}${index}`).join(' ');
  return refine(
    frame,
    new Sketch(
      text,
      items.map((item) => ({ item, source: '' })),
    ),
  );
}
