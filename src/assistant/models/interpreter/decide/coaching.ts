// Decisions about coaching: recurring meetings and goals.
import type { Situation } from '../../../situation.ts';
import { isFiller } from '../recognise/names.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { fits, titleWords } from '../wishes/resolve.ts';
import { act, actAll, ask, type Decision } from './decision.ts';

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
  if (/\bbi-?weekly|fortnight|\b(?:every|each) (?:other|second)\b/.test(said)) return 14;
  return /\bdaily|every morning|weekday/.test(said) ? 1 : 7;
}

export function recurring(sketch: Sketch, text: string): Decision {
  const low = sketch.words(text).toLowerCase();
  const days = intervalOf(low);
  const [time] = sketch.all('t', text);
  const [range] = sketch.all('r', text);
  const minute = time?.minute ?? range?.from;
  if (minute === undefined) return ask('At what time of the day?', ['time']);
  const named = [...new Set([...low.matchAll(/\b(sun|mon|tue|wed|thu|fri|sat)[a-z]*\b/g)].map(([, day]) => day))];
  if (
    named.length > 1 ||
    /\bweekdays?\b|\btwice\b|\bmonth/.test(low) ||
    /\bevery (?:(?:first|third|last|1st|2nd|3rd) (?:mon|tue|wed|thu|fri)|second \w+ of\b)/.test(low)
  )
    return ask(
      'I can repeat coaching every so many days. Every how many, and beginning on which day?',
      ['text', 'time', 'date'],
      ['every week', 'every two weeks', 'every day'],
    );
  if (sketch.all('p', text).length > 0 && !/\b(?:coach\w*|check[- ]?ins?)\b/.test(low))
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

export function setGoal(sketch: Sketch, text: string): Decision {
  const words = sketch.words(text);
  const wanted = words.match(
    /\bi(?: want|'d like| would like) to (?!(?:set|add|have|make|create|note)\b)(.+?)(?:,? (?:and |can you |could you |please )*(?:make|set|add|track|note|save|put|write|jot) (?:that|it|this)\b.*)?$/i,
  )?.[1];
  const title =
    wanted ??
    words.match(
      /\bgoals?(?: for [\p{L}\d ]{2,20}?(?= is\b| to\b|[:?]))?(?: is| to be| ?[:?,-]| of| for me:?)?(?: to| -)? (.+)$/iu,
    )?.[1];
  if (!title || /^(?:for me|please)\b/i.test(title) || (title.split(' ').length < 2 && title.length < 5))
    return ask('What is the goal?', ['goal', 'text']);
  return act('set_goal', { title: title.replace(/[.!]+$/, '') });
}

const SHARES: readonly (readonly [RegExp, number])[] = [
  [/\bthree quarters\b|\b3\/4\b/i, 75],
  [/\b(?:half ?way|half (?:done|finished|of)|half[- ]complete|1\/2)\b/i, 50],
  [/\b(?:two thirds|2\/3)\b/i, 67],
  [/\b(?:a third|one third|1\/3)\b/i, 33],
  [/\b(?:a|one) quarter\b|\b1\/4\b/i, 25],
];

/** How far a goal is, as it was said: "40%", "half way", "to 75". */
function percentOf(words: string): number | undefined {
  const said =
    words.match(/(\d{1,3}) ?(?:%|percent)/i)?.[1] ??
    countedOf(words) ??
    words.match(/\b(?:to|at|now) (\d{1,3})\b(?! ?(?!(?:now|today|so far|already)\b)[\p{L}/])/iu)?.[1];
  const share = said === undefined ? SHARES.find(([pattern]) => pattern.test(words))?.[1] : Number(said);
  return share !== undefined && share <= 100 ? share : undefined;
}

/** "9 of the 12 books": in percent. */
function countedOf(words: string): string | undefined {
  const [, done, all] = words.match(/\b(\d{1,3}) (?:of|out of) (?:the |my |those |all )?(\d{1,3})\b/i) ?? [];
  const share = Math.round((100 * Number(done)) / Number(all));
  return share >= 0 && share <= 100 ? String(share) : undefined;
}

const STATUSES: readonly (readonly [RegExp, 'dropped' | 'paused' | 'active' | 'achieved'])[] = [
  [
    /\b(?:drop(?:ped|ping)?|abandon(?:ed)?|g[ia]v(?:en?|ing) up|let(?:ting)? go|forget|delete|remove|cancel|scrap|quit)\b/i,
    'dropped',
  ],
  [
    /\b(?:paused?|on (?:hold|ice|the back ?burner)|back ?burner|hold off|freeze|frozen|shelved?|park(?:ed)?)\b/i,
    'paused',
  ],
  [/\b(?:resumed?|reactivate|restart|unpause|pick(?:ing)? (?:up )?.{0,30}\b(?:again|up|back))\b/i, 'active'],
  [
    /\b(?:done|achieved|finished|completed?|reached|hit|passed|nailed|smashed|crushed|(?:tick|cross|check)(?:ed)? (?:it |that |this )?off)\b/i,
    'achieved',
  ],
];

/** Words of which no goal is told apart. */
const OF_ANY_GOAL = new Set(
  `the and for with that this its now about again until till hold put set mark make has have had was are been goal goals
  progress percent done finished complete completed achieved reached update change rename drop pause paused resume half
  halfway third quarter way through there more just please our not get year month week`.split(/\s+/),
);

/** How many words of the goal the words hold. */
function likeness(words: string, goal: string): number {
  const said = words.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  return said.filter((word) => word.length > 2 && !OF_ANY_GOAL.has(word) && fits(goal.toLowerCase(), word)).length;
}

/** True when the words name one of the goals. */
export function namesGoal(words: string, situation: Situation): boolean {
  const wanted = titleWords(words).filter((word) => word.length > 3);
  return situation.goals.some(({ text }) => wanted.some((word) => fits(text.toLowerCase(), word)));
}

/** "the hiring goal is at 80 %, and the docs one is done": news of several, each plain by itself. */
function newsOfSeveral(sketch: Sketch, text: string, situation: Situation): Decision | undefined {
  const parts = text.split(/,? (?:and|but|while) |[,;] /);
  if (parts.length < 2 || !parts.every((part) => namesGoal(sketch.words(part), situation))) return undefined;
  const calls = parts.flatMap((part) => {
    const decision = updateGoal(sketch, part, situation);
    return decision.kind === 'act' ? decision.calls : [];
  });
  const goals = new Set(calls.map(({ arguments: given }) => given.goalId));
  return goals.size === parts.length ? actAll(calls) : undefined;
}

export function updateGoal(sketch: Sketch, text: string, situation: Situation): Decision {
  const several = newsOfSeveral(sketch, text, situation);
  if (several) return several;
  const words = sketch.words(text);
  const scored = situation.goals.map((goal) => ({ goal, score: likeness(words, goal.text) }));
  const best = Math.max(...scored.map(({ score }) => score));
  const chosen = scored.filter(({ score }) => score === best);
  const [only] = chosen;
  if (!only || chosen.length > 1 || (best === 0 && !/\b(?:goal|progress|it|that)\b/i.test(words)))
    return ask(
      `Which goal do you mean: ${situation.goals
        .slice(0, 4)
        .map((goal) => goal.text)
        .join('; or ')}?`,
      ['goal'],
    );
  const percent = percentOf(words);
  if (percent !== undefined && /\b(?:more|another|further|additional)\b/i.test(words))
    return ask(`How far is "${only.goal.text}" now, in percent?`, ['goal', 'text']);
  const status = percent ? undefined : STATUSES.find(([pattern]) => pattern.test(words))?.[1];
  const renamed = words.match(/\b(?:change|rename|update) .*?\bgoal\b.*? to (.+)$/i)?.[1];
  if (percent !== undefined) return act('update_goal', { goalId: only.goal.id, progress: percent });
  if (status) return act('update_goal', { goalId: only.goal.id, status });
  if (renamed) return act('update_goal', { goalId: only.goal.id, title: renamed });
  return ask(`What has changed about "${only.goal.text}"?`, ['goal', 'text']);
}
