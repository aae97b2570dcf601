// Decisions about coaching: how often, how long, and at what time of the day.
import { isFiller } from '../recognise/names.ts';
import type { PartOfDay, Sketch } from '../recognise/sketch.ts';
import { titleWords } from '../wishes/resolve.ts';
import { act, ask, type Decision } from './decision.ts';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const COACHING =
  /^(?:coach\w*|check\w*|ins?|check-ins?|sessions?|catch|catch-?ups?|ups?|set|have|do|start|repeating|recurring|meet|book|schedule|arrange|give|it|happen\w*|takes?|place|mean|single|would|like|each|regular\w*|goals?|progress|talk|chat|long)$/i;
const RHYTHM =
  /\b(?:every|each|other|weekly|biweekly|bi-weekly|fortnight\w*|daily|monthly|once|twice|weeks?|days?|weekdays?|months?|morning|afternoon|evening|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?s?|second|third|two|three|four|\d+|starting|beginning|from|on|at|for|about|around)\b/gi;

const COUNTS: Readonly<Record<string, number>> = {
  other: 2,
  second: 2,
  two: 2,
  third: 3,
  three: 3,
  fourth: 4,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
};

/** Days between two sessions, as said: "each second week", "every 10 days", "fortnightly"; a week where nothing is. */
function intervalOf(said: string): number {
  const counted = said.match(/\b(?:every|each) (?:single )?(?:([a-z]+|\d+)(?:st|nd|rd|th)? )?(weeks?|days?)\b/);
  if (counted) return (COUNTS[counted[1] ?? ''] ?? Number(counted[1] ?? 1)) * (counted[2]?.startsWith('week') ? 7 : 1);
  if (/\bbi-?weekly|fortnight|\b(?:every|each) (?:other|second|2nd)\b/.test(said)) return 14;
  return /\bdaily|every morning|weekday/.test(said) ? 1 : 7;
}

/** "every morning at 6:45", "sundays in the evening at 7": the part of the day says which half it is. */
function ofPart(minute: number, sure: boolean, part: PartOfDay | undefined): number {
  if (sure || part === undefined) return minute;
  if (part === 'morning') return minute >= 12 * 60 ? minute - 720 : minute;
  return minute < 12 * 60 ? minute + 720 : minute;
}

const partIn = (words: string): PartOfDay | undefined =>
  (['morning', 'afternoon', 'evening'] as const).find((part) => words.includes(part));

export function recurring(sketch: Sketch, text: string): Decision {
  const low = sketch.words(text).toLowerCase();
  const days = intervalOf(low);
  const [time] = sketch.all('t', text);
  const [range] = sketch.all('r', text);
  const told = time?.minute ?? range?.from;
  if (told === undefined) return ask('At what time of the day?', ['time']);
  const minute = ofPart(told, time?.sure ?? range?.sure ?? false, sketch.all('b', text)[0]?.part ?? partIn(low));
  const named = [...new Set([...low.matchAll(/\b(sun|mon|tue|wed|thu|fri|sat)[a-z]*\b/g)].map(([, day]) => day))];
  if (
    named.length > 1 ||
    /\bweekdays?\b|\btwice\b|\bmonth/.test(low) ||
    /\bevery (?:(?:first|third|last|1st|3rd) (?:mon|tue|wed|thu|fri)|second \w+ of\b)/.test(low)
  )
    return ask(
      'I can repeat coaching every so many days. Every how many, and beginning on which day?',
      ['text', 'time', 'date'],
      ['every week', 'every two weeks', 'every day'],
    );
  if (
    (sketch.all('p', text).length > 0 ||
      /\bwith (?:the|my|our) (?!coach)|\b(?:every(?:one|body)|the team|folks)\b/.test(low)) &&
    !/\b(?:coach\w*|check[- ]?ins?)\b/.test(low)
  )
    return ask(
      'I can repeat coaching only, not meetings with others. Shall I book just the first one?',
      ['confirm', 'text', 'date'],
      ['yes', 'no'],
    );
  if (
    /^(?:(?:please|can|could|you)\b ?)*(?:block|hold|reserve|keep)\b/.test(low) &&
    !/\b(?:coach\w*|check[- ]?ins?)\b/.test(low)
  )
    return ask(
      'I can repeat coaching only, not time of your own. Shall I block just the first one?',
      ['confirm', 'text', 'date'],
      ['yes', 'no'],
    );
  const other = /\bcoach(?:ing)?\b/.test(low)
    ? []
    : titleWords(text.replace(RHYTHM, ' ')).filter((word) => !COACHING.test(word) && !isFiller(word));
  if (other.length > 0)
    return ask(
      `I can repeat coaching only. Should "${other.join(' ')}" be coaching?`,
      ['confirm', 'text'],
      ['yes', 'no'],
    );
  const weekday = named[0] ?? DAYS[sketch.all('d', text)[0]?.weekday ?? Number.NaN];
  return act('setup_recurring_meetings', {
    intervalDays: days,
    durationMinutes: sketch.all('u', text)[0]?.minutes ?? (range ? range.to - range.from : 30),
    hour: Math.floor(minute / 60),
    minute: minute % 60,
    ...(weekday !== undefined ? { weekday } : {}),
  });
}
