// Small texts: times, initials, links that are safe to follow.

/** The instant of a message ts. */
export function instantOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

export function timeIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat(undefined, { timeZone: zone, hour: 'numeric', minute: '2-digit' }).format(at);
}

export function dayIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat(undefined, { timeZone: zone, weekday: 'long', month: 'long', day: 'numeric' }).format(
    at,
  );
}

/** `New York` of `America/New_York`. */
export function cityOf(zone: string): string {
  return zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
}

export function initialsOf(name: string): string {
  return name
    .split(' ')
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('');
}

/** Undoes Slack's escapes. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Null for anything but a web or mail link. */
export function safeLink(url: string): string | null {
  const target = unescapeText(url);
  return URL.canParse(target) && /^(https?|mailto):$/.test(new URL(target).protocol) ? target : null;
}
