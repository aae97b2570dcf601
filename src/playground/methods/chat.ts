// chat.*: posting, changing and deleting messages.
import { z } from 'zod';
import { type Block, errorMessages, messageBlocks, withIds } from '../blocks.ts';
import { defineMethod, findConversation, flag, id, json, type MethodContext, Refusal, timestamp } from '../method.ts';
import { messagePayload } from '../payloads.ts';
import type { MessageMetadata, StoredMessage } from '../store.ts';

const MAX_TEXT = 40_000;
const WRITE = ['chat:write'];

const metadata = z.strictObject({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.unknown()),
});

/** Checks blocks given as JSON and fills in missing ids. Refuses with `invalid_blocks` and Slack's messages. */
export function checkedBlocks(context: Pick<MethodContext, 'newId'>, value: unknown): Block[] {
  if (!Array.isArray(value)) throw new Refusal('invalid_blocks_format');
  const parsed = messageBlocks.safeParse(value);
  if (!parsed.success) {
    const messages = errorMessages(parsed.error, '/blocks');
    const errors = messages.map((message) => message.replace('[ERROR] ', ''));
    throw new Refusal('invalid_blocks', { errors, response_metadata: { messages } });
  }
  return withIds(parsed.data, () => context.newId().slice(0, 5));
}

function checkedMetadata(value: unknown): MessageMetadata {
  const parsed = metadata.safeParse(value);
  if (!parsed.success) throw new Refusal('invalid_metadata_format');
  return parsed.data;
}

function checkedText(text: string): string {
  if (text.length > MAX_TEXT) throw new Refusal('msg_too_long');
  return text;
}

/** A reply goes to the thread's first message, also when a reply's own ts is given. */
async function threadOf(context: MethodContext, channel: string, ts: string): Promise<string> {
  const root = await context.store.message(channel, ts);
  if (!root) throw new Refusal('thread_not_found');
  return root.threadTs ?? root.ts;
}

/** Stores a new message under the next free ts and tells those who look. One sent before is answered as it stands. */
export async function addMessage(
  context: Pick<MethodContext, 'store' | 'nextTs' | 'changed'>,
  message: Omit<StoredMessage, 'ts'>,
): Promise<StoredMessage> {
  for (;;) {
    const stored: StoredMessage = { ...message, ts: context.nextTs() };
    if (!(await context.store.addMessage(stored))) {
      const sent = message.clientId === undefined ? null : await context.store.sent(message.clientId);
      if (sent) return sent;
      continue;
    }
    context.changed({ kind: 'message', message: stored, fresh: true });
    return stored;
  }
}

const content = {
  text: z.string().optional(),
  blocks: json.optional(),
  mrkdwn: flag.optional(),
  parse: z.enum(['none', 'full']).optional(),
  link_names: flag.optional(),
};

async function composed(
  context: MethodContext,
  args: {
    channel: string;
    text?: string | undefined;
    blocks?: unknown;
    thread_ts?: string | undefined;
    metadata?: unknown;
  },
): Promise<Omit<StoredMessage, 'ts'>> {
  const conversation = findConversation(context, args.channel);
  const blocks = args.blocks === undefined ? [] : checkedBlocks(context, args.blocks);
  const text = checkedText(args.text ?? '');
  if (text === '' && blocks.length === 0) throw new Refusal('no_text');
  return {
    channel: conversation.id,
    user: context.workspace.bot.userId,
    text,
    ...(blocks.length > 0 && { blocks }),
    ...(args.thread_ts !== undefined && { threadTs: await threadOf(context, conversation.id, args.thread_ts) }),
    ...(args.metadata !== undefined && { metadata: checkedMetadata(args.metadata) }),
  };
}

/** A message of the bot's own; only those may be changed and deleted. */
async function ownMessage(
  context: MethodContext,
  channel: string,
  ts: string,
  refusal: string,
): Promise<StoredMessage> {
  const message = await context.store.message(findConversation(context, channel).id, ts);
  if (!message || message.onlyFor !== undefined) throw new Refusal('message_not_found');
  if (message.user !== context.workspace.bot.userId) throw new Refusal(refusal);
  return message;
}

const postMessage = defineMethod({
  scopes: WRITE,
  args: {
    channel: id,
    ...content,
    thread_ts: timestamp.optional(),
    reply_broadcast: flag.optional(),
    unfurl_links: flag.optional(),
    unfurl_media: flag.optional(),
    metadata: json.optional(),
  },
  async run(context, args) {
    const message = await addMessage(context, await composed(context, args));
    return { channel: message.channel, ts: message.ts, message: messagePayload(context.workspace, message) };
  },
});

const update = defineMethod({
  scopes: WRITE,
  args: {
    channel: id,
    ts: timestamp,
    ...content,
    metadata: json.optional(),
    reply_broadcast: flag.optional(),
  },
  async run(context, args) {
    const message = await ownMessage(context, args.channel, args.ts, 'cant_update_message');
    const blocks = args.blocks === undefined ? undefined : checkedBlocks(context, args.blocks);
    if (args.text === undefined && blocks === undefined && args.metadata === undefined) throw new Refusal('no_text');
    const changed = await context.store.changeMessage(message.channel, message.ts, {
      ...(args.text !== undefined && { text: checkedText(args.text) }),
      // Text alone replaces a message with blocks as a whole; an empty list takes the blocks away.
      ...((blocks !== undefined || args.text !== undefined) && { blocks: blocks?.length ? blocks : null }),
      ...(args.metadata !== undefined && { metadata: checkedMetadata(args.metadata) }),
      editedTs: context.nextTs(),
    });
    if (!changed) throw new Refusal('message_not_found');
    context.changed({ kind: 'message', message: changed, fresh: false });
    return {
      channel: changed.channel,
      ts: changed.ts,
      text: changed.text,
      message: messagePayload(context.workspace, changed),
    };
  },
});

const remove = defineMethod({
  scopes: WRITE,
  args: { channel: id, ts: timestamp },
  async run(context, args) {
    const message = await ownMessage(context, args.channel, args.ts, 'cant_delete_message');
    if (!(await context.store.removeMessage(message.channel, message.ts))) throw new Refusal('message_not_found');
    context.changed({ kind: 'removed', message });
    return { channel: message.channel, ts: message.ts };
  },
});

const postEphemeral = defineMethod({
  scopes: WRITE,
  args: { channel: id, user: id, ...content, thread_ts: timestamp.optional() },
  async run(context, args) {
    const message = await composed(context, args);
    if (!findConversation(context, args.channel).members.includes(args.user)) throw new Refusal('user_not_in_channel');
    const { ts } = await addMessage(context, { ...message, onlyFor: args.user });
    return { message_ts: ts };
  },
});

const setStatus = defineMethod({
  scopes: ['assistant:write', 'chat:write'],
  args: {
    channel_id: id,
    thread_ts: timestamp,
    status: z.string(),
    loading_messages: json.optional(),
  },
  async run(context, args) {
    const { id: channel } = findConversation(context, args.channel_id);
    if (!(await context.store.message(channel, args.thread_ts))) throw new Refusal('invalid_thread_ts');
    context.changed({ kind: 'status', channel, threadTs: args.thread_ts, text: args.status });
    return {};
  },
});

export const chatMethods = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'assistant.threads.setStatus': setStatus,
};
