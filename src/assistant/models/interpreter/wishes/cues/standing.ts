// Cues of what holds for longer than one meeting: settings, coaching, goals, and answers to requests.
import type { Cue } from './cue.ts';

export const RESPOND: readonly Cue[] = [
  [
    'accepting or declining',
    /\b(?:accept|approve|decline|reject|deny|turn(?:ing)? (?:(?!down\b)[\p{L}\d#']+ ){0,5}down|confirm)\b/iu,
  ],
  ['a yes or no to it', /\b(?:say (?:yes|no)\b|(?:yes|no|ok|okay|sure|fine) to)\b/i],
  ['not taken', /\bpass on (?:the|this|that|it|#p\d+ ?'s)\b(?! (?:message|news|word|info))/i],
  ['thanks, but no', /\bno,? (?:thanks|thank you) to\b/i],
  ['a yes or no to somebody', /\b(?:tell|reply|answer)\b.{0,30}\b(?:yes|no)\b/i],
  [
    'told to be fine',
    /\b(?:tell|let) (?:#p\d+|him|her|them|\p{L}+)(?: know)? (?:that )?(?:(?:it|that|this)(?:'s| is) (?:fine|ok(?:ay)?|good|great|perfect)|(?:it|that|(?:that|the|this) (?:time|day|slot|date|#d\d+)) (?:works|suits|is (?:fine|ok(?:ay)?|good|great|perfect))|i(?:'m| am) (?:in|fine with (?:it|that)|happy to)|sure|(?:it|that)(?:'s| is) an? (?:yes|no)|no(?:t interested)?)\b/iu,
  ],
  [
    'taken as it was asked',
    /^(?:(?:sure|yes|ok(?:ay)?|fine|great)[ ,]+)*(?:i'll |let's )?take (?:#p\d+|\p{Lu}\p{L}+) ?'s\b(?!.*#[tdu])/u,
  ],
];

export const GOAL_LIST: readonly Cue[] = [
  [
    'goals to be shown',
    /\b(?:what|show|list|see)\b.*\bmy goals\b|\b(?:show|list|see)\b.*\bgoals\b|^(?:my )?goals\??$/i,
  ],
  ['a question about goals', /\bwhat (?:are|is) .*goals?\b|\bhow (?:am i|are|is) .*\bgoals?\b/i],
];

export const NEW_GOAL: readonly Cue[] = [
  ['a goal to be set', /\b(?:set|add|create|new|make|track)\b[^.]{0,20}\bgoals?\b/i],
  ['a goal that is told', /\b(?:my|a new|another) (?:new )?goal (?:is|:|for|should|will)|^(?:new )?goal ?[:,-]/i],
  ['made a goal', /\b(?:make|track|add|save|note) (?:that|it|this) (?:down )?(?:as )?(?:a |my )?(?:new )?goal\b/i],
  [
    'noted as a goal',
    /\b(?:note|write|jot|put)(?: (?:it|that|this))?(?: down)? (?:a|another|this|my|as) (?:new )?goal\b/i,
  ],
  [
    'an aim in life',
    /\bi want to (?:finish|reach|learn|read|run|write|get better|improve|become|lose|save|launch|ship)\b/i,
  ],
];

/** News of goals, where there are any. */
export const GOAL_NEWS: readonly Cue[] = [
  ['a goal', /\b(?:goals?|progress)\b/i],
  ['how far it is', /\b(?:percent|half ?way)\b|\d ?%|\b\d+(?: \p{L}+)? out of (?:the |my )?\d/iu],
  ['that it is reached', /\b(?:done with|achieved|finished|hit|completed?|reached)\b/i],
  ['that it rests or ends', /\b(?:pause|resume|freeze|shelve|abandon|let go of|g[ia]v(?:en?|ing) up)\b/i],
];

export const SETTINGS: readonly Cue[] = [
  [
    'working hours',
    /\bmy (?:working |work |office )?hours (?:are|to|should)\b|\b(?:set|change) my (?:working |work |office )?hours\b/i,
  ],
  [
    'when one works',
    /\bi (?:only |usually |normally )?(?:work|start work|am working)\b(?! with)|\bi (?:now |only |usually |normally )?#r\d+ (?:from now on|now|every day|these days|on (?:mon|tues|wednes|thurs|fri)days)|\bi (?:don't|do not|never) do (?:mon|tues|wednes|thurs|fri)days\b|\bi (?:don't|do not|never) work\b/i,
  ],
  ['when no meetings should be', /\bno (?:meetings|calls) (?:on|before|after|every|#)/i],
  [
    'days off',
    /(?<!#[tr]\d.*)\bi(?:'m| am|'ll be| will be) (?:off|out(?: of office)?|away|on (?:holiday|vacation|leave|pto)|ooo)\b/i,
  ],
  [
    'time between meetings',
    /\b(?:keep|leave|need|want|put)\b.{0,20}\b(?:between|around|before and after) (?:my )?(?:meetings|calls)\b|\bbuffers?\b/i,
  ],
  ['a time zone', /\bmy time ?zone\b|\btime ?zone (?:is|to)\b/i],
  ['where one is now', /\bi(?:'m| am) (?:in|based in|living in) [a-z ]+ now\b|\bi(?:'ve| have)? ?moved to\b/i],
  ['what is usual', /\bby default\b|\bdefault (?:meeting )?(?:length|duration)\b|\bmy name is\b/i],
];

export const RECURRING: readonly Cue[] = [
  [
    'every so often',
    /\b(?:every|each) (?:other |second |two |2 |three |3 |four |\d+ )?(?:weeks?|days?|month|weekday|#d|#b|mon|tue|wed|thu|fri|sat|sun)/i,
  ],
  ['a rhythm of coaching', /\b(?:weekly|biweekly|fortnightly|daily) (?:coaching|check[- ]?ins?|session|catch)/i],
  [
    'a rhythm and a time',
    /\b(?:weekly|biweekly|fortnightly|daily|monthly)\b.*#[tr]\d|\b(?:once|twice) a (?:week|month)\b|\bmonthly (?:coaching|check)/i,
  ],
  ['a rhythm first of all', /^(?:weekly|biweekly|fortnightly|daily|monthly)\b/i],
  [
    'coaching and its days',
    /\b(?:coach(?:ing)?|check-?ins?|recurring|check in)\b.*\b(?:every|weekly|biweekly|fortnightly|each|recurring|mondays|tuesdays|wednesdays|thursdays|fridays)\b/i,
  ],
  [
    'the days of coaching',
    /\b(?:mon|tues|wednes|thurs|fri)days\b.*\bcoaching\b|\bcoaching\b.*\b(?:mon|tues|wednes|thurs|fri)days\b/i,
  ],
  ['repeating in so many words', /\b(?:recurring|repeating)\b/i],
];
