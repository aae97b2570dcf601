// What a mail says about itself: who sends it, what it answers, how it is stopped.
import { createHash } from 'node:crypto';
import type { Brand } from '../domain/brand.ts';
import type { Notice } from './channel.ts';
import { oneLine } from './safe-text.ts';
import { unsubscribeAddress } from './unsubscribe.ts';
import { isReader } from './wording.ts';

export interface Mailbox {
  readonly name?: string;
  readonly address: string;
}

/** How this Parley sends mail. */
export interface Sender {
  /** `Parley <parley@example.com>`, or the address alone. */
  readonly from: string;
  readonly brand: Brand;
}

/** Throws `TypeError` for what is no mailbox: the settings are checked when Parley starts. */
function mailboxOf(text: string): Mailbox {
  const [, name = '', bracketed, bare] = /^(?:"?([^"<>]*?)"?\s*<([^<>\s]+)>|([^<>\s]+))$/.exec(text.trim()) ?? [];
  const address = bracketed ?? bare;
  if (!address) throw new TypeError('The sender must be a mail address, like "Parley <parley@example.com>".');
  return { address, ...(name && { name }) };
}

/** The organizer writes, by way of Parley: a reader looks for people they know, and answers reach the organizer. */
export function sendersOf(notice: Notice, sender: Sender): { from: Mailbox; replyTo?: Mailbox } {
  const own = mailboxOf(sender.from);
  const unnamed = { address: own.address, name: own.name ?? sender.brand.name };
  if (notice.kind === 'weekly_agenda' || isReader(notice.recipient, notice.meeting.organizer)) return { from: unnamed };
  const organizer = oneLine(notice.organizerName, 80) || notice.organizerEmail;
  return {
    from: { address: own.address, name: `${organizer} via ${sender.brand.name}` },
    replyTo: { address: notice.organizerEmail, name: organizer },
  };
}

export interface Thread {
  /** The same for each attempt at one delivery, so that a duplicate can be recognised. */
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references?: string;
}

/**
 * All mails about one meeting to one reader hang on a root that is sent by nobody: the invitation may have gone another
 * way, and a second one must not carry the id of the first. Addresses are not told in ids.
 */
export function threadOf(notice: Notice, sender: Sender): Thread {
  const domain = mailboxOf(sender.from).address.split('@').at(-1);
  const id = (...parts: readonly string[]) =>
    `<${createHash('sha256')
      .update([notice.tenant, ...parts].join('\n'))
      .digest('hex')
      .slice(0, 32)}@${domain}>`;
  const messageId = id('delivery', notice.deliveryId);
  if (notice.kind === 'weekly_agenda') return { messageId };
  const root = id('meeting', notice.meeting.id, addressOf(notice));
  return { messageId, references: root, ...(notice.occasion !== 'invited' && { inReplyTo: root }) };
}

function addressOf({ recipient }: Notice): string {
  return recipient.kind === 'channel' ? recipient.channelId : recipient.email;
}

/**
 * Keeps out-of-office answers from coming back (RFC 3834, and Exchange's own), and offers a way out: by one click where
 * the address is https, as RFC 8058 asks.
 */
export function extraHeaders(notice: Notice): Readonly<Record<string, string>> {
  const unsubscribe = unsubscribeAddress(notice);
  return {
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'OOF, AutoReply',
    ...(unsubscribe && { 'List-Unsubscribe': `<${unsubscribe}>` }),
    ...(unsubscribe?.startsWith('https:') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  };
}
