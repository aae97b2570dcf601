// Scores the interpreter's calls for a set of sentences: right or wrong as a whole, and wrong changes counted apart.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { messagesOf, parseLine, situationFromContext } from '../../../src/assistant/interpret-line.ts';
import { createInterpreter } from '../../../src/assistant/models/interpreter/interpreter.ts';
import type { Model } from '../../../src/assistant/models/model.ts';
import { parseTime } from '../../../src/tools/times.ts';
import { TOOLS } from './ask.ts';

const call = z.looseObject({
  action: z.string(),
  start: z.string().optional(),
  date: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  after: z.string().optional(),
  before: z.string().optional(),
  partOfDay: z.string().optional(),
  durationMinutes: z.number().optional(),
  attendees: z.array(z.string()).optional(),
  people: z.array(z.string()).optional(),
  title: z.array(z.string()).optional(),
  keywords: z.array(z.string()).optional(),
  location: z.string().optional(),
  conference: z.string().optional(),
  meeting: z.string().optional(),
  request: z.string().optional(),
  goal: z.string().optional(),
  progress: z.number().optional(),
  status: z.string().optional(),
  missing: z.array(z.string()).optional(),
});
const answer = z.union([z.object({ actions: z.array(call) }), call]);
const itemSchema = z.looseObject({
  id: z.string(),
  now: z.string(),
  zone: z.string(),
  text: z.string(),
  expect: answer,
  accept: z.array(answer).optional(),
  tags: z.array(z.string()).nonempty(),
});

type Item = z.output<typeof itemSchema>;
type Wanted = z.output<typeof call>;
type Given = Readonly<Record<string, unknown>>;
interface Made {
  readonly tool: string;
  readonly arguments: Given;
}

export interface Score {
  readonly right: number;
  readonly of: number;
  readonly actedWrongly: readonly string[];
  readonly failed: readonly string[];
  readonly byCategory: ReadonlyMap<string, { readonly right: number; readonly of: number }>;
}

/** The sets that lie beside this file. */
const SETS = [
  'sentences.json',
  'sentences-booking.json',
  'sentences-mixed.json',
  'sentences-styles.json',
  'sentences-answers.json',
  'sentences-changes.json',
  'sentences-letters.json',
  'writers/terse.json',
  'writers/fluent.json',
  'writers/office.json',
  'writers/assistants.json',
  'writers/teams.json',
  'writers/practices.json',
  'writers/makers.json',
  'writers/abroad.json',
  'writers/field.json',
  'writers/talkers.json',
  'writers/features.json',
  'writers/trades.json',
  'writers/worldwide.json',
  'writers/phones.json',
  'writers/testers.json',
  'writers/care.json',
  'writers/planners.json',
  'writers/muddled.json',
  'writers/studios.json',
  'writers/campus.json',
  'writers/movers.json',
  'writers/consultants.json',
];
/** Whoever works on the interpreter leaves these alone, their totals too: they tell how it fares with strangers. */
const STRANGERS = ['../strangers/mixed.json', '../strangers/offices.json'];

const READS = new Set(['check_availability', 'list_meetings', 'list_goals']);

