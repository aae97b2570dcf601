// The likely answers to a model's question, read from the results that made it ask: buttons need no model to write them.
import { z } from 'zod';
import { timePoint } from '../domain/time.ts';
import type { Clarification } from './models/model.ts';
import type { Situation } from './situation.ts';

/** More buttons than this are not looked at. */
const MOST = 4;

const start = z.object({ start: z.string() });
const refused = z.object({
  error: z.looseObject({
    code: z.string(),
    alternatives: z.array(start).optional(),
    nearest: z.array(start).optional(),
    candidates: z.array(z.looseObject({ email: z.string().optional() })).optional(),
  }),
});

/** Of the last refusal among the results (JSON texts of ToolResults); undefined for text that asks nothing. */
export function offersOf(
  text: string,
  results: readonly string[],
  reader: Pick<Situation, 'zone' | 'locale'>,
): Clarification | undefined {
  if (!text.includes('?')) return undefined;
  const error = results.flatMap((result) => refused.safeParse(JSON.parse(result)).data?.error ?? []).at(-1);
  if (!error) return undefined;
  if (error.code === 'confirmation_needed') return { missing: ['confirm'], options: ['yes', 'no'] };
  const people = (error.candidates ?? []).flatMap(({ email }) => email ?? []);
  if (people.length > 0) return { missing: ['attendees'], options: people.slice(0, MOST) };
  const times = (error.alternatives ?? error.nearest ?? []).map((slot) => new Date(slot.start));
  const options = times.slice(0, MOST).map((time) => timePoint(time, reader.zone, reader.locale));
  return options.length > 0 ? { missing: ['time'], options } : undefined;
}
