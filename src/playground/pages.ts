// What a person sees of the workspace, in the words of the page.
import type { KnownBlock, ModalView } from '@slack/types';
import type {
  History,
  PageConversation,
  PageMessage,
  PageStatus,
  PageView,
  Session,
  Snapshot,
} from '../http/contract.ts';
import type { MethodContext } from './method.ts';
import type { StoredMessage, StoredView } from './store.ts';
import { type Conversation, conversationsOf, type Workspace } from './workspace.ts';

const PAGE_SIZE = 40;

export function sessionOf(workspace: Workspace, token: string): Session {
  return {
    token,
    workspace: workspace.name,
    bot: { id: workspace.bot.userId, name: workspace.bot.name },
    people: workspace.people.map(({ id, name, handle, email, zone, admin }) => ({
      id,
      name,
      handle,
      email,
      zone,
      admin,
    })),
  };
}

export function conversationsFor(workspace: Workspace, user: string): Conversation[] {
  return conversationsOf(workspace).filter(({ members }) => members.includes(user));
}

export function pageMessage(message: StoredMessage): PageMessage {
  const { channel, ts, threadTs, user, text, blocks, clientId } = message;
  return {
    channel,
    ts,
    ...(threadTs && { threadTs }),
    user,
    text,
    // Checked against Slack's rules when they were posted; the page knows them by Slack's own types.
    ...(blocks && { blocks: blocks as unknown as readonly KnownBlock[] }),
    ...(clientId && { clientId }),
    onlyYou: message.onlyFor !== undefined,
    edited: message.editedTs !== undefined && message.onlyFor === undefined,
  };
}

export function pageView({ id, hash, view }: StoredView): PageView {
  return { id, hash, view: view as unknown as ModalView };
}

/** The newest messages before `before`, with all replies to them. */
export async function historyOf(
  { store }: Pick<MethodContext, 'store'>,
  channel: string,
  user: string,
  before?: string,
): Promise<History> {
  const found = await store.messages({
    channel,
    viewer: user,
    limit: PAGE_SIZE + 1,
    keep: 'newest',
    ...(before !== undefined && { before }),
  });
  const more = found.length > PAGE_SIZE;
  const roots = more ? found.slice(1) : found;
  const threads = await store.threads(
    channel,
    roots.map(({ ts }) => ts),
    user,
  );
  const replies = await Promise.all(
    [...threads.keys()].map((threadTs) =>
      store.messages({ channel, threadTs, viewer: user, limit: 500, keep: 'newest', after: threadTs }),
    ),
  );
  return { messages: [...roots, ...replies.flat()].map(pageMessage), more };
}

export async function snapshotOf(
  context: MethodContext,
  user: string,
  at: string,
  statuses: readonly PageStatus[],
): Promise<Snapshot> {
  const conversations = conversationsFor(context.workspace, user);
  const [histories, views] = await Promise.all([
    Promise.all(conversations.map(async ({ id }) => [id, await historyOf(context, id, user)] as const)),
    context.store.viewsOf(user),
  ]);
  return {
    at,
    conversations: conversations.map(({ id, kind, name }): PageConversation => ({ id, kind, name })),
    histories: Object.fromEntries(histories),
    views: views.map(pageView),
    statuses: statuses.filter(({ channel }) => conversations.some(({ id }) => id === channel)),
  };
}
