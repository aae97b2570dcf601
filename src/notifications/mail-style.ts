// Colours of the mails. Mail programs read inline styles only, and a few of them one block of style for dark screens.
import { type Brand, mixed, readableOn, textOn } from '../domain/brand.ts';

export const LIGHT = {
  page: '#f3f5f6',
  card: '#ffffff',
  text: '#1b1f23',
  muted: '#5a636c',
  line: '#e1e5e8',
  alarm: '#b42318',
};

const DARK: typeof LIGHT = {
  page: '#111316',
  card: '#1a1d21',
  text: '#e6e8eb',
  muted: '#a0a9b3',
  line: '#2f343a',
  alarm: '#f4978e',
};

export interface Palette {
  readonly accent: string;
  readonly onAccent: string;
  /** The accent as text, and as a wash below text. */
  readonly link: string;
  readonly tint: string;
}

export function paletteOf({ color }: Brand): Palette {
  return {
    accent: color,
    onAccent: textOn(color),
    link: readableOn(color, LIGHT.card),
    tint: mixed(color, LIGHT.card, 0.1),
  };
}

/**
 * Dark screens: by media query where the program asks the system (Apple, Outlook on phones), and under the attributes
 * with which Outlook on the web marks what it has recoloured. Apart, since a program may drop a whole style sheet for
 * one selector that it does not know.
 */
export function darkStyles({ color }: Brand): readonly [media: string, outlook: string] {
  const link = readableOn(mixed(color, '#ffffff', 0.5), DARK.card);
  const tint = mixed(color, DARK.card, 0.28);
  const rules: readonly (readonly [name: string, property: string, value: string])[] = [
    ['page', 'background-color', DARK.page],
    ['card', 'background-color', DARK.card],
    ['tint', 'background-color', tint],
    ['text', 'color', DARK.text],
    ['muted', 'color', DARK.muted],
    ['alarm', 'color', DARK.alarm],
    ['link', 'color', link],
    ['line', 'border-color', DARK.line],
  ];
  const media = rules.map(([name, property, value]) => `.${name}{${property}:${value}!important}`);
  const outlook = rules.map(([name, property, value]) => {
    const mark = property === 'color' ? 'data-ogsc' : 'data-ogsb';
    return `[${mark}] .${name}{${property}:${value}!important}`;
  });
  return [`@media (prefers-color-scheme:dark){${media.join('')}}`, outlook.join('')];
}
