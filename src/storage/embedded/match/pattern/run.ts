// Runs an automaton over a text: all ways to match advance together, the better ones first, as backtracking prefers them.

import type { Program, Step, Take } from './automaton.ts';
import type { Place } from './tree.ts';

/** What lies before and after a place; `last` when nothing follows what lies after. */
type Around = { readonly before: string | undefined; readonly after: string | undefined; readonly last: boolean };

function holds(place: Place, { before, after, last }: Around): boolean {
  switch (place) {
    case 'start':
      return before === undefined;
    case 'lineStart':
      return before === undefined || (before === '\n' && after !== undefined);
    case 'end':
      return after === undefined || (after === '\n' && last);
    case 'veryEnd':
      return after === undefined;
    case 'lineEnd':
      return after === undefined || after === '\n';
    case 'word':
      return isWord(before) !== isWord(after);
    case 'noWord':
      return isWord(before) === isWord(after);
  }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}

/** Which steps have been reached at one place of the text; emptied by going on to the next place, without clearing. */
type Reached = { readonly at: Int32Array; place: number };

/** A way to match that is under way: the next step, and the places noted. */
type Way = { readonly step: number; readonly noted: readonly number[] };

const NOTHING: readonly number[] = [];

/** Whether the program matches anywhere. */
export function matches(program: Program, text: string): boolean {
  return run(program, text, 0, false) !== undefined;
}

/**
 * Where the program matches first at or behind `from`: the offsets at which the match and each of its groups begin and
 * end, -1 for a group that took no part.
 */
export function locate(program: Program, text: string, from: number): readonly number[] | undefined {
  return run(program, text, from, true);
}

function run({ steps, slots }: Program, text: string, from: number, places: boolean): readonly number[] | undefined {
  const reached: Reached = { at: new Int32Array(steps.length), place: 0 };
  let ways: Way[] = [];
  let found: readonly number[] | undefined;
  let before = from > 0 ? characterBefore(text, from) : undefined;
  for (let at = from; ; ) {
    const code = text.codePointAt(at);
    const after = code === undefined ? undefined : String.fromCodePoint(code);
    const next = at + (after?.length ?? 0);
    const around = { before, after, last: next === text.length };
    const waiting: Way[] = [];
    reached.place++;
    // A match may begin at every place until one is found, with the least right to go on.
    if (!found) ways.push({ step: 0, noted: places ? begun(slots, at) : NOTHING });
    for (const way of ways) {
      const noted = follow(steps, way, around, at, reached, waiting, places);
      if (!noted) continue;
      if (!places) return noted;
      found = [noted[0] as number, at, ...noted.slice(2)];
      break;
    }
    if (after === undefined || (found && waiting.length === 0)) return found;
    ways = [];
    for (const { step, noted } of waiting) {
      if ((steps[step] as Take).test(after)) ways.push({ step: step + 1, noted });
    }
    before = after;
    at = next;
  }
}

function characterBefore(text: string, at: number): string {
  const unit = text.slice(at - 1, at);
  return /[\udc00-\udfff]/.test(unit) ? text.slice(Math.max(0, at - 2), at) : unit;
}

function begun(slots: number, at: number): number[] {
  const noted = new Array<number>(slots).fill(-1);
  noted[0] = at;
  return noted;
}

/**
 * Goes from a step to all that take a character, the better ones first; answers the places noted when it gets to the
 * match, which is better than all that it has not tried yet.
 */
function follow(
  steps: readonly Step[],
  from: Way,
  around: Around,
  at: number,
  reached: Reached,
  waiting: Way[],
  places: boolean,
): readonly number[] | undefined {
  const open = [from];
  for (let way = open.pop(); way; way = open.pop()) {
    const { step: number, noted } = way;
    if (reached.at[number] === reached.place) continue;
    reached.at[number] = reached.place;
    const step = steps[number] as Step;
    switch (step.kind) {
      case 'match':
        return noted;
      case 'take':
        waiting.push(way);
        break;
      case 'fork':
        open.push({ step: step.second, noted }, { step: step.first, noted });
        break;
      case 'note':
        open.push({ step: number + 1, noted: places ? noted.with(step.slot, at) : noted });
        break;
      case 'assert':
        if (holds(step.place, around)) open.push({ step: number + 1, noted });
    }
  }
  return undefined;
}
