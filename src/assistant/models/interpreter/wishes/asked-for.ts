// What somebody asks for, and the order to do it: "ola says 3 works better so move it", "tim asked if we can do 11:30
// instead, please change it". The order alone names no time, and the news alone no wish; together they are a move.
import type { Situation } from '../../../situation.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { findMeetings } from './resolve.ts';

const OPENS =
  '(?:(?:hi|hey|hello|so|ok|okay|and|but|actually|apparently|turns out|looks like|fyi|btw|heads up|update|just heard)\\b[ ,:!.]*)*';
const WHEN = '(?:(?:on|at|the) )*#[dt]\\d+(?:,? (?:(?:on|at) )?#[dt]\\d+)?';
const ASKS =
  "(?:wants|asked|asks|is asking|was asking|says|said|prefers|would prefer|would rather|'d rather|'d prefer|would like|'d like|can only|could only|is only|only has|needs|suggested|suggests|proposed|proposes|requested|requests|emailed|called|pinged|messaged|reckons|thinks|fancies|asks for|asked for)";
const POLITE = "(?:(?:so|and|please|pls|can you|could you|would you|let's|just|kindly)\\b[ ,]*)*";
const ORDER =
  '(?:move|shift|push|change|update|reschedule|bump|switch|adjust) (?<what>it|that|this|him|her|them|us|(?:the|our|my|his|her|their) [^#,.;?!]{2,30}?)(?: (?:there|then|accordingly|please|to (?:that|then|suit|match)|for (?:me|us)|over))*';
const ASKED_FOR = new RegExp(
  `^${OPENS}(?<who>(?:[^,.;:!?#]{0,20} )?#p\\d+(?: (?!${ASKS}|\\b(?:can|could|would)\\b)[\\p{L}-]+){0,3}) ?${ASKS}(?<how>[^#.;!?]{0,30}?) (?<target>${WHEN})(?<more>[^#.;!?]{0,30}?)(?<day> #d\\d+)?(?:[ ,.;:!-]+| so )${POLITE}${ORDER}[ .!?]*$`,
  'iu',
);
/** "can tim and i do 3 instead on thursday?" */
const ASKED_US = new RegExp(
  `^${OPENS}(?:can|could|may) (?<who>[^,.;:!?#]{0,20}#p\\d+[^,.;:!?#]{0,20}) (?:do|make|make it|meet|have it|say)(?: (?:at|on))? (?<target>${WHEN}) instead(?! of)(?<day> #d\\d+)?[ .!?]*$`,
  'i',
);
/** "Raj wrote, 4:15 suits him better than 3:30. Please shift it" */
const SUITS_BETTER = new RegExp(
  `^${OPENS}(?<who>(?:[^,.;:!?#]{0,20} )?#p\\d+)(?: (?:just|has|have)| ?'s)*(?: ${ASKS.replace(/ ?\\b$/, '')})?[ ,.:;-]+(?:(?:and|that|saying|to say)\\b ?)*(?<target>${WHEN}) (?:(?:is|would be) (?:better|easier|best)|(?:works|suits)(?: (?:him|her|them))? better|suits (?:him|her|them))(?: (?:for|with) (?:him|her|them))?(?: (?:better )?than (?:${WHEN}))?(?<more>)(?<day>)[ ,.:;!-]+${POLITE}${ORDER}[ .!?]*$`,
  'i',
);
/** "Raj asked if we could push the call to 4:30. Do that please" */
const ASKED_TO = new RegExp(
  `^${OPENS}(?:[^,.;:!?#]{0,20} )?#p\\d+(?: (?:has|have|just))* (?:asked|asks|wants|would like|wanted|is asking|requested|needs)(?: (?:us|me|you))?(?: (?:if|whether) (?:we|i|you) (?:can|could|would|might)| to)(?: please)? (?<order>(?:move|push|shift|bump|bring|postpone|extend|shorten|reschedule|swap) (?:(?![.;!?])[^])+?)[.,;!-]+ *(?:(?:so|and|please|pls|can you|could you|would you|go ahead and|just)\\b[ ,]*)*(?:do (?:it|that|so)|make (?:it|that) (?:so|happen)|sort (?:it|that)(?: out)?|go ahead|arrange (?:it|that))(?: please| then| for (?:me|us|him|her|them))*[ .!?]*$`,
  'i',
);
/** What would leave the time open, or call the meeting off. */
const SWAYS = /\b(?:not|or|unless|maybe|perhaps|cancel|after|before|until|by)\b|n't\b/i;

/** The message as the plain order of such a move, or as it is: one meeting must fit. */
export function withWhatIsAsked(sketch: Sketch, situation: Situation): string {
  const { text } = sketch;
  const order = text.match(ASKED_TO)?.groups?.order;
  if (order !== undefined) return order;
  const {
    who = '',
    how = '',
    target = '',
    more = '',
    day = '',
    what = 'it',
  } = (text.match(ASKED_FOR) ?? text.match(ASKED_US) ?? text.match(SUITS_BETTER))?.groups ?? {};
  if (target === '' || SWAYS.test(`${how} ${more}`)) return text;
  const pointed = /^(?:it|that|this|him|her|them|us)$/i.test(what);
  const people = (who.match(/#p\d+/g) ?? []).join(' ');
  // "Mick reckons 9:30 for the toolbox talk, change it"
  const [, told = ''] = more.match(/\bfor ((?:the|my|our) [^#,]{2,30})/i) ?? [];
  const named = pointed ? `${people} ${told}`.trim() : what;
  const { meetings, described, doubtful } = findMeetings(sketch, named, situation);
  const [only, ...others] = meetings;
  if (!only?.own || !described || doubtful || others.length > 0) return text;
  return `move ${named} to ${target}${day}`.replace(/\s+/g, ' ');
}
