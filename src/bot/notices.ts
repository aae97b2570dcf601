// Slack as a notification channel: a card by direct message to a colleague.
import { WebAPIPlatformError } from '@slack/web-api';
import { DomainError } from '../domain/errors.ts';
import type { Clock } from '../domain/time.ts';
import { type Channel, DeliveryError, type MeetingNotice } from '../notifications/channel.ts';
import type { Directory } from './directory.ts';
import type { Poster } from './poster.ts';
import type { Posting, PostingStore } from './postings.ts';
import { directMessages, type Workspaces } from './workspaces.ts';

/** Slack's answers that another attempt cannot change. */
const PERMANENT = [
  'account_inactive',
  'cannot_dm_bot',
  'channel_not_found',
  'is_archived',
  'not_authed',
  'invalid_auth',
  'token_revoked',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
];

/** What a notice says; the same words as in mails. */
export type Wording = (notice: MeetingNotice) => { readonly lead: string };

export function createNoticeChannel(options: {
  workspaces: Workspaces;
  directory: Directory;
  postings: PostingStore;
  poster: Poster;
  wording: Wording;
  clock: Clock;
}): Channel {
  async function send(notice: MeetingNotice, userId: string): Promise<void> {
    const { tenant, meeting, deliveryId } = notice;
    const { client } = await options.workspaces.of(tenant);
    const viewer = await options.directory.sender(tenant, userId, deliveryId);
    const posting: Posting = {
      tenant,
      id: deliveryId,
      channel: await directMessages(client, userId),
      viewer: userId,
      text: options.wording(notice).lead,
      // Those who were removed see no card of a meeting that is no longer theirs.
      meetingIds: notice.occasion === 'removed' ? [] : [meeting.id],
      versions: { [meeting.id]: meeting.version },
      listedIds: [],
      options: [],
      at: options.clock(),
    };
    const fresh = await options.postings.intend(posting);
    await options.poster.post(posting, viewer, fresh ? undefined : 'perhaps');
    // Cards posted before show what this one tells.
    if (notice.occasion !== 'invited') await options.poster.repaint(tenant, meeting.id, posting.id);
  }

  return {
    name: 'slack',
    async deliver(notice, signal) {
      const { recipient } = notice;
      if (recipient.kind !== 'colleague' || notice.kind === 'weekly_agenda') {
        throw new DeliveryError('Slack reaches colleagues with news of a meeting only.', { permanent: true });
      }
      signal.throwIfAborted();
      try {
        await send(notice, recipient.userId);
      } catch (error) {
        if (error instanceof DeliveryError) throw error;
        const message = error instanceof Error ? error.message : String(error);
        throw new DeliveryError(message, { permanent: isPermanent(error), cause: error });
      }
    },
  };
}

function isPermanent(error: unknown): boolean {
  if (error instanceof DomainError) return true;
  return error instanceof WebAPIPlatformError && PERMANENT.includes(error.data.error);
}