export async function score(file: URL, model: Model = createInterpreter()): Promise<Score> {
  const items = z.array(itemSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
  const byCategory = new Map<string, { right: number; of: number }>();
  const failed: string[] = [];
  const actedWrongly: string[] = [];
  for (const item of items) {
    const line = parseLine(JSON.stringify(item));
    const reply = await model.respond({
      messages: messagesOf(line),
      situation: situationFromContext(line),
      tools: TOOLS.map((name) => ({ name, description: '', parameters: {} })),
      maxOutputTokens: 500,
      signal: new AbortController().signal,
    });
    const made = reply.toolCalls.map(({ name, arguments: json }) => ({
      tool: name,
      arguments: JSON.parse(json) as Given,
    }));
    const asked = reply.clarification ?? (reply.text.includes('?') ? { missing: [] } : undefined);
    const right = [item.expect, ...(item.accept ?? [])].some((wanted) => isRight(wanted, made, asked?.missing, item));
    const [category, ...features] = item.tags;
    for (const group of [category ?? 'none', ...features.filter((tag) => tag === 'hard')]) {
      const row = byCategory.get(group) ?? { right: 0, of: 0 };
      byCategory.set(group, { right: row.right + Number(right), of: row.of + 1 });
    }
    if (right) continue;
    failed.push(item.id);
    if (made.some(({ tool }) => !READS.has(tool))) actedWrongly.push(item.id);
  }
  return { right: items.length - failed.length, of: items.length, actedWrongly, failed, byCategory };
}

function isRight(
  wanted: z.output<typeof answer>,
  made: readonly Made[],
  missing: readonly string[] | undefined,
  item: Item,
) {
  const actions =
    'actions' in wanted && Array.isArray(wanted.actions) ? (wanted.actions as Wanted[]) : [wanted as Wanted];
  const [only] = actions;
  if (only?.action === 'chat' || only?.action === 'refuse') return made.length === 0;
  if (only?.action === 'clarify') {
    if (made.some(({ tool }) => !READS.has(tool)) || missing === undefined) return false;
    return missing.length === 0 || missing.some((one) => only.missing?.includes(one));
  }
  const left = [...made];
  for (const action of actions) {
    const index = left.findIndex((one) => fits(action, one, item));
    if (index < 0) return false;
    left.splice(index, 1);
  }
  return left.length === 0;
}

const TOOL_OF: Readonly<Record<string, string>> = {
  setup_recurring: 'setup_recurring_meetings',
  accept_request: 'respond_to_request',
  decline_request: 'respond_to_request',
};
const PARTS: Readonly<Record<string, { after?: string; before?: string }>> = {
  morning: { before: '12:00' },
  afternoon: { after: '12:00' },
  evening: { after: '17:00' },
};

function fits(wanted: Wanted, { tool, arguments: given }: Made, item: Item): boolean {
  if (tool !== (TOOL_OF[wanted.action] ?? wanted.action)) return false;
  const text = (value: unknown) => JSON.stringify(value ?? '').toLowerCase();
  const holds = (words: readonly string[] | undefined, value: unknown) =>
    (words ?? []).every((word) => text(value).includes(word.toLowerCase()));
  const same = (...keys: string[]) => keys.every((key) => wanted[key] === undefined || wanted[key] === given[key]);
  const starts =
    wanted.start === undefined ? given.start === undefined : sameInstant(wanted.start, given.start, item.zone);
  switch (wanted.action) {
    case 'book_meeting':
      return (
        starts &&
        same('durationMinutes', 'conference') &&
        samePeople([...(wanted.attendees ?? []), ...(wanted.people ?? [])], given.attendees) &&
        holds(wanted.title, given.title) &&
        holds(wanted.location ? [wanted.location] : [], given.location)
      );
    case 'update_meeting':
      return given.meetingId === wanted.meeting && starts && wanted.durationMinutes === given.durationMinutes;
    case 'cancel_meeting':
    case 'complete_meeting':
      return given.meetingId === wanted.meeting;
    case 'check_availability': {
      const part = { after: given.after, before: given.before, ...PARTS[String(given.partOfDay)] };
      const asked = { after: wanted.after, before: wanted.before, ...PARTS[wanted.partOfDay ?? ''] };
      return (
        sameDays(wanted, given) && part.after === asked.after && part.before === asked.before && same('durationMinutes')
      );
    }
    case 'list_meetings':
      return sameDays(wanted, given);
    case 'setup_recurring':
      return same('intervalDays', 'durationMinutes', 'hour', 'minute');
    case 'set_goal':
      return holds(wanted.keywords, given);
    case 'update_goal':
      return (
        given.goalId === wanted.goal &&
        same('progress') &&
        (wanted.status === undefined || given.status === (wanted.status === 'done' ? 'achieved' : wanted.status))
      );
    default:
      return given.requestId === wanted.request && given.accept === (wanted.action === 'accept_request');
  }
}

function sameInstant(wanted: string, given: unknown, zone: string): boolean {
  return typeof given === 'string' && parseTime(given, zone).getTime() === Date.parse(wanted);
}

const sameDays = (wanted: Wanted, given: Given) =>
  (wanted.date ?? wanted.from) === (given.date ?? given.from) &&
  (wanted.date ?? wanted.to) === (given.date ?? given.to);

/** A name and the address that begins with it are one person. */
function samePeople(wanted: readonly string[], given: unknown): boolean {
  const people = z.array(z.string()).parse(given);
  const key = (person: string) => person.toLowerCase().split('@')[0] ?? '';
  const known = (person: string, others: readonly string[]) =>
    others.some((other) => key(other) === key(person) || key(other).split(' ')[0] === key(person).split(' ')[0]);
  return wanted.length === people.length && wanted.every((person) => known(person, people));
}

/** The score as rows of a table: category, right, of. */
export function table({ right, of, actedWrongly, byCategory }: Score): string {
  const rows = [...byCategory].map(([category, row]) => `${category.padEnd(14)} ${row.right}/${row.of}`);
  const share = ((100 * right) / of).toFixed(1);
  return [...rows, `all            ${right}/${of} (${share} %), ${actedWrongly.length} acted wrongly`].join('\n');
}

if (import.meta.main) {
  for (const name of process.argv.includes('--strangers') ? STRANGERS : SETS) {
    process.stdout.write(`${name}\n${table(await score(new URL(name, import.meta.url)))}\n\n`);
  }
}
