// Days with names of their own: the next one that comes.
import { type Day, dayOf, nthWeekday, partsOf, weekdayOf } from '../calendar.ts';
import type { Sketch } from './sketch.ts';

const fixed = (month: number, date: number) => (year: number) => dayOf(year, month, date);
const nth = (month: number, count: number, weekday: number) => (year: number) =>
  nthWeekday(dayOf(year, month, 1), count, weekday);

/** Where Thanksgiving is in October, and Mother's Day in Lent. */
const CANADIAN =
  /^America\/(?:Toronto|Montreal|Vancouver|Edmonton|Winnipeg|Halifax|Regina|St_Johns|Moncton|Whitehorse|Yellowknife|Iqaluit)$|^Canada\//;
const BRITISH = /^Europe\/(?:London|Belfast|Dublin|Jersey|Guernsey|Isle_of_Man)$/;

/** Longer names first: "christmas eve" is not "christmas". */
const HOLIDAYS: readonly (readonly [string, (year: number, zone: string) => Day])[] = [
  ['(?:christmas|xmas|x-mas) eve', fixed(12, 24)],
  ['(?:christmas|xmas|x-mas)(?: day)?', fixed(12, 25)],
  ['boxing day', fixed(12, 26)],
  ["new years?'?s? eve|nye", fixed(12, 31)],
  [
    "new years?'?s?(?: day)|new year'?s|(?<=\\b(?:and|until|till?|before|by|after) (?:the )?)new year(?!'|s)",
    fixed(1, 1),
  ],
  ["valentine'?s(?: day)?", fixed(2, 14)],
  ["(?:st\\.? )?(?:patrick|padd?y)'?s(?: day)|st\\.? patrick'?s", fixed(3, 17)],
  ["burns'? night", fixed(1, 25)],
  ['(?:epiphany|three kings(?: day)?)', fixed(1, 6)],
  ['waitangi day', fixed(2, 6)],
  ["king'?s day", fixed(4, 27)],
  ['(?:bonfire|guy fawkes) night', fixed(11, 5)],
  ["st\\.? andrew'?s day", fixed(11, 30)],
  ['may day', fixed(5, 1)],
  ['corpus christi', (year) => easter(year) + 60],
  ['halloween', fixed(10, 31)],
  ['black friday', (year) => nth(11, 4, 4)(year) + 1],
  ['cyber monday', (year) => nth(11, 4, 4)(year) + 4],
  ['juneteenth', fixed(6, 19)],
  ["veterans'? day|remembrance day|armistice day", fixed(11, 11)],
  ['columbus day|indigenous peoples.? day', nth(10, 2, 1)],
  ['canada day', fixed(7, 1)],
  ['bastille day', fixed(7, 14)],
  ['australia day', fixed(1, 26)],
  ['anzac day', fixed(4, 25)],
  ['st\\.? stephen.?s day', fixed(12, 26)],
  ["all saints'? day", fixed(11, 1)],
  ['groundhog day', fixed(2, 2)],
  ['april fools?.?(?: day)?', fixed(4, 1)],
  ['cinco de mayo', fixed(5, 5)],
  ['mothering sunday', (year) => easter(year) - 21],
  ["mother'?s day", (year, zone) => (BRITISH.test(zone) ? easter(year) - 21 : nth(5, 2, 0)(year))],
  ["father'?s day", nth(6, 3, 0)],
  ['ash wednesday', (year) => easter(year) - 46],
  ['(?:shrove tuesday|pancake day|mardi gras)', (year) => easter(year) - 47],
  ['palm sunday', (year) => easter(year) - 7],
  ['maundy thursday', (year) => easter(year) - 3],
  ['ascension(?: day)?', (year) => easter(year) + 39],
  ['(?:whit|pentecost) monday', (year) => easter(year) + 50],
  ['(?:the )?4th of july|july 4th|independence day', fixed(7, 4)],
  ['canadian thanksgiving', nth(10, 2, 1)],
  ['thanksgiving(?: day)?', (year, zone) => (CANADIAN.test(zone) ? nth(10, 2, 1) : nth(11, 4, 4))(year)],
  ['election day', (year) => nth(11, 1, 1)(year) + 1],
  ['giving tuesday', (year) => nth(11, 4, 4)(year) + 5],
  ['remembrance sunday', nth(11, 2, 0)],
  ['melbourne cup day', nth(11, 1, 2)],
  ['victoria day', (year) => dayOf(year, 5, 24) - ((weekdayOf(dayOf(year, 5, 24)) + 6) % 7)],
  ["st\\.? george'?s day", fixed(4, 23)],
  ["st\\.? david'?s day", fixed(3, 1)],
  ["(?:international )?women'?s day", fixed(3, 8)],
  ['earth day', fixed(4, 22)],
  ['pi day', fixed(3, 14)],
  ['republic day', fixed(1, 26)],
  ['gandhi jayanti', fixed(10, 2)],
  ['heritage day', fixed(9, 24)],
  ['midsummer eve', (year) => dayOf(year, 6, 25) - ((weekdayOf(dayOf(year, 6, 25)) - 5 + 7) % 7)],
  ['labou?r day', nth(9, 1, 1)],
  ['memorial day', nth(5, -1, 1)],
  ['mlk day|martin luther king(?: jr\\.?)? day', nth(1, 3, 1)],
  ["presidents'? day|president's day", nth(2, 3, 1)],
  ['good friday', (year) => easter(year) - 2],
  ['easter monday', (year) => easter(year) + 1],
  ['easter(?: sunday)?', (year) => easter(year)],
];

const PATTERNS = HOLIDAYS.map(
  ([name, at]) => [new RegExp(`\\b(?:on )?(?:${name})\\b(?: (next year|\\d{4})\\b)?`, 'gi'), at] as const,
);

/** `zone`: the user's, since some feasts have other days in other lands. */
export function markHolidays(sketch: Sketch, today: Day, zone: string): void {
  const { year } = partsOf(today);
  for (const [name, at] of PATTERNS) {
    sketch.mark(name, ([, when]) => {
      const day = when === undefined || /\d/.test(when) ? undefined : at(year + 1, zone);
      const named = when !== undefined && /\d/.test(when) ? at(Number(when), zone) : day;
      const next = named ?? (at(year, zone) >= today ? at(year, zone) : at(year + 1, zone));
      return { kind: 'd', from: next, to: next };
    });
  }
}

/** Easter Sunday by the anonymous Gregorian algorithm. */
function easter(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dayOf(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}
