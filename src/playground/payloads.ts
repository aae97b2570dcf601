// Slack's JSON for people, messages and modals, made from what is stored.
import { elementsOf } from './blocks.ts';
import type { StoredMessage, StoredView, ThreadSummary } from './store.ts';
import type { Conversation, Person, Workspace } from './workspace.ts';

type Payload = Readonly<Record<string, unknown>>;

export function messagePayload(
  workspace: Workspace,
  message: StoredMessage,
  options: { metadata?: boolean; thread?: ThreadSummary | undefined } = {},
): Payload {
  const { bot } = workspace;
  const byBot = message.user === bot.userId;
  return {
    type: 'message',
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: workspace.id,
    ...(byBot && { bot_id: bot.botId, app_id: workspace.appId, bot_profile: botProfile(workspace) }),
    ...(message.clientId && { client_msg_id: message.clientId }),
    ...(message.blocks && { blocks: message.blocks }),
    ...(message.threadTs && { thread_ts: message.threadTs }),
    ...(message.editedTs && { edited: { user: message.user, ts: message.editedTs } }),
    ...(message.metadata && options.metadata && { metadata: message.metadata }),
    ...(options.thread && {
      thread_ts: message.ts,
      reply_count: options.thread.replies,
      reply_users: options.thread.users,
      reply_users_count: options.thread.users.length,
      latest_reply: options.thread.latestTs,
      is_locked: false,
      subscribed: true,
    }),
  };
}

function botProfile({ id, appId, bot }: Workspace): Payload {
  return { id: bot.botId, deleted: false, name: bot.name, updated: 0, app_id: appId, team_id: id };
}

export function userPayload(workspace: Workspace, person: Person, options: { email: boolean; locale: boolean }) {
  return {
    id: person.id,
    team_id: workspace.id,
    name: person.handle,
    deleted: person.deactivated ?? false,
    real_name: person.name,
    tz: person.zone,
    profile: {
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: person.handle,
      display_name_normalized: person.handle,
      first_name: person.name.split(' ')[0],
      last_name: person.name.split(' ').slice(1).join(' '),
      team: workspace.id,
      ...(options.email && { email: person.email }),
    },
    is_admin: person.admin,
    is_owner: person.admin,
    is_primary_owner: person.admin,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    updated: 0,
    ...(options.locale && { locale: person.locale }),
  } as const;
}

export function botUserPayload(workspace: Workspace): Payload {
  const { bot, id, appId } = workspace;
  return {
    id: bot.userId,
    team_id: id,
    name: bot.handle,
    deleted: false,
    real_name: bot.name,
    tz: 'America/Los_Angeles',
    profile: { real_name: bot.name, display_name: '', bot_id: bot.botId, api_app_id: appId, team: id },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: true,
    is_app_user: false,
    updated: 0,
  };
}

export function conversationPayload(workspace: Workspace, conversation: Conversation): Payload {
  const shared = { id: conversation.id, created: 0, is_archived: false, context_team_id: workspace.id };
  if (conversation.kind === 'im') {
    const user = conversation.members.find((member) => member !== workspace.bot.userId);
    return { ...shared, is_im: true, is_org_shared: false, user, is_user_deleted: false, is_open: true };
  }
  return {
    ...shared,
    name: conversation.name,
    name_normalized: conversation.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: false,
    is_general: true,
    is_member: conversation.members.includes(workspace.bot.userId),
    is_shared: false,
    num_members: conversation.members.length,
  };
}

/** `values` are what the person has entered so far. */
export function viewPayload(workspace: Workspace, stored: StoredView, values: Payload = {}): Payload {
  const { view } = stored;
  return {
    id: stored.id,
    team_id: workspace.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: { values },
    hash: stored.hash,
    title: view.title,
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: stored.previousId ?? null,
    root_view_id: stored.rootId,
    app_id: workspace.appId,
    external_id: view.external_id ?? '',
    app_installed_team_id: workspace.id,
    bot_id: workspace.bot.botId,
  };
}

/** Where in a message or view an element stands: its block, and the element itself as it was posted. */
export function findElement(blocks: StoredMessage['blocks'], blockId: string, actionId: string) {
  const block = blocks?.find(({ block_id }) => block_id === blockId);
  const element = block && elementsOf(block).find(({ action_id }) => action_id === actionId);
  return block && element ? { block, element } : null;
}
