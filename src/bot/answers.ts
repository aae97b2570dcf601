// What is said to Parley becomes a turn of the assistant, and its result one message.
import type { Assistant, TurnJournal, TurnStep } from '../assistant/turn.ts';
import type { Sender } from './directory.ts';
import { createDraft } from './draft.ts';
import { plainText } from './plain-text.ts';
import type { Poster } from './poster.ts';
import type { Posting } from './postings.ts';
import { apology } from './sentences.ts';
import { createStatusLine } from './status-line.ts';
import { type Answer, conversationOf, held, type Place, type Turn, type TurnStore, type Work } from './turns.ts';
import type { TurnContext } from './worker.ts';
import { directMessages, type Workspace, type Workspaces } from './workspaces.ts';

type Said = Extract<Work, { kind: 'say' }>;
export type SaidTurn = Turn & { readonly work: Said };

export interface Answers {
  answer(turn: SaidTurn, viewer: Sender, context: TurnContext): Promise<void>;
  /** Posts the sentence for a turn that was given up, with its own chance of failing. */
  apologize(turn: SaidTurn, viewer: Sender): Promise<void>;
}

export function createAnswers(options: {
  assistant: Assistant;
  workspaces: Workspaces;
  store: TurnStore;
  poster: Poster;
  newId: () => string;
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

  async function run(turn: SaidTurn, viewer: Sender, context: TurnContext, place: Place, workspace: Workspace) {
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
    const text = plainText(turn.work.text, workspace.botUserId) || 'help';
    const postingId = turn.draft ?? options.newId();
    const status = createStatusLine((line) => showStatus(workspace, place, turn.work, line));
    const draft = createDraft({
      posting: posting(turn, place, postingId),
      viewer,
      poster,
      intend: () => held(turn, store.setDraft(turn, context.owner, postingId)),
      attempted: turn.draft !== undefined,
      onError: (error) => options.onError(error, 'showing a part of an answer'),
    });
    try {
      const view = { status: status.set, draft: draft.say };
      const result = await assistant.run({ ...requestOf(turn, viewer, place), text }, journal, view, context.signal);
      const answer: Answer = { postingId, result };
      const [shown] = await Promise.all([
        draft.end(),
        held(turn, store.setAnswer(turn, context.owner, answer, takeUnsaved())),
      ]);
      return { answer, shown };
    } finally {
      status.end();
      await draft.end();
    }
  }

  const requestOf = (turn: SaidTurn, viewer: Sender, place: Place) => ({
    ...viewer,
    conversation: conversationOf(place),
    eventId: turn.eventId,
  });

  function posting(turn: SaidTurn, place: Place, id: string): Posting {
    return {
      ...place,
      tenant: turn.tenant,
      id,
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
    async answer(turn, viewer, context) {
      const workspace = await options.workspaces.of(turn.tenant);
      const { work } = turn;
      const place = await placeOf(work, viewer, workspace);
      if (work.question && !(await poster.close(work.question, work.text, viewer))) {
        await poster.whisper(place, turn, 'This question was put to somebody else.');
        return;
      }
      const { answer, shown } = turn.answer
        ? { answer: turn.answer, shown: 'perhaps' as const }
        : await run(turn, viewer, context, place, workspace);
      const { result } = answer;
      const reply: Posting = {
        ...posting(turn, place, answer.postingId),
        text: result.text,
        meetingIds: result.changedMeetings,
        listedIds: result.listedMeetings.filter((id) => !result.changedMeetings.includes(id)),
        options: result.clarification?.options ?? [],
      };
      const [{ id }] = await Promise.all([
        poster.post(reply, viewer, shown),
        assistant.remember(requestOf(turn, viewer, place), result),
      ]);
      for (const meetingId of result.changedMeetings) await poster.repaint(turn.tenant, meetingId, id);
    },
    async apologize(turn, viewer) {
      const place = await placeOf(turn.work, viewer, await options.workspaces.of(turn.tenant));
      const text = apology(turn.requestId, turn.steps);
      const id = turn.draft ?? `failed:${turn.eventId}`;
      await poster.post({ ...posting(turn, place, id), text }, viewer, 'perhaps');
    },
  };
}
