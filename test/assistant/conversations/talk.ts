// A conversation with Parley on a database, whoever speaks for it.
import type { Db } from 'mongodb';
import { createAssistant } from '../../../src/assistant/assistant.ts';
import type { Limits } from '../../../src/assistant/limits.ts';
import type { Model, ModelReply } from '../../../src/assistant/models/model.ts';
import type { TurnJournal, TurnResult, TurnStep, TurnView } from '../../../src/assistant/turn.ts';
import type { UserActor } from '../../../src/domain/actor.ts';
import { createSlotSigner } from '../../../src/domain/availability/slot-id.ts';
import type { ListedMeeting } from '../../../src/domain/meetings/meetings.ts';
import { createConversations } from '../../../src/storage/conversations.ts';
import { liveTools } from '../../../src/tools/index.ts';
import { createWorld, type World } from '../../support/world.ts';

/** What a language model says in a turn; a function where it depends on what stands by then. */
export type Script = readonly (Partial<ModelReply> | (() => Promise<Partial<ModelReply>>))[];

/** Makes the model for one turn. `done` throws when the script was not spoken to its end. */
export interface Way {
  readonly name: string;
  model(script: Script): { readonly model: Model; done(): void };
  close(): Promise<void>;
}

const nothing = () => {};

/** A journal that keeps what it is told, and dies in the place of a process that is killed. */
export function createJournal(steps: TurnStep[] = [], dieAfter = Number.POSITIVE_INFINITY): TurnJournal {
  let left = dieAfter;
  return {
    steps: [...steps],
    append: async (step) => {
      if (left === 0) throw new Error('killed');
      left--;
      steps.push(step);
    },
  };
}

export interface Talk {
  readonly world: World;
  readonly ada: UserActor;
  readonly bob: UserActor;
  say(text: string, script?: Script, options?: TalkOptions): Promise<TurnResult>;
  /** The id of a slot of half an hour, as offered to Ada. */
  sign(start: Date): string;
  /** Every meeting of the tenant's people, by start. */
  meetings(): Promise<ListedMeeting[]>;
  /** The one meeting that stands open. */
  open(): Promise<ListedMeeting>;
}

export interface TalkOptions {
  readonly actor?: UserActor;
  readonly journal?: TurnJournal;
  readonly eventId?: string;
  readonly conversation?: string;
  readonly fallback?: Model;
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
  /** Hears what would be shown of an answer before it is there. */
  readonly draft?: TurnView['draft'];
}

/**
 * Wednesday, January 7, 2026, 10:12 in New York. Ada talks; Bob and two Sams are her colleagues. Several companies share
 * a database under different names.
 */
export async function talkOn(db: Db, way: Way, company = 'T1'): Promise<Talk> {
  const world = createWorld(db, company);
  const ada = await world.addUser('U0ADA', 'Ada Berg');
  const bob = await world.addUser('U0BOB', 'Bob Stone');
  await world.addUser('U0LEE', 'Sam Lee');
  await world.addUser('U0FOX', 'Sam Fox');
  const conversations = createConversations(db);
  const slots = createSlotSigner(Buffer.alloc(32, 7));
  let events = 0;

  async function meetings(): Promise<ListedMeeting[]> {
    const states = ['scheduled', 'confirmed', 'active', 'completed', 'cancelled'] as const;
    const lists = await Promise.all([ada, bob].map((actor) => world.meetings.list(actor, { states })));
    const byId = new Map(lists.flat().map((meeting) => [meeting.id, meeting]));
    return [...byId.values()].sort((a, b) => a.start.getTime() - b.start.getTime());
  }

  return {
    world,
    ada,
    bob,
    meetings,
    sign: (start) =>
      slots.sign({
        tenant: world.tenant,
        subject: ada.userId,
        start: start.getTime(),
        durationMinutes: 30,
        expiresAt: start.getTime(),
      }),
    async open() {
      const [first, ...more] = (await meetings()).filter(({ state }) => state !== 'cancelled');
      if (!first || more.length > 0) throw new Error(`${first ? more.length + 1 : 0} meetings stand where one should.`);
      return first;
    },
    async say(text, script = [], options = {}) {
      const { model, done } = way.model(script);
      const assistant = createAssistant({
        model,
        fallback: options.fallback,
        tools: liveTools,
        services: { ...world, slots },
        conversations,
        clock: world.clock,
        limits: options.limits,
        log: { info: nothing, warn: nothing, error: nothing },
      });
      const request = {
        actor: options.actor ?? ada,
        conversation: options.conversation ?? 'C1:1.0',
        eventId: options.eventId ?? `E${++events}`,
        text,
      };
      const signal = options.signal ?? new AbortController().signal;
      const view = { status: nothing, draft: options.draft ?? nothing };
      const result = await assistant.run(request, options.journal ?? createJournal(), view, signal);
      await assistant.remember(request, result);
      done();
      return result;
    },
  };
}
