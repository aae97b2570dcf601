// Sentences with the answer that a careful person would give, as evaluation sets hold them.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Line, parseLine } from '../../src/assistant/interpret-line.ts';

const actionSchema = z.looseObject({
  action: z.string(),
  start: z.string().optional(),
  date: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  partOfDay: z.string().optional(),
  after: z.string().optional(),
  before: z.string().optional(),
  durationMinutes: z.number().optional(),
  attendees: z.array(z.string()).default([]),
  people: z.array(z.string()).default([]),
  title: z.array(z.string()).default([]),
  conference: z.string().optional(),
  location: z.string().optional(),
  meeting: z.coerce.string().optional(),
});
export type Action = z.output<typeof actionSchema>;

const answerSchema = z.union([
  z.object({ actions: z.array(actionSchema) }).transform(({ actions }) => actions),
  actionSchema.transform((action) => [action]),
]);

const itemSchema = z
  .looseObject({
    id: z.coerce.string(),
    expect: answerSchema,
    accept: z.array(answerSchema).default([]),
    tags: z.array(z.string()).min(1),
  })
  .transform(({ id, expect, accept, tags, ...line }) => ({ id, answers: [expect, ...accept], tags, line }));

export interface Item {
  readonly id: string;
  /** Each is right as a whole: the expected one, then those accepted as well. */
  readonly answers: readonly (readonly Action[])[];
  readonly category: string;
  readonly hard: boolean;
  readonly line: Line;
}

/** Throws for a file that is no set, naming the first field that is wrong. */
export function readItems(file: string | URL): Item[] {
  return z
    .array(itemSchema)
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .map(({ id, answers, tags, line }) => ({
      id,
      answers,
      category: tags[0] ?? '',
      hard: tags.includes('hard'),
      line: parseLine(JSON.stringify({ ...line, id })),
    }));
}
