// Wishes filled in like a form: "Who: Emil / When: Fri 22 May 9:00 / Length: 40 min / Topic: roadmap". The labels become
// the words that a sentence would have.

const WORDS: readonly (readonly [string, string])[] = [
  ['date|day|when|time|start(?:s| time)?|duration|length|how long', ' '],
  ['end(?:s| time)?', 'until '],
  ['who|with|attendees?|guests?|participants?|invitees?|people', 'with '],
  ['where|location|place|venue|room', 'at '],
  ['what|topic|subject|title|about|agenda|purpose', 'about '],
];
const LABELS = WORDS.map(
  ([names, words]) => [new RegExp(`(^|[,;/|.\\n(-])\\s*(?:${names})\\s*[:=]\\s*(?=\\S)`, 'giu'), words] as const,
);
const ANY = new RegExp(`(?:^|[,;/|.\\n(-])\\s*(?:${WORDS.map(([names]) => names).join('|')})\\s*[:=]\\s*\\S`, 'giu');
/** One label alone is a way to speak: "subject: pricing". */
const FEWEST = 3;

/** The text as a sentence, where at least three things are labelled. */
export function filledIn(text: string): string {
  if ((text.match(ANY)?.length ?? 0) < FEWEST) return text;
  return LABELS.reduce(
    (words, [label, plain]) => words.replace(label, (_, joint: string) => `${joint === '' ? '' : ', '}${plain}`),
    text,
  );
}
