// Text on its way to a person, as it streams. What may turn out to be a call or a thought is held back until it is known.
import { MARKS, withoutThoughts } from './openai-text-calls.ts';

const THOUGHT = '<think>';
const THOUGHT_END = '</think>';
const LONGEST_MARK = 40;

export interface Speech {
  hear(delta: string): void;
  /** All text so far, thoughts left out. */
  text(): string;
  /** Whether any of it was told. */
  told(): boolean;
  /** Tells what was held back: it was text after all. */
  release(): void;
}

/** `names` are those of the tools, as a call written as text may begin with one. */
export function createSpeech(onText: ((delta: string) => void) | undefined, names: Iterable<string>): Speech {
  const marks = [...MARKS, ...[...names].map((name) => `${name}(`)];
  let heard = '';
  /** Where the text after the thoughts begins; undefined until that is known. */
  let begin: number | undefined;
  /** How far it was told. */
  let told = 0;

  function tell(until: number): void {
    if (!onText || begin === undefined || until <= Math.max(told, begin)) return;
    onText(heard.slice(Math.max(told, begin), until));
    told = until;
  }

  return {
    hear(delta) {
      heard += delta;
      if (begin === undefined && /\S/.test(delta)) begin = beginOf(heard);
      if (begin !== undefined) tell(suspicious(heard, Math.max(told, begin), begin, marks));
    },
    text: () => withoutThoughts(heard),
    told: () => told > 0,
    release() {
      begin ??= heard.length - withoutThoughts(heard).length;
      tell(heard.length);
    },
  };
}

function beginOf(heard: string): number | undefined {
  const first = heard.search(/\S/);
  const opening = heard.slice(first, first + THOUGHT.length);
  if (opening !== THOUGHT) return THOUGHT.startsWith(opening) ? undefined : 0;
  const end = heard.indexOf(THOUGHT_END, first);
  const after = end < 0 ? -1 : heard.slice(end + THOUGHT_END.length).search(/\S/);
  return after < 0 ? undefined : end + THOUGHT_END.length + after;
}

/** Where text begins that may be a call: at a mark or the beginning of one, or at a JSON value that comes first. */
function suspicious(text: string, from: number, begin: number, marks: readonly string[]): number {
  const first = from === begin ? begin + text.slice(begin).search(/\S/) : from;
  if (from === begin && (text[first] === '{' || text[first] === '[')) return begin;
  for (let at = from; at < text.length; at++) {
    const rest = text.slice(at, at + LONGEST_MARK);
    if (marks.some((mark) => rest.startsWith(mark) || mark.startsWith(rest))) return at;
  }
  return text.length;
}
