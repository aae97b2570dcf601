// A time that no longer suits, and the one in its place: "tim can't do thursday, friday same time instead", "tomorrow's
// 10 doesn't work any more, make it 3". Where one meeting stands there, that is a move of it.
import type { Situation } from '../../../situation.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { findMeetings } from './resolve.ts';

const OPENS =
  '(?:(?:hi|hey|hello|so|sorry|ok|okay|and|but|actually|it|turns out|looks like|apparently|unfortunately|sadly|oh|ugh|fyi|btw|heads up|update|just heard|i just heard)\\b[ ,:!.]*)*';
const WHEN = "(?:(?:on|at|for|the) )*#[dt]\\d+(?: ?'s)?(?:,? (?:(?:on|at) )?#[dt]\\d+)?";
const NOW = '(?:,? (?:any ?more|any longer|now|after all|sorry|then))*';
const FOR = '(?: for (?<what>[^,.;!?]{1,40}?))?';
const UNABLE =
  "(?:can't|cannot|can not|won't|couldn't|can no longer|(?:is|are|am)(?:n't| not) able to|(?:is|are) unable to|won't be able to|'s not able to) (?:do|make|manage|come|attend|join)(?: it)?";
const UNSUITED =
  "(?:(?:(?:doesn't|does not|won't|no longer|isn't going to|is not going to|is no longer|isn't|is not|'s not) (?:really )?(?:works?|working|suits?|suitable|possible|good|great|ideal|happen|fly))(?: out)?|(?: ?(?:is|'s)(?: now)? )(?:no good|bad|out|taken|gone|a no-go|off the table|(?:way |far |a bit |just |cutting it )?(?:too )?(?:early|late|tight|close|soon)|impossible|tricky|awkward|blocked))";
const TELLS: readonly string[] = [
  `(?<who>[^,.;:!?]{1,50}?) ${UNABLE} (?<when>${WHEN})${FOR}${NOW}`,
  `(?<who>)(?<when>${WHEN}) ?${UNSUITED}${FOR}${NOW}`,
  `(?<who>[^,.;:!?#]{3,40}|[^,.;:!?#]{0,40}#p\\d+[^,.;:!?#]{0,30}) (?<when>${WHEN}) ?${UNSUITED}${FOR}${NOW}`,
];

const TO =
  "(?:(?:so|and|but|then|please|can|could|would|you|we|i|let's|make|have|do|find (?:it|him|her|them|us)|get (?:it|him|her|them|us)|put|move|push|shift|change|switch|reschedule|bump|it|that|this|to|try|go|with|need|needs|should|be|for|on|at|the|take|how about|rather)\\b[ ,]*)*";
const SAME = '(?:at )?(?:the )?same (?:time|hour)';
const TARGET = `(?:#[dt]\\d+|${SAME})(?:,? (?:(?:on|at) )?(?:#[dtb]\\d+|${SAME})){0,2}|#u\\d+ (?:later|earlier)`;
const ENDING =
  '(?:[ ,]+(?:instead|please|then|rather|for me|if poss(?:ible)?))*(?:,? (?:works|suits|(?:is|would be) (?:fine|good|ok|okay|better|best|great|perfect))(?: better| fine| well)?(?: (?:for|with) (?:him|her|them|me|us|both|everyone|#p\\d+))?(?:[ ,.]+(?:so|and)?[ ,]*(?:please |can you |could you )*(?:move|shift|push|change|switch|reschedule|bump) (?:it|that|him|her|them)(?: there| then| accordingly| please)*)?)?';
/** Each way of telling, with the target behind it; the rest of the message stays as it is. */
const GIVEN_UP = TELLS.map(
  (told) => new RegExp(`^${OPENS}${told}(?:[ ,.;:!-]+| so )${TO}(?<target>${TARGET})${ENDING}(?=[.! ]*$|[.!;] )`, 'i'),
);

/** The message with the plain order of such a move, or as it is. */
export function withoutGivenUp(sketch: Sketch, situation: Situation): string {
  const { text } = sketch;
  for (const pattern of GIVEN_UP) {
    const found = text.match(pattern);
    const { who = '', when = '', what = '', target = '' } = found?.groups ?? {};
    if (!found || !saysWhere(when, target)) continue;
    const named = `${who} ${/^(?:me|us|him|her|them|everyone|both of us)$/i.test(what) ? '' : what}`;
    const { meetings, described, doubtful } = findMeetings(sketch, `${named} ${when}`, situation);
    const [only, ...others] = meetings;
    if (!only?.own || !described || doubtful || others.length > 0) continue;
    const whose = named.replace(/^ *(?:i|we|he|she|they)\b/i, ' ');
    const goes = /^#u/.test(target) ? target : `to ${target}`;
    return `move ${whose} from the ${when.replace(/ ?'s\b|\b(?:on|at|for|the) /g, ' ')} ${goes}${text.slice(found[0].length)}`.replace(
      /\s+/g,
      ' ',
    );
  }
  return text;
}

/** "tim can't do thursday, make it 3" leaves the day open. */
const saysWhere = (when: string, target: string): boolean => /#t\d/.test(when) || /#d\d|#u\d/.test(target);
