// Guards must not get into the way: of all the sentences with a known right answer, none that asks for a change is held
// back when the model makes exactly that change; and those that ask for none let few changes through.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { type Consent, consentOf } from '../../../src/assistant/consent.ts';
import type { GuardedTurn } from '../../../src/assistant/guards/guard.ts';
import { guardCall } from '../../../src/assistant/guards/guards.ts';
import { messagesOf, parseLine, situationFromContext } from '../../../src/assistant/interpret-line.ts';
import type { ToolCall } from '../../../src/assistant/models/model.ts';
import { createSlotSigner } from '../../../src/domain/availability/slot-id.ts';
import { parseArguments } from '../../../src/tools/call.ts';
import { ALL_TOOLS } from '../../../src/tools/index.ts';
import { freshDatabase } from '../../support/database.ts';
import { createWorld } from '../../support/world.ts';

const FOLDER = new URL('../interpreter/', import.meta.url);
const SETS = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));

/** Sets call some tools by what they are for. */
const TOOL_OF: Readonly<Record<string, string>> = {
  setup_recurring: 'setup_recurring_meetings',
  accept_request: 'respond_to_request',
  decline_request: 'respond_to_request',
};

/** What a call needs besides, which no guard looks at. */
const BESIDES: Readonly<Record<string, object>> = {
  setup_recurring_meetings: { intervalDays: 7, durationMinutes: 30, hour: 9, minute: 0 },
  respond_to_request: { requestId: 'r1', accept: true },
  update_meeting: { location: 'here' },
  set_goal: { title: 'Run' },
  update_goal: { goalId: 'g1', progress: 50 },
};

const action = z.object({
  action: z.string(),
  start: z.string().optional(),
  meeting: z.string().optional(),
  attendees: z.array(z.string()).optional(),
});
const items = z.array(
  z.looseObject({ id: z.string(), expect: z.union([z.object({ actions: z.array(action) }), action]) }),
);

type Items = z.output<typeof items>;

function itemsOf(set: string): Items {
  return items.parse(JSON.parse(readFileSync(new URL(set, FOLDER), 'utf8')));
}

const actionsOf = ({ expect: wanted }: Items[number]) => ('actions' in wanted ? wanted.actions : [wanted]);

/** Makes the turn in which a sentence is said, with nothing agreed to; `agreed` is what the conversation agrees to. */
async function createTurns(): Promise<(item: Items[number]) => GuardedTurn & { made: ToolCall[]; agreed: Consent }> {
  const world = createWorld(await freshDatabase());
  const services = { ...world, slots: createSlotSigner(Buffer.alloc(32, 1)) };
  const ada = await world.addUser('U0ADA', 'Ada Berg');
  const user = await world.accounts.user(ada, ada.userId);
  return (item) => {
    const line = parseLine(JSON.stringify(item));
    const history = messagesOf(line).slice(0, -1);
    const read = situationFromContext(line);
    // Whom a question of ours names, the directory knows.
    const asked = history.flatMap((said) =>
      said.role === 'assistant' ? (said.text.match(/[\w.+-]+@[\w.-]*\w/g) ?? []) : [],
    );
    const situation = { ...read, people: [...read.people, ...asked.map((email) => ({ email }))] };
    return {
      text: line.text,
      history,
      situation,
      consent: { covers: () => false },
      agreed: consentOf(history, line.text, ada.userId, situation),
      made: [],
      context: { actor: ada, user: { ...user, zone: line.zone }, now: line.now, services },
    };
  };
}

it.each(SETS)('right answers to %s pass all guards', async (set) => {
  const turnOf = await createTurns();
  const held: string[] = [];
  let judged = 0;
  for (const item of itemsOf(set)) {
    const turn = turnOf(item);
    for (const { action: name, meeting, attendees, ...more } of actionsOf(item)) {
      const tool = ALL_TOOLS.find((one) => one.name === (TOOL_OF[name] ?? name));
      if (!tool?.changes) continue;
      judged++;
      const besides = {
        ...BESIDES[tool.name],
        ...(meeting && { meetingId: meeting }),
        ...(attendees && { attendees }),
      };
      const call = { id: 'c', name: tool.name, arguments: JSON.stringify({ ...more, ...besides }) };
      expect(parseArguments(tool, call.arguments).ok, item.id).toBe(true);
      const refusal = await guardCall(tool, call, turn);
      turn.made.push(call);
      // A plain yes to a question that named the meeting is agreement enough.
      if (refusal && !turn.agreed.covers(call)) held.push(`${item.id} "${turn.text}": ${refusal.error.message}`);
    }
  }
  expect(judged).toBeGreaterThan(40);
  expect(held).toEqual([]);
});

it.each([
  ['cancel_meeting', { meetingId: 'unknown' }, 0.95],
  ['book_meeting', { start: '2027-01-08T14:00' }, 0.82],
] as const)('%s is held back in most sentences that only look', async (name, input, least) => {
  const turnOf = await createTurns();
  const tool = ALL_TOOLS.find((one) => one.name === name);
  if (!tool) throw new Error(`There is no ${name}.`);
  const looks = SETS.flatMap(itemsOf).filter((item) =>
    actionsOf(item).every(({ action: wanted }) => ['list_meetings', 'check_availability'].includes(wanted)),
  );
  const free: string[] = [];
  for (const item of looks) {
    const turn = turnOf(item);
    const call = { id: 'c', name, arguments: JSON.stringify(input) };
    if (!(await guardCall(tool, call, turn))) free.push(turn.text);
  }
  expect(looks.length).toBeGreaterThan(80);
  expect(1 - free.length / looks.length, free.join('\n')).toBeGreaterThan(least);
});
