// Text as it comes from a model, passed on by whole sentences: half of one may say the opposite of what it will.

/** What ends a sentence, with the blank after it: before that, "2 p." may still become "2 p.m.". */
const END = /[.!?:…]["')\]]*\s+|\n+/g;

/**
 * Collects text and hands all whole sentences so far to `show` whenever there is one more. `show` answers whether it
 * could be shown; after the first refusal nothing more is handed over. The last sentence comes with the full answer.
 */
export function sentencesOf(show: (text: string) => boolean): (delta: string) => void {
  let text = '';
  let shown = 0;
  let refused = false;
  return (delta) => {
    if (refused) return;
    text += delta;
    const rest = text.slice(shown);
    const last = [...rest.matchAll(END)].at(-1);
    if (!last) return;
    shown += last.index + last[0].length;
    refused = !show(text.slice(0, shown).trim());
  };
}
