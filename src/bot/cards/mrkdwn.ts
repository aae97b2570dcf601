// Text of people inside Slack's markup: escaped, so that it can neither mention anybody nor make a link, and cut to fit.

/** Slack's three control characters. Everything that pings or links needs `<`. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** At most `max` characters, the last an ellipsis if anything is cut. Never cuts a character in two. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

/** Escaped text of at most `max` characters: cut before it is escaped, so that no escape is cut. */
export function escapeCut(text: string, max: number): string {
  for (let length = max; ; length -= Math.max(1, Math.ceil((escapeText(cut(text, length)).length - max) / 4))) {
    const escaped = escapeText(cut(text, length));
    if (escaped.length <= max) return escaped;
  }
}

export function mrkdwn(text: string) {
  // Verbatim: names of channels and people stay plain text.
  return { type: 'mrkdwn', text, verbatim: true } as const;
}

/** `emoji: false` keeps `:tada:` in people's words as they typed it. */
export function plain(text: string, max: number) {
  return { type: 'plain_text', text: cut(text, max) || ' ', emoji: false } as const;
}
