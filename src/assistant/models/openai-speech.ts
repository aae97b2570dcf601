// Text on its way to a person, as it streams. What may turn out to be a call or a thought is held back until it is known.
import { MARKS, withoutThoughts } from './openai-text-calls.ts';

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
  let toldLength = 0;

  function tell(until: number): void {
    const text = withoutThoughts(heard);
    if (!onText || until <= toldLength) return;
    onText(text.slice(toldLength, until));
    toldLength = until;
  }

  return {
    hear(delta) {
      heard += delta;
      tell(suspicious(withoutThoughts(heard), toldLength, marks));
    },
    text: () => withoutThoughts(heard),
    told: () => toldLength > 0,
    release: () => tell(withoutThoughts(heard).length),
  };
}

/** Where text begins that may be a call: at a mark or the beginning of one, or at a JSON value that comes first. */
function suspicious(text: string, from: number, marks: readonly string[]): number {
  const start = text.search(/\S/);
  if (start < 0) return 0;
  if (text[start] === '{' || text[start] === '[') return 0;
  for (let at = from; at < text.length; at++) {
    const rest = text.slice(at, at + LONGEST_MARK);
    if (marks.some((mark) => rest.startsWith(mark) || mark.startsWith(rest))) return at;
  }
  return text.length;
}
