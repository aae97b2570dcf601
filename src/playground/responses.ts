// Where a response_url leads: five messages within half an hour, into the conversation in which a person acted.
import { z } from 'zod';
import { type MethodContext, Refusal } from './method.ts';
import { addMessage, checkedBlocks } from './methods/chat.ts';
import type { Grant } from './store.ts';

const USES = 5;
const MINUTES = 30;

export const RESPONSE_URL = 'https://hooks.slack.com/actions/';

const response = z.strictObject({
  text: z.string().max(40_000).optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
  mrkdwn: z.boolean().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
});
type SlackResponse = z.output<typeof response>;

/** Where the person acted: the conversation, and the message if it was one of its buttons. */
export type ResponseTarget = Required<Pick<Grant, 'user' | 'channel'>> & Pick<Grant, 'messageTs' | 'threadTs'>;

export async function createResponseUrl(context: MethodContext, target: ResponseTarget): Promise<string> {
  const id = context.newId() + context.newId();
  const expiresAt = new Date(context.clock().getTime() + MINUTES * 60_000);
  await context.store.putGrant({ ...target, id, kind: 'response', expiresAt, usesLeft: USES });
  return `${RESPONSE_URL}${context.workspace.id}/${id}`;
}

/** What a POST to a response_url does and is answered. */
export async function respond(context: MethodContext, url: string, body: unknown): Promise<Response> {
  const grant = await context.store.grant(url.slice(url.lastIndexOf('/') + 1));
  if (grant?.kind !== 'response' || grant.expiresAt <= context.clock()) return refused(404, 'expired_url');
  const parsed = response.safeParse(body);
  if (!parsed.success) return refused(400, 'invalid_payload');
  if (!(await context.store.useGrant(grant.id))) return refused(404, 'used_url');
  try {
    await carryOut(context, grant, parsed.data);
  } catch (error) {
    if (error instanceof Refusal) return refused(400, error.code);
    throw error;
  }
  return Response.json({ ok: true });
}

function refused(status: number, error: string): Response {
  return Response.json({ ok: false, error }, { status });
}

/**
 * Does what a response asks for. Without a `response_type` only the person sees the answer. The answer to a slash
 * command takes this form too.
 */
export async function carryOut(
  context: MethodContext,
  target: Pick<Grant, 'user' | 'channel' | 'messageTs' | 'threadTs'>,
  wish: SlackResponse,
): Promise<void> {
  const { channel = '', messageTs, user } = target;
  const original = messageTs === undefined ? null : await context.store.message(channel, messageTs);
  if (wish.delete_original) {
    if (original && (await context.store.removeMessage(channel, original.ts))) {
      context.changed({ kind: 'removed', message: original });
    }
    return;
  }
  const blocks = wish.blocks === undefined ? [] : checkedBlocks(context, wish.blocks);
  if (!wish.text && blocks.length === 0) throw new Refusal('no_text');
  if (wish.replace_original && original) {
    const message = await context.store.changeMessage(channel, original.ts, {
      text: wish.text ?? '',
      blocks: blocks.length > 0 ? blocks : null,
      editedTs: context.nextTs(),
    });
    if (message) context.changed({ kind: 'message', message, fresh: false });
    return;
  }
  const threadTs = wish.thread_ts ?? target.threadTs;
  await addMessage(context, {
    channel,
    user: context.workspace.bot.userId,
    text: wish.text ?? '',
    ...(blocks.length > 0 && { blocks }),
    ...(threadTs !== undefined && { threadTs }),
    ...(wish.response_type !== 'in_channel' && { onlyFor: user }),
  });
}

export function parseResponse(body: unknown): SlackResponse | null {
  const parsed = response.safeParse(body);
  return parsed.success ? parsed.data : null;
}
