// The clauses that the intent model learns from, each as the model will see it: as the clause of a sketch.
import { readdirSync, readFileSync } from 'node:fs';
import { messagesOf, parseLine, situationFromContext } from '../../../../src/assistant/interpret-line.ts';
import { sketchOf } from '../../../../src/assistant/models/interpreter/recognise/recognise.ts';
import { clausesOf } from '../../../../src/assistant/models/interpreter/text/clauses.ts';
import { type Read, readIntent, withoutForbidden } from '../../../../src/assistant/models/interpreter/wishes/intent.ts';
import { featuresOf } from '../../../../src/assistant/models/interpreter/wishes/intent-features.ts';
import { LABELS, type Label } from '../../../../src/assistant/models/interpreter/wishes/intent-model.ts';
import { describesMeeting } from '../../../../src/assistant/models/interpreter/wishes/second-opinion.ts';
import { situationOf } from '../ask.ts';

export interface Example {
  readonly label: Label;
  /** As it was written. */
  readonly text: string;
  readonly features: readonly string[];
  /** What the grammar alone reads. */
  readonly rule: Read;
  /** A writer is learnt from as a whole, or not at all. */
  readonly writer: string;
}

const HERE = new URL('./', import.meta.url);
const SITUATION = situationOf('2026-03-10T09:20:00+00:00', 'Europe/London');

/** Requests and goals wait in other people's clauses as well, or they alone would tell what a clause wants. */
const everyThird = (count: number) => count % 3 === 0;

/** A writer's files begin with the same name: `house-looking.tsv`. */
const writerOf = (file: string) => file.replace(/(?:-.*)?\.\w+$/, '');

/** One writer's clauses: label, `m` (about a meeting that stands) or `-`, text. Throws on a line of another form. */
function written(file: string): Example[] {
  return readFileSync(new URL(file, HERE), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name, flag, text, ...more] = line.split('\t');
      const label = LABELS.find((one) => one === name);
      if (label === undefined || !text || (flag !== 'm' && flag !== '-') || more.length > 0)
        throw new Error(`${file}: "${line}" is not a label, m or -, and a text`);
      const clause = sketchOf(text, SITUATION).text;
      const hints = {
        meeting: flag === 'm',
        requests: label === 'respond' || everyThird(text.length),
        goals: label === 'update_goal' || everyThird(text.length + 1),
      };
      const features = featuresOf(withoutForbidden(clause), hints);
      return { label, text, features, rule: readIntent(clause, hints), writer: writerOf(file) };
    });
}

const OF_ACTION: Readonly<Record<string, Label>> = {
  book_meeting: 'book',
  update_meeting: 'move',
  cancel_meeting: 'cancel',
  check_availability: 'availability',
  list_meetings: 'list',
  complete_meeting: 'complete',
  setup_recurring: 'recurring',
  set_goal: 'goal',
  update_goal: 'update_goal',
  accept_request: 'respond',
  decline_request: 'respond',
  chat: 'chat',
  refuse: 'refuse',
};

interface Action {
  readonly action?: string;
  readonly start?: string;
  readonly durationMinutes?: number;
}

/** A change that names no time and no length is one of people, or of what it is called: only the first is sure. */
function labelOf(action: Action | undefined): Label | undefined {
  const timeless = action?.action === 'update_meeting' && !action.start && !action.durationMinutes;
  return timeless ? undefined : OF_ACTION[action?.action ?? ''];
}

interface Item {
  readonly text: string;
  readonly context?: { readonly history?: readonly unknown[] };
  readonly expect: Action & { readonly actions?: readonly Action[] };
}

/** The clauses of a set of sentences whose answers tell what each wants: answers in a talk are left out. */
function ofSet(file: URL, writer: string): Example[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as Item[]).flatMap((item) => {
    if (item.context?.history?.length) return [];
    const line = parseLine(JSON.stringify(item));
    const situation = situationFromContext(line);
    const message = messagesOf(line).at(-1);
    const sketch = sketchOf(message?.role === 'user' ? message.text : '', situation);
    const clauses = clausesOf(sketch.text);
    const actions = item.expect.actions ?? [item.expect];
    if (clauses.length !== actions.length) return [];
    return clauses.flatMap((clause, index) => {
      const label = labelOf(actions[index]);
      if (label === undefined) return [];
      const hints = {
        meeting: describesMeeting(sketch, clause, situation),
        requests: situation.requests.length > 0,
        goals: situation.goals.length > 0,
      };
      const features = featuresOf(withoutForbidden(clause), hints);
      return [{ label, text: sketch.words(clause), features, rule: readIntent(clause, hints), writer }];
    });
  });
}

/** All clauses, in an order that depends on nothing but the files. */
export function corpus(): Example[] {
  const lists = readdirSync(HERE)
    .filter((file) => file.endsWith('.tsv'))
    .sort();
  const sets = readdirSync(new URL('../', HERE))
    .filter((file) => /^sentences.*\.json$/.test(file))
    .sort();
  return [...lists.flatMap(written), ...sets.flatMap((file) => ofSet(new URL(`../${file}`, HERE), writerOf(file)))];
}
