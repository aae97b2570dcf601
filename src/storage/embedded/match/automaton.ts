// Regular expressions that run in time linear in the text, however they repeat: all ways to match advance together,
// one character at a time, so there is nothing to go back to. They tell whether a text matches, not where.

/** The pattern has something that only backtracking can do, such as a back-reference or a look-around. */
export class NotRegular extends Error {}

type Test = (character: string) => boolean;
type Position = { readonly before: string | undefined; readonly after: string | undefined };

type Take = { readonly kind: 'take'; readonly test: Test };

type Step =
  | Take
  | { readonly kind: 'fork'; first: number; second: number }
  | { readonly kind: 'assert'; readonly holds: (at: Position) => boolean }
  | { readonly kind: 'match' };

/** Counted repetition is written out, which this bounds. */
const MOST_STEPS = 500;

/**
 * Compiles a pattern in JavaScript's syntax, with its flags, to a test of texts.
 * @throws NotRegular for back-references, look-arounds, and counts that would make it too large
 */
export function compileAutomaton(source: string, flags: string): (text: string) => boolean {
  const steps = new Parser(source, flags).parse();
  return (text) => run(steps, text);
}

const ATOM =
  /\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|[pP]\{[^}]*\}|c[a-z]|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/iuy;
const COUNT = /[*+?]|\{(\d+)(,?)(\d*)\}/y;

