// Decisions about coaching: recurring meetings and goals.
import type { Situation } from '../../situation.ts';
import { act, ask, type Decision } from './decision.ts';
import { fits, titleWords } from './resolve.ts';
import type { Sketch } from './sketch.ts';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export function recurring(sketch: Sketch, text: string): Decision {
  const low = sketch.words(text).toLowerCase();
  const counted = low.match(/every (?:(other|second|two|2|three|3|four|4|\d+) )?(weeks?|days?)/);
  const count =
    ({ other: 2, second: 2, two: 2, three: 3, four: 4 } as Record<string, number>)[counted?.[1] ?? ''] ??
    Number(counted?.[1] ?? 1);
  const days = counted
    ? count * (counted[2]?.startsWith('week') ? 7 : 1)
    : /biweekly|fortnight|every other/.test(low)
      ? 14
      : /daily|every morning|every day|weekday/.test(low)
        ? 1
        : 7;
  const [time] = sketch.all('t', text);
  const [range] = sketch.all('r', text);
  const minute = time?.minute ?? range?.from;
  if (minute === undefined) return ask('At what time of the day?', ['time']);
  const weekday = DAYS[sketch.all('d', text)[0]?.weekday ?? Number.NaN];
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
  const wanted = words.match(/\bi want to (.+?)(?:,? (?:make|set|add|track) (?:that|it|this)\b.*)?$/i)?.[1];
  const title = wanted ?? words.match(/\bgoals?(?: is| to be|:| of| for me)?(?: to| -)? (.+)$/i)?.[1];
  if (!title || (title.split(' ').length < 2 && title.length < 5)) return ask('What is the goal?', ['goal', 'text']);
  return act('set_goal', { title: title.replace(/[.!]+$/, '') });
}

export function updateGoal(sketch: Sketch, text: string, situation: Situation): Decision {
  const words = sketch.words(text);
  const wanted = titleWords(words);
  const scored = situation.goals.map((goal) => ({
    goal,
    score: wanted.filter((word) => word.length > 2 && fits(goal.text.toLowerCase(), word)).length,
  }));
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
  const percent = words.match(/(\d{1,3}) ?(?:%|percent)/i)?.[1] ?? (/\bhalf ?way\b/i.test(words) ? '50' : undefined);
  const status = /\b(?:drop|abandon|give up|forget)\b/i.test(words)
    ? 'dropped'
    : /\b(?:pause|on hold)\b/i.test(words)
      ? 'paused'
      : /\b(?:resume|reactivate)\b/i.test(words)
        ? 'active'
        : /\b(?:done|achieved|finished|completed?|reached|hit)\b/i.test(words) && !percent
          ? 'achieved'
          : undefined;
  const renamed = words.match(/\b(?:change|rename|update) .*?\bgoal\b.*? to (.+)$/i)?.[1];
  if (percent !== undefined && Number(percent) <= 100)
    return act('update_goal', { goalId: only.goal.id, progress: Number(percent) });
  if (status) return act('update_goal', { goalId: only.goal.id, status });
  if (renamed) return act('update_goal', { goalId: only.goal.id, title: renamed });
  return ask(`What has changed about "${only.goal.text}"?`, ['goal', 'text']);
}
