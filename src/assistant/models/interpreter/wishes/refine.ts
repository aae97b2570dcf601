// A wish and what is added to it: what the addition names replaces what the wish had of that kind.
import { type Item, type Kind, Sketch } from '../recognise/sketch.ts';
import type { Frame } from '../talk/talk.ts';
import { meansIn } from './conference.ts';
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
};

/** The sketch of the wish with the addition's times, people and lengths in it. */
export function refine(frame: Frame, adds: Sketch): Sketch {
  const { intent, sketch } = frame;
  const addition = withLength(frame, adds);
  const markers = [...addition.text.matchAll(/#([a-z])(\d+)/g)];
  const means = meansIn(addition.text);
  if (markers.length === 0) return means ? sketch.part(`${withoutMeans(sketch.text)} ${means}`) : sketch;
  const moving = intent === 'move';
  const { which, target: aimed } = moving ? targetOf(sketch.text) : { which: '', target: [] };
  const right = moving ? aimed.join(' ') : means ? withoutMeans(sketch.text) : sketch.text;
  const adding = /^(?:and|also|plus|add)\b|\btoo\b|\bas well\b/i.test(addition.text);
  const kinds = new Set(markers.map(([, kind]) => kind as Kind));
  const gone = [...kinds].filter((kind) => !(kind === 'p' && adding)).flatMap((kind) => [...REPLACES[kind]]);
  const kept =
    gone.length > 0
      ? right.replace(new RegExp(`(?:\\b(?:after|before|past|by|between) +)?#[${gone.join('')}]\\d+('s)?`, 'gi'), ' ')
      : right;
  const added = markers.map(
    ([, kind, index]) => `${kind === 'p' ? 'with ' : ''}#${kind}${Number(index) + sketch.items.length}`,
  );
  const way =
    addition.text.match(/#u\d+ *(?:later|earlier|sooner|back|forward|longer|shorter)\b/i)?.[0].match(/\p{L}+$/u)?.[0] ??
    '';
  const target = `${kept.replace(/\b(?:or|and|between)\b\s*(?=$|or|and|with #|#)/gi, ' ')} ${added.join(' ')} ${way} ${means ?? ''}`;
  const text = moving ? `${which} to ${target}` : target;
  return new Sketch(text.replace(/\s+/g, ' ').trim(), [...sketch.items, ...addition.items]);
}

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
