// A regular expression as a tree, and as JavaScript writes it.

/** Where nothing is taken, but the place counts. `end` is the text's end or before a newline there, as `$` has it. */
export type Place = 'start' | 'lineStart' | 'end' | 'veryEnd' | 'lineEnd' | 'word' | 'noWord';

export type Node =
  /** One character; `source` is how JavaScript writes which. */
  | { readonly kind: 'one'; readonly source: string }
  | { readonly kind: 'at'; readonly place: Place }
  | { readonly kind: 'group'; readonly captures: boolean; readonly branches: Branches }
  | { readonly kind: 'look'; readonly open: '(?=' | '(?!' | '(?<=' | '(?<!'; readonly branches: Branches }
  /** What a group has taken, once more. */
  | { readonly kind: 'back'; readonly source: string }
  | {
      readonly kind: 'repeat';
      readonly body: Node;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
    };

/** Alternatives, each a sequence. */
export type Branches = readonly (readonly Node[])[];

const PLACES: Readonly<Record<Place, string>> = {
  start: '^',
  lineStart: '(?:^|(?<=\\n)(?=[^]))',
  end: '(?=\\n?$)',
  veryEnd: '$',
  lineEnd: '(?=\\n|$)',
  word: '\\b',
  noWord: '\\B',
};

/** For a RegExp with the flag `u`, and neither `m` nor `s`. */
export function sourceOf(branches: Branches): string {
  return branches.map((nodes) => nodes.map(sourceOfNode).join('')).join('|');
}

function sourceOfNode(node: Node): string {
  switch (node.kind) {
    case 'one':
    case 'back':
      return node.source;
    case 'at':
      return PLACES[node.place];
    case 'group':
      return `${node.captures ? '(' : '(?:'}${sourceOf(node.branches)})`;
    case 'look':
      return `${node.open}${sourceOf(node.branches)})`;
    case 'repeat': {
      const { body, least, most, lazy } = node;
      const what = body.kind === 'one' || body.kind === 'group' ? sourceOfNode(body) : `(?:${sourceOfNode(body)})`;
      return `${what}{${least},${most === Number.POSITIVE_INFINITY ? '' : most}}${lazy ? '?' : ''}`;
    }
  }
}
