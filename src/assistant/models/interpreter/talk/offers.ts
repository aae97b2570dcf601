// The times that our last words offered: by the results of the tools, or else by the words alone.
import type { Situation } from '../../../situation.ts';
import { type Day, wallOf } from '../calendar.ts';
import { sketchOf } from '../recognise/recognise.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { intentOf } from '../wishes/intent.ts';
import { targetOf } from '../wishes/roles.ts';
import type { Outcome } from './results.ts';
import type { Said } from './said.ts';

/** A time that was offered; the half that is missing is known from the wish. */
export interface Offer {
  readonly day?: Day;
  readonly minute?: number;
}

export function offersOf(said: Said, outcomes: readonly Outcome[], situation: Situation): Offer[] {
  const shown = outcomes.flatMap(({ result }) => {
    if (!result) return [];
    if (!result.ok) return result.error.alternatives ?? [];
    const { free = [], slots = [], nextFree = [] } = result.data;
    return free.length > 0 ? free : [...slots, ...nextFree];
  });
  if (shown.length > 0) return shown.map(({ start }) => wallOf(new Date(start), situation.zone));
  const { question, proposes } = said;
  // "Shall I move it from 11 to 3?" offers 3 alone.
  if (question && proposes && intentOf(question.text, { requests: false, goals: false }) === 'move')
    return timesIn(question.part(targetOf(question.text).target.join(' ')));
  return timesIn(offering(said, situation));
}

/** What is taken is no offer: only the words from where the free times begin. */
function offering({ text, sketch }: Said, situation: Situation): Sketch {
  const free = text.match(/\b(?:free|open|available|offer|how about|have)\b(?!.*\btaken\b)|\bshall i\b.*/i);
  const after = free && sketchOf(text.slice(free.index), situation);
  return after && /#[tr]\d/.test(after.text) ? after : sketch;
}

/** Each time with the day that stands before it, or the only day there is; where no time stands, the days. */
function timesIn(sketch: Sketch): Offer[] {
  const offers: Offer[] = [];
  const [only, ...others] = sketch.all('d');
  let day: Day | undefined = others.length === 0 ? only?.from : undefined;
  for (const [, kind, index] of sketch.text.matchAll(/#([dtr])(\d+)/g)) {
    const date = kind === 'd' ? sketch.at('d', index) : undefined;
    if (date) day = date.from;
    const minute =
      kind === 't' ? sketch.at('t', index)?.minute : sketch.at('r', kind === 'r' ? index : undefined)?.from;
    if (minute !== undefined) offers.push(day === undefined ? { minute } : { day, minute });
  }
  if (offers.length > 0) return offers;
  const days = sketch.all('d').filter(({ from, to }) => from === to);
  return [...new Set(days.map(({ from }) => from))].map((day) => ({ day }));
}
