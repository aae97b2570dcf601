// Text that people wrote, made harmless for headers, calendars and sentences around it. HTML is escaped where it is made.

/** Marks that turn the direction of what follows them: a name could so rewrite the sentence that it stands in. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const LINE_BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;
const RIGHT_TO_LEFT =
  /[\p{Script=Adlam}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}\p{Script=Syriac}\p{Script=Thaana}]/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most `max` UTF-16 units, cut between characters as people see them. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  // Twice as much holds every character that begins before the end, but for one that is longer than the text may be.
  for (const { segment } of graphemes.segment(text.slice(0, 2 * max).toWellFormed())) {
    if (kept.length + segment.length >= max) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** A name or a title: one line without control characters, at most `max` long. */
export function oneLine(text: string, max = 200): string {
  const line = text
    .replace(DIRECTION, '')
    .replace(LINE_BREAKS, ' ')
    .replace(/\p{Cc}+/gu, ' ');
  return shortened(line.toWellFormed().replace(/ {2,}/g, ' ').trim(), max);
}

/** Text of several lines, at most `max` long: no more than one empty line in a row. */
export function severalLines(text: string, max = 4_000): string {
  const lines = text
    .replace(DIRECTION, '')
    .replace(LINE_BREAKS, '\n')
    .replace(/[^\P{Cc}\n\t]+/gu, ' ')
    .replace(/\n[ \t]+(?=\n)/g, '\n')
    .replace(/\n{3,}/g, '\n\n');
  return shortened(lines.toWellFormed().trim(), max);
}

/** For a place within a sentence: text that runs from right to left is kept from moving what stands around it. */
export function within(text: string, max?: number): string {
  const line = oneLine(text, max);
  return RIGHT_TO_LEFT.test(line) ? `\u2068${line}\u2069` : line;
}

/** An address that a link may have; anything but the web's is none. */
export function webAddress(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : undefined;
}
