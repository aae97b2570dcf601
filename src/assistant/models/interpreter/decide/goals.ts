// Decisions about goals: a new one, how far one is, whether it rests, ends or changes.
import type { Situation } from '../../../situation.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { fits, titleWords } from '../wishes/resolve.ts';
import { act, actAll, ask, type Decision } from './decision.ts';

export function setGoal(sketch: Sketch, text: string): Decision {
  const words = sketch.words(text);
  const wanted = words.match(
    /\bi(?: want|'d like| would like) to (?!(?:set|add|have|make|create|note)\b)(.+?)(?:,? (?:and |can you |could you |please )*(?:make|set|add|track|note|save|put|write|jot) (?:that|it|this)\b.*)?$/i,
  )?.[1];
  const title =
    wanted ??
    words.match(
      /\b(?:make|call|consider|count) (?:it (?=a)|"?)(.{5,}?)"? (?:a|another|my next|my|one of my|my new) (?:new )?goals?[.! ]*$/i,
    )?.[1] ??
    words.match(
      /\bgoals?(?: (?:for|by|in|this|next) [\p{L}\d ]{2,20}?(?= is\b| to\b|[:?]))?(?: is| to be| ?[:?,-]| of| for me:?)?(?: to| -)? (.+)$/iu,
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
  const [, done, all] =
    words.match(/\b(\d{1,3})(?: \p{L}+)? (?:of|out of) (?:the |my |those |all )?(\d{1,3})\b/iu) ?? [];
  const share = Math.round((100 * Number(done)) / Number(all));
  return share >= 0 && share <= 100 ? String(share) : undefined;
}

const STATUSES: readonly (readonly [RegExp, 'dropped' | 'paused' | 'active' | 'achieved'])[] = [
  [
    /\b(?:drop(?:ped|ping)?|abandon(?:ed)?|g[ia]v(?:en?|ing) up|let(?:ting)? go|forget|delete|remove|cancel|scrap|quit)\b/i,
    'dropped',
  ],
  [
    /\b(?:paus(?:ed?|ing)|on (?:hold|ice|the back ?burner)|back ?burner|hold off|freeze|frozen|shelved?|park(?:ed)?)\b/i,
    'paused',
  ],
  [
    /\b(?:resum(?:ed?|ing)|reactivate|restart|un-?pause|revive|(?:bring|take)(?:ing)? .{0,40}\bback\b|bring(?:ing)? back|(?:back on|start) (?:with )?.{0,40}\bagain\b|pick(?:ing)? (?:up )?.{0,30}\b(?:again|up|back))\b/i,
    'active',
  ],
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

/** "the reading goal is now 2 books a month", "make the deals goal 25 deals". */
function renamedIn(words: string): string | undefined {
  const told = words.match(
    /\bgoal (?:(?:is|should be|will be|becomes) (?:now )?(?:to )?|to )(?!(?:at|done|on|off|about|going|reached|achieved|finished|complete\w*|paused|dropped|\d+ ?(?:%|percent)|\d+[.! ]*$)\b)(.{6,})$/i,
  )?.[1];
  const made = words.match(
    /\b(?:make|change|set) (?:the|my) [\p{L}\d' -]{2,40}? goal (?:into |to |be )?(?!(?:active|paused|done|at)\b)(.{6,})$/iu,
  )?.[1];
  return (told ?? made)?.replace(/[.! ]+$/, '').replace(/^"|"$/g, '');
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
  const renamed = renamedIn(words) ?? words.match(/\b(?:change|rename|update) .*?\bgoal\b.*? to (.+)$/i)?.[1];
  if (percent !== undefined) return act('update_goal', { goalId: only.goal.id, progress: percent });
  if (status) return act('update_goal', { goalId: only.goal.id, status });
  if (renamed) return act('update_goal', { goalId: only.goal.id, title: renamed });
  return ask(`What has changed about "${only.goal.text}"?`, ['goal', 'text']);
}
