// The sketch of a sentence: its words, with everything recognised replaced by a marker (`#d3`), so that the grammar
// reads "book #u0 with #p1 #d2 at #t3" whatever the sentence said.

import type { SituationPerson } from '../../../situation.ts';
import type { Day, Wall } from '../calendar.ts';

export type PartOfDay = 'morning' | 'afternoon' | 'evening';

export type Item =
  | { readonly kind: 'p'; readonly person: SituationPerson }
  /** `sure`: the half of the day was said, or follows from 24-hour writing. */
  | {
      readonly kind: 't';
      readonly minute: number;
      readonly sure: boolean;
      readonly zone?: string;
      readonly around?: boolean;
      /** What the words mean as well, to people of other languages. */
      readonly or?: number;
      /** Told by the clocks of the person it is with. */
      readonly theirs?: boolean;
      /** The zone where the user is, which may be meant. */
      readonly elsewhere?: string;
    }
  | {
      readonly kind: 'r';
      readonly from: number;
      readonly to: number;
      readonly sure: boolean;
      readonly zone?: string;
      readonly elsewhere?: string;
    }
  /** `from` and `to` are the same for a single day. `doubt` names two readings of similar likelihood. */
  | {
      readonly kind: 'd';
      readonly from: Day;
      readonly to: Day;
      readonly doubt?: readonly [Day, Day];
      readonly weekday?: number;
      readonly wrong?: string;
    }
  | { readonly kind: 'u'; readonly minutes: number }
  | { readonly kind: 's'; readonly wall: Wall }
  | { readonly kind: 'b'; readonly part: PartOfDay }
  | { readonly kind: 'z'; readonly zone: string }
  /** A street address; its words are all that there is to it. */
  | { readonly kind: 'a' };

export type Kind = Item['kind'];
export type ItemOf<K extends Kind> = Extract<Item, { kind: K }>;

const MARKERS: Readonly<Record<Kind, RegExp>> = {
  p: /#p(\d+)/g,
  t: /#t(\d+)/g,
  r: /#r(\d+)/g,
  d: /#d(\d+)/g,
  u: /#u(\d+)/g,
  s: /#s(\d+)/g,
  b: /#b(\d+)/g,
  z: /#z(\d+)/g,
  a: /#a(\d+)/g,
};

export class Sketch {
  text: string;
  readonly items: { readonly item: Item; readonly source: string }[];

  constructor(text: string, items: { readonly item: Item; readonly source: string }[] = []) {
    this.text = text;
    this.items = items;
  }

  /** Replaces what the pattern finds and `read` understands; with an item may come words that stay behind it. */
  mark(pattern: RegExp, read: (match: RegExpMatchArray) => Item | readonly [Item, string] | null): void {
    const before = this.items.length;
    this.text = this.text.replace(pattern, (...given) => {
      const groups = typeof given.at(-1) === 'object' ? 1 : 0;
      const captures = given.slice(0, given.length - 2 - groups) as string[];
      const found = read(captures as unknown as RegExpMatchArray);
      const whole = captures[0] ?? '';
      if (found === null) return whole;
      const [item, rest] = 'kind' in found ? [found, ''] : found;
      this.items.push({ item, source: whole.slice(0, whole.length - rest.length) });
      return ` #${item.kind}${this.items.length - 1} ${rest}`;
    });
    // Later patterns count on single spaces between words.
    if (this.items.length > before) this.tidy();
  }

  /** The items of one kind that stand in `text`, in order. */
  all<K extends Kind>(kind: K, text: string = this.text): ItemOf<K>[] {
    return this.found(kind, text).map(({ item }) => item);
  }

  /** As {@link all}, each with the words that it was read from. */
  found<K extends Kind>(kind: K, text: string): { readonly item: ItemOf<K>; readonly source: string }[] {
    return [...text.matchAll(MARKERS[kind])].flatMap(([, index]) => {
      const one = this.items[Number(index)];
      return one?.item.kind === kind ? [{ item: one.item as ItemOf<K>, source: one.source }] : [];
    });
  }

  at<K extends Kind>(kind: K, index: string | undefined): ItemOf<K> | undefined {
    const item = index === undefined ? undefined : this.items[Number(index)]?.item;
    return item?.kind === kind ? (item as ItemOf<K>) : undefined;
  }

  /** The text as it was written, markers put back. */
  words(text: string): string {
    const written = text.replace(/#[a-z](\d+)/g, (_, index) => this.items[Number(index)]?.source ?? '');
    // A stretch of two times was read from their markers.
    return (written === text ? text : this.words(written)).replace(/\s+/g, ' ').trim();
  }

  /** The same items over a part of the text. */
  part(text: string): Sketch {
    return new Sketch(text, this.items);
  }

  tidy(): void {
    this.text = this.text.replace(/\s+/g, ' ').trim();
  }
}
