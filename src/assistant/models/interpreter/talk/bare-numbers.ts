// Numbers without a unit, read by what they can only be: minutes after "how long should it be?", an hour of the day
// after "at what time?" or about a meeting just made.
import type { Situation } from '../../../situation.ts';
import { NUMBER, numberOf } from '../recognise/numbers.ts';
import { sketchOf } from '../recognise/recognise.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { isFragment } from './fragments.ts';

const HOURS =
  /(?<![#\p{L}\d:.])(?:at )?([01]?\d|2[0-3])((?::[0-5]\d)?)(?![\d:.%]| ?(?:min|h|am|pm)|(?:st|nd|rd|th)\b)/giu;
const WORDS = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
/** "three", "three please": nothing but the word of an hour. */
const HOUR_WORD = new RegExp(`^(?:(?:at|say|let's say|around|about) )?(${WORDS})(?=(?: please)?[.! ]*$)`, 'i');
/** "1530": a time in four digits. */
const DIGITS = /^(?:at )?([01]?\d|2[0-3])([0-5]\d)(?= *(?:$|[,.!]|please\b|then\b|works\b|is\b))/i;

const ASKS_TIME = /\b(?:what|which) (?:time|hour)\b|\bwhen\b/i;
const ASKS_LENGTH = /\bhow (?:long|many minutes|much time)\b|\b(?:what|which) (?:length|duration)\b/i;
const LENGTH = new RegExp(
  `(?<![#\\p{L}\\d:.-])(?:for )?(?!an?\\b)(${NUMBER}|half|1\\.5)(?![\\d:%-]| ?(?:min|h|am\\b|pm\\b|o'clock)|(?:st|nd|rd|th)\\b)(?!\\p{L})`,
  'iu',
);
/** Asked how long, somebody who says "2" means hours; a length of nine minutes is said in full. */
const MOST_HOURS = 3;
const FEWEST_MINUTES = 10;

/** The answer with its bare number as what our words asked for. */
export function inUnits(answer: Sketch, said: string, situation: Situation): Sketch {
  if (ASKS_LENGTH.test(said)) return asLength(answer, ASKS_TIME.test(said), situation);
  if (!ASKS_TIME.test(said) || /#[trs]\d/.test(answer.text)) return answer;
  const told = answer.words(answer.text);
  const timed = told.replace(HOUR_WORD, 'at $1').replace(DIGITS, 'at $1:$2');
  return timed === told ? answer : sketchOf(timed, situation);
}

function asLength(answer: Sketch, alsoTime: boolean, situation: Situation): Sketch {
  if (/#[ru]\d/.test(answer.text) || (alsoTime && !/#t\d/.test(answer.text))) return answer;
  const told = alsoTime ? answer.text : answer.words(answer.text);
  const number = told.match(LENGTH);
  if (!number || !isFragment(told.replace(LENGTH, ' '))) return answer;
  const minutes = minutesOf(number[1] ?? '', alsoTime);
  if (minutes === undefined) return answer;
  const words = answer.words(told.replace(LENGTH, ` for ${minutes} minutes `));
  return sketchOf(words, situation);
}

function minutesOf(number: string, alsoTime: boolean): number | undefined {
  if (/^half$/i.test(number)) return 30;
  const value = numberOf(number);
  if (value <= MOST_HOURS && !alsoTime) return value * 60;
  return value >= FEWEST_MINUTES ? value : undefined;
}

const MINUTES =
  /(?<![#\p{L}\d:.])(?:(?:to|for) )?(2[5-9]|[3-9]\d|1[0-7]\d|180)(?![\d:.%]| ?(?:min|h|am|pm)|(?:st|nd|rd|th)\b)/iu;

/** "actually 45": a number that no clock has can only be minutes of the meeting. */
export function asMinutes(said: Sketch, situation: Situation): Sketch {
  const plain = said.text.replace(/#[a-z]\d+/g, ' ');
  const number = plain.match(MINUTES)?.[1];
  if (number === undefined || Number(number) % 5 !== 0 || !isFragment(plain.replace(MINUTES, ' '))) return said;
  return sketchOf(said.words(said.text).replace(MINUTES, 'for $1 minutes'), situation);
}

/** "i meant 3, not 2": numbers that can only be hours of the meeting. */
export function asHours(said: Sketch, situation: Situation): Sketch {
  const plain = said.text.replace(/#[a-z]\d+/g, ' ');
  if (plain.search(HOURS) < 0 || !isFragment(plain.replace(HOURS, ' '))) return said;
  return sketchOf(said.words(said.text).replace(HOURS, 'at $1$2'), situation);
}
