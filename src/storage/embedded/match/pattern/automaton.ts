// Regular expressions that run in time linear in the text, however they repeat: all ways to match advance together,
// one character at a time, so there is nothing to go back to.

import type { Branches, Node, Place } from './tree.ts';

/** The pattern has something that only backtracking can do, such as a back-reference or a look-around. */
export class NotRegular extends Error {}

export type Take = { readonly kind: 'take'; readonly test: (character: string) => boolean };

export type Step =
  | Take
  /** Both ways, `first` rather than `second`. */
  | { readonly kind: 'fork'; first: number; second: number }
  | { readonly kind: 'assert'; readonly place: Place }
  /** Notes the place: a group begins (even) or ends (odd) here. */
  | { readonly kind: 'note'; readonly slot: number }
  | { readonly kind: 'match' };

export type Program = { readonly steps: readonly Step[]; readonly slots: number };

/** Counted repetition is written out, which this bounds. */
const MOST_STEPS = 500;

/** @throws NotRegular for back-references, look-arounds, and counts that would make it too large */
export function compileAutomaton(branches: Branches, ignoresCase: boolean): Program {
  return new Compiler(ignoresCase).compile(branches);
}

class Compiler {
  readonly #flags: string;
  readonly #steps: Step[] = [];
  /** A group that is written out several times notes its place in the same slots. */
  readonly #slots = new Map<Node, number>();

  constructor(ignoresCase: boolean) {
    this.#flags = ignoresCase ? 'iu' : 'u';
  }

  compile(branches: Branches): Program {
    this.#branches(branches);
    this.#add({ kind: 'match' });
    return { steps: this.#steps, slots: 2 + this.#slots.size * 2 };
  }

  #add<T extends Step>(step: T): T {
    if (this.#steps.length >= MOST_STEPS) throw new NotRegular('too many repetitions');
    this.#steps.push(step);
    return step;
  }

  #fork(): { first: number; second: number } {
    return this.#add({ kind: 'fork', first: this.#steps.length + 1, second: this.#steps.length + 1 });
  }

  #branches([branch = [], ...others]: Branches): void {
    const fork = others.length > 0 ? this.#fork() : undefined;
    for (const node of branch) this.#node(node);
    if (!fork) return;
    const end = this.#fork();
    fork.second = this.#steps.length;
    this.#branches(others);
    end.first = this.#steps.length;
    end.second = this.#steps.length;
  }

  #node(node: Node): void {
    switch (node.kind) {
      case 'one':
        this.#add({ kind: 'take', test: testOf(node.source, this.#flags) });
        return;
      case 'at':
        this.#add({ kind: 'assert', place: node.place });
        return;
      case 'group':
        this.#group(node, node.captures, node.branches);
        return;
      case 'repeat':
        this.#repeat(node.body, node.least, node.most, node.lazy);
        return;
      case 'look':
        throw new NotRegular('look-around');
      case 'back':
        throw new NotRegular('back-reference');
    }
  }

  #group(node: Node, captures: boolean, branches: Branches): void {
    if (!captures) {
      this.#branches(branches);
      return;
    }
    const slot = this.#slots.get(node) ?? 2 + this.#slots.size * 2;
    this.#slots.set(node, slot);
    this.#add({ kind: 'note', slot });
    this.#branches(branches);
    this.#add({ kind: 'note', slot: slot + 1 });
  }

  #repeat(body: Node, least: number, most: number, lazy: boolean): void {
    let copies = 0;
    for (; copies < least; copies++) this.#node(body);
    if (most === Number.POSITIVE_INFINITY) {
      const loop = this.#steps.length;
      const fork = this.#fork();
      this.#node(body);
      const back = this.#fork();
      back.first = loop;
      back.second = loop;
      this.#leave(fork, lazy);
      return;
    }
    const forks: { first: number; second: number }[] = [];
    for (; copies < most; copies++) {
      forks.push(this.#fork());
      this.#node(body);
    }
    for (const fork of forks) this.#leave(fork, lazy);
  }

  /** A fork into the next repetition also leads here, behind all of them: a lazy one rather so. */
  #leave(fork: { first: number; second: number }, lazy: boolean): void {
    if (lazy) fork.first = this.#steps.length;
    else fork.second = this.#steps.length;
  }
}

/** Whether one character is what an atom takes; JavaScript decides, once a character. */
function testOf(source: string, flags: string): Take['test'] {
  const regex = new RegExp(`^(?:${source})$`, flags);
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
