// What each kind of recorded turn does. The sender becomes a user first: nobody acts without being one.

import type { Recalled } from '../assistant/turn.ts';
import type { TurnUsage } from '../assistant/usage.ts';
import type { Accounts } from '../domain/accounts/accounts.ts';
import { isRefusal } from '../domain/errors.ts';
import type { Meetings } from '../domain/meetings/meetings.ts';
import type { Clock } from '../domain/time.ts';
import type { Again } from './again.ts';
import type { Answers, SaidTurn } from './answers.ts';
import { MAX_LINES } from './cards/reply.ts';
import type { Changes } from './changes.ts';
import type { Directory, Sender } from './directory.ts';
import type { Notifications } from './modals/notifications.ts';
import type { Poster } from './poster.ts';
import type { NewTurn, Turn } from './turns.ts';
import { botWords, languageOfUser } from './words/words.ts';
import type { TurnContext, TurnWork } from './worker.ts';

const sentencesFor = ({ user }: Sender) => botWords(languageOfUser(user)).sentences;

/** What something said starts from. */
export interface Ahead {
  readonly sender: Sender | undefined;
  readonly recalled: Recalled | undefined;
}

export function createTurnWork(options: {
  accounts: Accounts;
  meetings: Meetings;
  directory: Directory;
  answers: Answers;
  again: Again;
  changes: Changes;
  notifications: Notifications;
  poster: Poster;
  clock: Clock;
}): TurnWork<Ahead> {
  const { directory, poster } = options;

  async function list(responseUrl: string, sender: Sender): Promise<void> {
    const found = await options.meetings.list(sender.actor, { from: options.clock(), limit: MAX_LINES });
    const text = found.length === 0 ? botWords(languageOfUser(sender.user)).noMeetings : '';
    const meetingIds = found.map(({ id }) => id);
    const message = await poster.render({ text, meetingIds, listedIds: [], options: [] }, sender);
    await poster.respond(responseUrl, message, false);
  }

  /** Who asked; null after somebody who cannot be a user was told so. */
  async function senderOf({ tenant, userId, requestId, work }: Turn): Promise<Sender | null> {
    try {
      return await directory.sender(tenant, userId, requestId);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const place = work.kind === 'say' ? work.place : 'card' in work ? work.card : null;
      if (place) await poster.whisper(place, { tenant, userId }, error.message);
      return null;
    }
  }

  async function readAhead({ work, ...turn }: NewTurn): Promise<Ahead> {
    const { tenant, userId, requestId } = turn;
    if (work.kind !== 'say') return { sender: undefined, recalled: undefined };
    const [sender, recalled] = await Promise.all([
      directory.known(tenant, userId, requestId),
      options.answers.recall({ ...turn, work }, directory.actorOf(tenant, userId, requestId)),
    ]);
    return { sender, recalled };
  }

  async function say(turn: SaidTurn, context: TurnContext, reading?: Promise<Ahead>): Promise<TurnUsage | undefined> {
    const { tenant, userId, requestId } = turn;
    // Of a workspace that was never met nobody's name is known yet.
    await directory.meet(tenant);
    const ahead = await reading?.catch(() => undefined);
    const [sender, recalled] = await Promise.all([
      ahead?.sender ?? senderOf(turn),
      turn.answer
        ? undefined
        : (ahead?.recalled ?? options.answers.recall(turn, directory.actorOf(tenant, userId, requestId))),
    ]);
    return sender ? options.answers.answer(turn, sender, context, recalled) : undefined;
  }

  return {
    readAhead,
    async run(turn, context, ahead) {
      const { work } = turn;
      if (work.kind === 'profile') {
        await options.accounts.ensureUser(turn.tenant, work.profile);
        return;
      }
      if (work.kind === 'gone') {
        await options.accounts.deactivate(turn.tenant, [turn.userId]);
        return;
      }
      if (work.kind === 'say') return say({ ...turn, work }, context, ahead);
      const sender = await senderOf(turn);
      if (!sender) return;
      switch (work.kind) {
        case 'again':
          return options.again.ask({ ...turn, work }, sender, context);
        case 'list':
          await list(work.responseUrl, sender);
          break;
        case 'cancel':
        case 'leave':
        case 'move':
          await options.changes.change({ ...turn, work }, sender, context);
          break;
        case 'settings':
          await options.notifications.save({ ...turn, work }, sender, context);
          break;
        case 'outdated':
          // A form has answered for itself.
          if (work.card) await poster.whisper(work.card, turn, sentencesFor(sender).outdated);
          break;
        case 'view':
          break;
      }
    },
    async giveUp(turn) {
      const { work, requestId } = turn;
      const sender = await senderOf(turn);
      if (!sender) return;
      if (work.kind === 'say') return options.answers.apologize({ ...turn, work }, sender);
      if (work.kind === 'settings') return options.notifications.apologize({ ...turn, work }, sender);
      if ('card' in work && work.card) await poster.whisper(work.card, turn, sentencesFor(sender).unsure(requestId));
    },
  };
}
