// How this Parley presents itself, on its pages and in its mails.

export interface Brand {
  readonly name: string;
  /** The accent: `#rrggbb`. */
  readonly color: string;
}

/** Black or white, whichever is easier to read on the colour (WCAG 2.2, relative luminance). */
export function textOn(color: string): '#000000' | '#ffffff' {
  const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
}

/** A colour between two, for readers that cannot mix them themselves: `share` of the first, the rest of the second. */
export function mixed(color: string, other: string, share: number): string {
  const rest = channels(other);
  const mix = channels(color).map((channel, index) => Math.round(channel * share + (rest[index] ?? 0) * (1 - share)));
  return `#${mix.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
