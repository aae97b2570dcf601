// The small world in which one sentence is said: its user, the meetings and people that it speaks of, and what of all
// that stands afterwards.
import type { Db } from 'mongodb';
import { createAssistant } from '../../src/assistant/assistant.ts';
import { messagesOf } from '../../src/assistant/interpret-line.ts';
import type { Model } from '../../src/assistant/models/model.ts';
import type { TurnResult, TurnStep } from '../../src/assistant/turn.ts';
import { DEFAULT_RULES, normalName } from '../../src/domain/accounts/accounts.ts';
import { jobActor, type UserActor } from '../../src/domain/actor.ts';
import { createSlotSigner } from '../../src/domain/availability/slot-id.ts';
import { type ListedMeeting, MEETING_STATES } from '../../src/domain/meetings/meetings.ts';
import { createConversations } from '../../src/storage/conversations.ts';
import { liveTools } from '../../src/tools/index.ts';
import { createWorld, type World } from '../support/world.ts';
import type { Item } from './items.ts';

const USER = 'U0EVALUSER';
const CONVERSATION = 'D1:main';
const DAY_MS = 24 * 3_600_000;
const ALL_DAY = [{ from: '00:00', to: '24:00' }];
const ALWAYS = [ALL_DAY, ALL_DAY, ALL_DAY, ALL_DAY, ALL_DAY, ALL_DAY, ALL_DAY] as const;

export interface Stage {
  /** Ids of the meetings that the sentence knows by reference. */
  readonly ids: ReadonlyMap<string, string>;
  /** Says the sentence; answers the result and all steps of the turn. */
  say(model: Model): Promise<{ result: TurnResult; steps: readonly TurnStep[] }>;
  /** All meetings of the user, by id, whatever their state. */
  meetings(): Promise<ReadonlyMap<string, ListedMeeting>>;
  /** The user's own settings, as one text. */
  settings(): Promise<string>;
}

/** Throws when a meeting of the sentence's context cannot be. `name` is unique in the database. */
export async function setStage(db: Db, { line, answers }: Item, name: string): Promise<Stage> {
  const world = createWorld(db, name);
  const first = Math.min(line.now.getTime(), ...line.context.meetings.map(({ start }) => start.getTime()));
  world.setNow(new Date(first - DAY_MS));
  const actor = await world.addUser(USER, 'Pat Evaluser', line.zone);
  const actions = answers.flat();
  await addPeople(world, line.zone, [
    ...actions.flatMap(({ people }) => people.map((person) => ({ name: person }))),
    ...line.context.people,
    ...line.context.meetings.flatMap(({ attendees }) => attendees),
    ...[...line.text.matchAll(/<@([A-Z0-9]+)/g)].map(([, slackId]) => ({ slackId })),
    ...[...line.text.matchAll(/[\w.+-]+@[\w.-]+\w/g)].map(([email]) => ({ email })),
  ]);
  const ids = new Map<string, string>();
  for (const { ref, title, start, durationMinutes, attendees } of line.context.meetings) {
    const people = attendees.flatMap(({ email, slackId, name: called }) => email ?? slackId ?? called ?? []);
    const wish = { start, durationMinutes, title, attendees: people, confirmed: true };
    ids.set(ref, (await world.meetings.book(actor, wish, world.key())).meeting.id);
  }
  world.setNow(line.now);
  for (const id of ids.values()) await world.meetings.advance(jobActor(world.tenant, 'states', 'eval'), id);

  const conversations = createConversations(db);
  const said = messagesOf(line).slice(0, -1);
  if (said.length > 0) await conversations.append(actor, CONVERSATION, `${name}:before`, said, line.now);
  return {
    ids,
    say: (model) => say(world, conversations, actor, line.text, model),
    async meetings() {
      const found = await world.meetings.list(actor, { states: MEETING_STATES });
      return new Map(found.map((meeting) => [meeting.id, meeting]));
    },
    async settings() {
      const { zone, name: called, rules, defaultDurationMinutes } = await world.accounts.user(actor, USER);
      return JSON.stringify({ zone, called, rules, defaultDurationMinutes });
    },
  };
}

async function say(
  world: World,
  conversations: ReturnType<typeof createConversations>,
  actor: UserActor,
  text: string,
  model: Model,
): Promise<{ result: TurnResult; steps: readonly TurnStep[] }> {
  const nothing = () => {};
  const assistant = createAssistant({
    model,
    tools: liveTools,
    services: { ...world, slots: createSlotSigner(Buffer.alloc(32, 7)) },
    conversations,
    clock: world.clock,
    log: { info: nothing, warn: nothing, error: nothing },
  });
  const steps: TurnStep[] = [];
  const result = await assistant.run(
    { actor, conversation: CONVERSATION, eventId: 'E1', text },
    { steps: [], append: async (step) => void steps.push(step) },
    { status: nothing, draft: nothing },
    new AbortController().signal,
  );
  return { result, steps };
}

type Named = {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly slackId?: string | undefined;
};

/**
 * Colleagues who can be met at any hour: everybody with a name or a Slack id. A name that is a part of another one's, or
 * that begins a guest's address, is the same person. Guests need no account.
 */
async function addPeople(world: World, zone: string, people: readonly Named[]): Promise<void> {
  const known = new Set(people.flatMap(({ name, email }) => (name === undefined && email ? wordsOf(email) : [])));
  const longestFirst = people
    .map((person): Named => (isSlackId(person.name) ? { slackId: person.name } : person))
    .filter(({ name, slackId }) => name !== undefined || slackId !== undefined)
    .sort((a, b) => (b.name?.length ?? 0) - (a.name?.length ?? 0));
  for (const [index, { name, email, slackId }] of longestFirst.entries()) {
    const words = name === undefined ? [] : wordsOf(name);
    if (slackId === undefined ? words.every((word) => known.has(word)) : known.has(slackId)) continue;
    for (const word of [...words, ...(slackId === undefined ? [] : [slackId])]) known.add(word);
    const id = slackId ?? `U0EVAL${index}`;
    await world.accounts.ensureUser(world.tenant, {
      id,
      name: name ?? `Member ${id}`,
      email: email ?? `person${index}@people.example`,
      zone,
      locale: 'en-US',
      isAdmin: false,
    });
    await world.accounts.setRules(world.actor(id), { ...DEFAULT_RULES, weekly: ALWAYS });
  }
}

/** By which somebody of this name or address may be called. */
function wordsOf(text: string): string[] {
  return normalName(text.split('@')[0] ?? '').split(/[ ._-]/);
}

function isSlackId(text: string | undefined): text is string {
  return text !== undefined && /^[UW][A-Z0-9]{2,}$/.test(text);
}
