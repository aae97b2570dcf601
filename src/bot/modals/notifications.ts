// /parley notifications: shows somebody's settings, and saves what they change.
import type { Accounts } from '../../domain/accounts/accounts.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Sender } from '../directory.ts';
import type { Poster } from '../poster.ts';
import type { PostingStore } from '../postings.ts';
import { refusal } from '../sentences.ts';
import { isAnswer, NO_WAY_IN } from '../slack-answers.ts';
import type { NewTurn, Turn, Work } from '../turns.ts';
import type { TurnContext } from '../worker.ts';
import { directMessages, type Workspaces } from '../workspaces.ts';
import type { Modals } from './modals.ts';
import { notificationsView } from './notifications-view.ts';
import { sentenceView } from './sentence-view.ts';

export type SettingsTurn = Turn & { readonly work: Extract<Work, { kind: 'settings' }> };

export interface Notifications {
  open(turn: NewTurn, triggerId: string): Promise<void>;
  /** Refusals are told in the modal while it waits, else by direct message; anything else is thrown, to be tried again. */
  save(turn: SettingsTurn, sender: Sender, context: TurnContext): Promise<void>;
}

export function createNotifications(options: {
  accounts: Accounts;
  workspaces: Workspaces;
  modals: Modals;
  poster: Poster;
  postings: PostingStore;
}): Notifications {
  const { accounts, workspaces, poster } = options;

  /** Says in a channel what is to come: a place to which Parley has no way is found out now, and by whom it concerns. */
  async function introduce(turn: SettingsTurn, channel: string, sender: Sender): Promise<void> {
    const posting = {
      tenant: turn.tenant,
      id: `announce:${turn.eventId}`,
      channel,
      viewer: turn.userId,
      text: `From now on I announce here when ${sender.user.name} books, moves or cancels a meeting.`,
      meetingIds: [],
      listedIds: [],
      options: [],
      at: turn.receivedAt,
    };
    try {
      const fresh = await options.postings.intend(posting);
      await poster.post(posting, sender, fresh ? undefined : 'perhaps');
    } catch (error) {
      if (!isAnswer(error, NO_WAY_IN)) throw error;
      throw new DomainError(
        'invalid_input',
        'I cannot write in that channel: invite me there with /invite @Parley, then save again.',
      );
    }
  }

  async function apply(turn: SettingsTurn, sender: Sender): Promise<void> {
    const { settings } = turn.work;
    if (settings.announceIn) await introduce(turn, settings.announceIn, sender);
    if (Object.keys(settings).length > 0) await accounts.setNotifications(sender.actor, settings);
  }

  return {
    open: (turn, triggerId) =>
      options.modals.open(turn, triggerId, 'Reading your settings…', {
        sentence: (text) => sentenceView('Notifications', text),
        async read({ actor, user }) {
          const current = (await accounts.preferences(actor, [user])).get(user.id);
          if (!current) throw new DomainError('not_found', 'I have no settings of yours.');
          return notificationsView(current);
        },
      }),
    async save(turn, sender, context) {
      try {
        await apply(turn, sender);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        const sentence = refusal(error, sender.user);
        if (context.settled?.(sentence)) return;
        const { client } = await workspaces.of(turn.tenant);
        await poster.whisper({ channel: await directMessages(client, turn.userId) }, turn, sentence);
        return;
      }
      context.settled?.();
    },
  };
}
