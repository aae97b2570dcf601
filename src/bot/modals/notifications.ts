// /parley notifications and /parley defaults: show what is set, and save what is changed.
import type { Accounts, NotificationPreferences } from '../../domain/accounts/accounts.ts';
import type { UserActor } from '../../domain/actor.ts';
import { DomainError, isRefusal } from '../../domain/errors.ts';
import type { Sender } from '../directory.ts';
import type { Poster } from '../poster.ts';
import { refusal } from '../sentences.ts';
import { isAnswer, NO_WAY_IN } from '../slack-answers.ts';
import type { NewTurn, Turn, Work } from '../turns.ts';
import { botWords, languageOfUser } from '../words/words.ts';
import type { TurnContext } from '../worker.ts';
import { directMessages, type Workspaces } from '../workspaces.ts';
import type { Modals } from './modals.ts';
import { notificationsView, type Scope } from './notifications-view.ts';
import { sentenceView } from './sentence-view.ts';

export type SettingsTurn = Turn & { readonly work: Extract<Work, { kind: 'settings' }> };

export interface Notifications {
  /** The settings of a workspace are shown to its admins. */
  open(turn: NewTurn, triggerId: string, scope: Scope): Promise<void>;
  /** Refusals are told in the modal while it waits, else by direct message; anything else is thrown, to be tried again. */
  save(turn: SettingsTurn, sender: Sender, context: TurnContext): Promise<void>;
  /** Tells by direct message that what was asked for could not be saved. */
  apologize(turn: SettingsTurn, sender: Sender): Promise<void>;
}

export function createNotifications(options: {
  accounts: Accounts;
  workspaces: Workspaces;
  modals: Modals;
  poster: Poster;
}): Notifications {
  const { accounts, workspaces, poster } = options;

  /** Says in a channel what is to come: a place to which Parley has no way is found out now, and by whom it concerns. */
  async function introduce(turn: SettingsTurn, channel: string, sender: Sender): Promise<void> {
    const words = botWords(languageOfUser(sender.user)).settings;
    const posting = {
      tenant: turn.tenant,
      id: `announce:${turn.eventId}`,
      channel,
      viewer: turn.userId,
      text: words.announces(turn.work.scope === 'own' ? sender.user.name : null),
      meetingIds: [],
      listedIds: [],
      options: [],
      at: turn.receivedAt,
    };
    try {
      await poster.postOnce(posting, sender);
    } catch (error) {
      if (!isAnswer(error, NO_WAY_IN)) throw error;
      throw new DomainError('invalid_input', words.noWayIn);
    }
  }

  /** The form is closed by now. */
  async function tell(turn: SettingsTurn, sentence: string): Promise<void> {
    const { client } = await workspaces.of(turn.tenant);
    await poster.whisper({ channel: await directMessages(client, turn.userId) }, turn, sentence);
  }

  async function apply(turn: SettingsTurn, sender: Sender): Promise<void> {
    const { scope, settings } = turn.work;
    if (scope === 'workspace') onlyAdmins(sender.actor);
    if (settings.announceIn) await introduce(turn, settings.announceIn, sender);
    if (Object.keys(settings).length === 0) return;
    if (scope === 'own') await accounts.setNotifications(sender.actor, settings);
    else await accounts.setTenantNotifications(sender.actor, settings);
  }

  /** What holds for the reader, or for somebody who has set nothing. */
  async function current({ actor, user }: Sender, scope: Scope): Promise<NotificationPreferences> {
    if (scope === 'workspace') onlyAdmins(actor);
    const { notifications: _, ...unset } = user;
    const held = (await accounts.preferences(actor, [scope === 'own' ? user : unset])).get(user.id);
    if (!held) throw new DomainError('not_found', 'I have no settings of yours.');
    return held;
  }

  return {
    open: (turn, triggerId, scope) =>
      options.modals.open(turn, triggerId, ({ settings }) => settings.reading, {
        sentence: (text, words) => sentenceView(words.settings[scope].title, text, words),
        read: async (sender, words) => notificationsView(await current(sender, scope), scope, words),
      }),
    async save(turn, sender, context) {
      try {
        await apply(turn, sender);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        const sentence = refusal(error, sender.user);
        if (!context.settled?.(sentence)) await tell(turn, sentence);
        return;
      }
      context.settled?.();
    },
    apologize: (turn, { user }) => tell(turn, botWords(languageOfUser(user)).sentences.unsaved(turn.requestId)),
  };
}

/** Before anything is said or posted: accounts refuse it too. */
function onlyAdmins({ role }: UserActor): void {
  if (role === 'admin') return;
  throw new DomainError('forbidden', 'Only an admin of the workspace may set what holds for everybody.');
}
