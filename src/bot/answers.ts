// What is said to Parley becomes a turn of the assistant, and its result one message.
import { setImmediate as nextRound } from 'node:timers/promises';
import type { Assistant, Recalled, TurnJournal, TurnRequest, TurnStep } from '../assistant/turn.ts';
import type { TurnUsage } from '../assistant/usage.ts';
import type { UserActor } from '../domain/actor.ts';
import type { Sender } from './directory.ts';
import { createDraft } from './draft.ts';
import { plainText } from './plain-text.ts';
import type { Poster } from './poster.ts';
import type { Posting } from './postings.ts';
import { apology } from './sentences.ts';
import { createStatusLine } from './status-line.ts';
import { conversationOf, held, type Place, type Turn, type TurnStore, type Work } from './turns.ts';
import type { TurnContext } from './worker.ts';
import { directMessages, type Workspace, type Workspaces } from './workspaces.ts';

type Said = Extract<Work, { kind: 'say' }>;
export type SaidTurn = Turn & { readonly work: Said };
type ToRecall = Pick<SaidTurn, 'tenant' | 'eventId' | 'work'>;

/** A turn with all that it takes to answer it. */
interface Asked {
  readonly turn: SaidTurn;
  readonly viewer: Sender;
  readonly place: Place;
  readonly workspace: Workspace;
  readonly context: TurnContext;
}

export interface Answers {
  /** Reads what the turn starts from, as long as its user is still being read. Nothing where its place is not known yet. */
  recall(turn: ToRecall, actor: UserActor): Promise<Recalled | undefined>;
  /** Answers the turn in its conversation; returns what its models took. Throws when it should be tried again. */
  answer(turn: SaidTurn, viewer: Sender, context: TurnContext, recalled?: Recalled): Promise<TurnUsage | undefined>;
  /** Posts the sentence for a turn that was given up, with its own chance of failing. */
  apologize(turn: SaidTurn, viewer: Sender): Promise<void>;
}

export function createAnswers(options: {
  assistant: Assistant;
  workspaces: Workspaces;
  store: TurnStore;
  poster: Poster;
  onError: (error: unknown, doing: string) => void;
}): Answers {
  const { assistant, store, poster } = options;

  async function placeOf(work: Said, viewer: Sender, workspace: Workspace): Promise<Place> {
    if (work.place) return work.place;
    return { channel: await directMessages(workspace.client, viewer.actor.userId) };
  }

  /** Shown while the turn runs; a workspace that knows no status shows none. */
  function showStatus(workspace: Workspace, place: Place, work: Said, status: string): void {
    const threadTs = place.threadTs ?? work.messageTs;
    if (!threadTs) return;
    workspace.client.assistant.threads
      .setStatus({ channel_id: place.channel, thread_ts: threadTs, status })
      .catch(() => {});
  }

  async function run({ turn, viewer, place, workspace, context }: Asked, request: TurnRequest) {
    // What a model says and what a tool reads change nothing, so they are stored together with what comes of them: fewer
    // writes to wait for, and an attempt that never stored them says and reads the same again.
    const unsaved: TurnStep[] = [];
    let changing = false;
    const takeUnsaved = () => unsaved.splice(0);
    const journal: TurnJournal = {
      steps: turn.steps,
      async append(step) {
        unsaved.push(step);
        if (step.kind === 'call') changing = step.changes;
        if (step.kind !== 'model' && changing) await held(turn, store.appendSteps(turn, context.owner, takeUnsaved()));
      },
    };
    const status = createStatusLine((line) => showStatus(workspace, place, turn.work, line));
    const draft = createDraft({
      posting: posting(turn, place),
      viewer,
      poster,
      attempted: turn.tried === true,
      onError: (error) => options.onError(error, 'showing a part of an answer'),
    });
    try {
      const view = { status: status.set, draft: draft.say };
      const result = await assistant.run(request, journal, view, context.signal);
      return { answered: { answer: { result }, steps: takeUnsaved() }, result, shown: await draft.end() };
    } finally {
      status.end();
      await draft.end();
    }
  }

  function requestOf(turn: ToRecall, actor: UserActor, place: Place, workspace: Workspace): TurnRequest {
    return {
      actor,
      conversation: conversationOf(place),
      eventId: turn.eventId,
      text: plainText(turn.work.text, workspace.botUserId) || 'help',
    };
  }

  /** A turn has one message: every attempt posts under the same id, and one after the first looks for it before. */
  function posting(turn: SaidTurn, place: Place): Posting {
    return {
      ...place,
      tenant: turn.tenant,
      id: turn.requestId,
      viewer: turn.userId,
      text: '',
      ...(turn.work.quote && { quote: turn.work.quote }),
      meetingIds: [],
      listedIds: [],
      options: [],
      at: turn.receivedAt,
    };
  }

  return {
    async recall(turn, actor) {
      const { place } = turn.work;
      if (!place) return undefined;
      return assistant.recall(requestOf(turn, actor, place, await options.workspaces.of(turn.tenant)));
    },
    async answer(turn, viewer, context, recalled) {
      const workspace = await options.workspaces.of(turn.tenant);
      const { work } = turn;
      const place = await placeOf(work, viewer, workspace);
      if (work.question && !(await poster.close(work.question, work.text, viewer))) {
        await poster.whisper(place, turn, 'This question was put to somebody else.');
        return undefined;
      }
      const request = requestOf(turn, viewer.actor, place, workspace);
      const { answered, result, shown } = turn.answer
        ? { answered: undefined, result: turn.answer.result, shown: 'perhaps' as const }
        : await run(
            { turn, viewer, place, workspace, context },
            { ...request, user: viewer.user, ...(recalled && { recalled }) },
          );
      const reply: Posting = {
        ...posting(turn, place),
        text: result.text,
        meetingIds: result.changedMeetings,
        listedIds: result.listedMeetings.filter((id) => !result.changedMeetings.includes(id)),
        options: result.clarification?.options ?? [],
      };
      await context.stillHeld();
      try {
        await Promise.all([
          poster.post(reply, viewer, shown, context.stillHeld),
          // The message is what somebody waits for: it is under way first, and both are often stored in one commit.
          nextRound().then(() => assistant.remember(request, result)),
          ...result.changedMeetings.map((meetingId) => poster.repaint(turn.tenant, meetingId, reply.id)),
        ]);
      } catch (error) {
        if (answered) await held(turn, store.keepAnswer(turn, context.owner, answered));
        throw error;
      }
      return result.usage;
    },
    async apologize(turn, viewer) {
      const place = await placeOf(turn.work, viewer, await options.workspaces.of(turn.tenant));
      const text = apology(turn.requestId, turn.steps, viewer.user);
      await poster.post({ ...posting(turn, place), text }, viewer, 'perhaps');
    },
  };
}
