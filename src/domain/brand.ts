// How this Parley presents itself, on its pages and in its mails.

export interface Brand {
  readonly name: string;
  /** The accent: `#rrggbb`. */
  readonly color: string;
}

/** Black or white, whichever is easier to read on the colour. */
export function textOn(color: string): '#000000' | '#ffffff' {
  return contrast(color, '#000000') > contrast(color, '#ffffff') ? '#000000' : '#ffffff';
}

/** A colour between two, for readers that cannot mix them themselves: `share` of the first, the rest of the second. */
export function mixed(color: string, other: string, share: number): string {
  const rest = channels(other);
  const mix = channels(color).map((channel, index) => Math.round(channel * share + (rest[index] ?? 0) * (1 - share)));
  return `#${mix.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** What WCAG 2.2 asks of text in its usual size. */
const READABLE = 4.5;

/** The colour, or the nearest shade of it in which text can be read on the background. */
export function readableOn(color: string, background: string): string {
  const goal = textOn(background);
  const shades = Array.from({ length: 21 }, (_, step) => mixed(color, goal, 1 - step / 20));
  return shades.find((shade) => contrast(shade, background) >= READABLE) ?? goal;
}

/** From 1 (the same) to 21 (black on white), as WCAG 2.2 defines it. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