class Parser {
  readonly #source: string;
  readonly #flags: string;
  readonly #steps: Step[] = [];
  #at = 0;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags;
  }

  parse(): Step[] {
    this.#alternatives();
    if (this.#at < this.#source.length) throw new NotRegular('unbalanced parenthesis');
    this.#add({ kind: 'match' });
    return this.#steps;
  }

  #add(step: Step): number {
    if (this.#steps.length >= MOST_STEPS) throw new NotRegular('too many repetitions');
    return this.#steps.push(step) - 1;
  }

  #fork(first: number, second: number): { kind: 'fork'; first: number; second: number } {
    const fork = { kind: 'fork' as const, first, second };
    this.#add(fork);
    return fork;
  }

  #alternatives(): void {
    const start = this.#steps.length;
    this.#sequence();
    if (this.#source[this.#at] !== '|') return;
    this.#at++;
    // The branch so far moves behind a fork, and jumps over the other branches when it is done.
    const branch = this.#steps.splice(start);
    const fork = this.#fork(start + 1, 0);
    this.#append(branch, 1);
    const end = this.#fork(0, 0);
    fork.second = this.#steps.length;
    this.#alternatives();
    end.first = this.#steps.length;
    end.second = end.first;
  }

  #sequence(): void {
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at] as string)) {
      const start = this.#steps.length;
      this.#item();
      COUNT.lastIndex = this.#at;
      const count = COUNT.exec(this.#source);
      if (!count) continue;
      this.#at = COUNT.lastIndex;
      if (this.#source[this.#at] === '?') this.#at++;
      this.#repeat(this.#steps.splice(start), ...boundsOf(count));
    }
  }

  #repeat(body: readonly Step[], least: number, most: number): void {
    const from = this.#steps.length;
    let copies = 0;
    const copy = () => this.#append(body, this.#steps.length - from);
    for (; copies < least; copies++) copy();
    if (most === Number.POSITIVE_INFINITY) {
      const loop = this.#steps.length;
      const fork = this.#fork(loop + 1, 0);
      copy();
      this.#fork(loop, loop);
      fork.second = this.#steps.length;
      return;
    }
    const forks: { second: number }[] = [];
    for (; copies < most; copies++) {
      forks.push(this.#fork(this.#steps.length + 1, 0));
      copy();
    }
    for (const fork of forks) fork.second = this.#steps.length;
  }

  /** Adds steps that were taken from elsewhere, `shift` places further on than they were. */
  #append(steps: readonly Step[], shift: number): void {
    for (const step of steps) {
      if (step.kind === 'fork') this.#fork(step.first + shift, step.second + shift);
      else this.#add(step);
    }
  }

  #item(): void {
    const multiline = this.#flags.includes('m');
    const rest = this.#source.slice(this.#at);
    const character = rest[0];
    if (character === '(') {
      const open = /^\((?:\?:|\?<\w+>)?(?!\?)/.exec(rest);
      if (!open) throw new NotRegular('look-around');
      this.#at += open[0].length;
      this.#alternatives();
      if (this.#source[this.#at] !== ')') throw new NotRegular('unbalanced parenthesis');
      this.#at++;
      return;
    }
    ATOM.lastIndex = this.#at;
    const atom = ATOM.exec(this.#source)?.[0] ?? '';
    this.#at += atom.length;
    if (/^\\[1-9k]/.test(atom)) throw new NotRegular('back-reference');
    if (atom === '^')
      this.#add({ kind: 'assert', holds: ({ before }) => before === undefined || (multiline && before === '\n') });
    else if (atom === '$')
      this.#add({ kind: 'assert', holds: ({ after }) => after === undefined || (multiline && after === '\n') });
    else if (atom === '\\b') this.#add({ kind: 'assert', holds: (at) => isWord(at.before) !== isWord(at.after) });
    else if (atom === '\\B') this.#add({ kind: 'assert', holds: (at) => isWord(at.before) === isWord(at.after) });
    else this.#add({ kind: 'take', test: testOf(atom, this.#flags) });
  }
}

function boundsOf([text, least, comma, most]: RegExpExecArray): [least: number, most: number] {
  if (text === '*') return [0, Number.POSITIVE_INFINITY];
  if (text === '+') return [1, Number.POSITIVE_INFINITY];
  if (text === '?') return [0, 1];
  return [Number(least), comma ? (most ? Number(most) : Number.POSITIVE_INFINITY) : Number(least)];
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}

/** Whether one character is what an atom takes; JavaScript decides, once a character. */
function testOf(atom: string, flags: string): Test {
  const regex = atomOf(atom, flags.replace('m', ''));
  const seen = new Map<string, boolean>();
  return (character) => {
    let result = seen.get(character);
    if (result === undefined) {
      result = regex.test(character);
      if (seen.size < 1000) seen.set(character, result);
    }
    return result;
  };
}

/** Unicode mode refuses escapes that are harmless in PCRE, such as `\-`. */
function atomOf(atom: string, flags: string): RegExp {
  try {
    return new RegExp(`^(?:${atom})$`, flags);
  } catch {
    return new RegExp(`^(?:${atom})$`, flags.replace('u', ''));
  }
}

/** Which steps have been reached at one place of the text; emptied by going on to the next place, without clearing. */
type Reached = { readonly at: Int32Array; place: number };

function run(steps: readonly Step[], text: string): boolean {
  const reached: Reached = { at: new Int32Array(steps.length), place: 0 };
  const current: number[] = [];
  const waiting: number[] = [];
  let before: string | undefined;
  const characters = text[Symbol.iterator]();
  for (;;) {
    const after = characters.next().value;
    reached.place++;
    waiting.length = 0;
    for (const step of current) if (follow(steps, step, { before, after }, reached, waiting)) return true;
    // A match may begin at every place, so the first step is always among those to follow.
    if (follow(steps, 0, { before, after }, reached, waiting)) return true;
    if (after === undefined) return false;
    current.length = 0;
    for (const step of waiting) if ((steps[step] as Take).test(after)) current.push(step + 1);
    before = after;
  }
}

/** Goes from a step to all that take a character, through forks and assertions; true when the match is complete. */
function follow(steps: readonly Step[], start: number, here: Position, reached: Reached, waiting: number[]): boolean {
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (reached.at[at] === reached.place) continue;
    reached.at[at] = reached.place;
    const step = steps[at] as Step;
    if (step.kind === 'match') return true;
    if (step.kind === 'take') waiting.push(at);
    else if (step.kind === 'fork') open.push(step.first, step.second);
    else if (step.holds(here)) open.push(at + 1);
  }
  return false;
}
