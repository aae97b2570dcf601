// conversations.*: channels, direct messages and what was said in them.
import { z } from 'zod';
import {
  defineMethod,
  findConversation,
  flag,
  id,
  limit,
  missingScope,
  Refusal,
  requireScope,
  timestamp,
} from '../method.ts';
import { conversationPayload, messagePayload } from '../payloads.ts';
import { conversationsOf, directMessageId } from '../workspace.ts';
import { page } from './directory.ts';

const open = defineMethod({
  scopes: ['im:write'],
  args: {
    users: z.string().optional(),
    channel: id.optional(),
    return_im: flag.optional(),
    prevent_creation: flag.optional(),
  },
  async run(context, { users, channel, return_im }) {
    const ids = users?.split(',') ?? [];
    if (ids.length === 0 && channel === undefined) throw new Refusal('users_list_not_supplied');
    // Group messages would need conversations of their own; Parley writes to one person at a time.
    if (ids.length > 1) throw new Refusal('not_enough_users');
    const [user] = ids;
    if (user !== undefined && !context.workspace.people.some((person) => person.id === user)) {
      throw new Refusal('user_not_found');
    }
    const conversation = findConversation(context, channel ?? directMessageId(user ?? ''));
    return {
      no_op: true,
      already_open: true,
      channel: return_im ? conversationPayload(context.workspace, conversation) : { id: conversation.id },
    };
  },
});

const info = defineMethod({
  scopes: [],
  args: { channel: id, include_locale: flag.optional(), include_num_members: flag.optional() },
  async run(context, { channel }) {
    const conversation = findConversation(context, channel);
    requireScope(context, conversation, 'read');
    return { channel: conversationPayload(context.workspace, conversation) };
  },
});

const members = defineMethod({
  scopes: [],
  args: { channel: id, limit: limit.optional(), cursor: z.string().optional() },
  async run(context, { channel, limit, cursor }) {
    const conversation = findConversation(context, channel);
    requireScope(context, conversation, 'read');
    const { items, response_metadata } = page(conversation.members, limit, cursor);
    return { members: items, response_metadata };
  },
});

const KINDS = { public_channel: 'channels:read', private_channel: 'groups:read', mpim: 'mpim:read', im: 'im:read' };

const list = defineMethod({
  scopes: [],
  args: {
    types: z.string().default('public_channel'),
    exclude_archived: flag.optional(),
    limit: limit.optional(),
    cursor: z.string().optional(),
  },
  async run(context, { types, limit, cursor }) {
    const { workspace, scopes } = context;
    const wanted = types.split(',').map((type) => type.trim());
    for (const type of wanted) {
      const needed = Object.entries(KINDS).find(([kind]) => kind === type)?.[1];
      if (needed === undefined) throw new Refusal('invalid_types');
      if (!scopes.has(needed)) throw missingScope(needed, scopes);
    }
    const found = conversationsOf(workspace).filter(({ kind }) =>
      wanted.includes(kind === 'im' ? 'im' : 'public_channel'),
    );
    const { items, response_metadata } = page(found, limit, cursor);
    return { channels: items.map((item) => conversationPayload(workspace, item)), response_metadata };
  },
});

const range = {
  channel: id,
  oldest: z.string().optional(),
  latest: z.string().optional(),
  inclusive: flag.optional(),
  limit: limit.optional(),
  cursor: z.string().optional(),
  include_all_metadata: flag.optional(),
};

const history = defineMethod({
  scopes: [],
  args: range,
  async run(context, args) {
    const conversation = findConversation(context, args.channel);
    requireScope(context, conversation, 'history');
    const limit = args.limit ?? 100;
    const found = await context.store.messages({
      channel: conversation.id,
      ...bounds(args),
      limit: limit + 1,
      keep: 'newest',
    });
    const hasMore = found.length > limit;
    const messages = hasMore ? found.slice(1) : found;
    const threads = await context.store.threads(
      conversation.id,
      messages.map(({ ts }) => ts),
    );
    return {
      messages: messages.toReversed().map((message) =>
        messagePayload(context.workspace, message, {
          metadata: args.include_all_metadata ?? false,
          thread: threads.get(message.ts),
        }),
      ),
      has_more: hasMore,
      response_metadata: { next_cursor: hasMore ? toCursor(messages[0]?.ts) : '' },
    };
  },
});

const replies = defineMethod({
  scopes: [],
  args: { ...range, ts: timestamp },
  async run(context, args) {
    const conversation = findConversation(context, args.channel);
    requireScope(context, conversation, 'history');
    const message = await context.store.message(conversation.id, args.ts);
    if (!message || message.onlyFor !== undefined) throw new Refusal('thread_not_found');
    const threadTs = message.threadTs ?? message.ts;
    const limit = args.limit ?? 1000;
    const after = args.cursor === undefined ? args.oldest : fromCursor(args.cursor);
    const found = await context.store.messages({
      channel: conversation.id,
      threadTs,
      ...bounds({ ...args, cursor: undefined, oldest: after }),
      limit: limit + 1,
      keep: 'oldest',
    });
    const hasMore = found.length > limit;
    const messages = found.slice(0, limit);
    const thread = (await context.store.threads(conversation.id, [threadTs])).get(threadTs);
    return {
      messages: messages.map((each) =>
        messagePayload(context.workspace, each, {
          metadata: args.include_all_metadata ?? false,
          thread: each.ts === threadTs ? thread : undefined,
        }),
      ),
      has_more: hasMore,
      response_metadata: { next_cursor: hasMore ? toCursor(messages.at(-1)?.ts) : '' },
    };
  },
});

function toCursor(ts: string | undefined): string {
  return ts === undefined ? '' : Buffer.from(`ts:${ts}`).toString('base64url');
}

function fromCursor(cursor: string): string {
  const ts = /^ts:(\d+\.\d{6})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (ts === undefined) throw new Refusal('invalid_cursor');
  return ts;
}

/** The store's bounds are exclusive: an inclusive one moves by the smallest step of a ts. */
function bounds(args: {
  oldest?: string | undefined;
  latest?: string | undefined;
  inclusive?: boolean | undefined;
  cursor?: string | undefined;
}): { after?: string; before?: string } {
  const { oldest, latest, inclusive = false, cursor } = args;
  const before = cursor === undefined ? latest && stepped(latest, inclusive ? 1 : 0) : fromCursor(cursor);
  return {
    ...(oldest !== undefined && Number(oldest) > 0 && { after: stepped(oldest, inclusive ? -1 : 0) }),
    ...(before && { before }),
  };
}

function stepped(ts: string, micros: number): string {
  const [seconds = '', fraction = ''] = ts.split('.');
  if (!/^\d+$/.test(seconds) || !/^\d*$/.test(fraction)) throw new Refusal('invalid_ts_oldest');
  const total = BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6)) + BigInt(micros);
  return `${total / 1_000_000n}.${String(total % 1_000_000n).padStart(6, '0')}`;
}

export const conversationMethods = {
  'conversations.open': open,
  'conversations.info': info,
  'conversations.members': members,
  'conversations.list': list,
  'conversations.history': history,
  'conversations.replies': replies,
};
