// Slack as a notification channel: cards by direct message to colleagues and in channels, and a list of the week.
import type { MeetingOccasion } from '../domain/effects.ts';
import { isRefusal } from '../domain/errors.ts';
import type { Clock } from '../domain/time.ts';
import { type Channel, DeliveryError, type MeetingNotice, type Notice } from '../notifications/channel.ts';
import { MAX_LINES } from './cards/reply.ts';
import { cardWords } from './cards/words/words.ts';
import type { Directory } from './directory.ts';
import type { Poster } from './poster.ts';
import type { Posting } from './postings.ts';
import { isAnswer, NO_WAY_IN, waitOf } from './slack-answers.ts';
import { directMessages, type Workspaces } from './workspaces.ts';

/** Slack's answers that another attempt cannot change. */
const PERMANENT = [
  ...NO_WAY_IN,
  'account_inactive',
  'cannot_dm_bot',
  'not_authed',
  'invalid_auth',
  'token_revoked',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
];

/** After these the cards posted before show what they showed already. */
const WITHOUT_CHANGE: readonly MeetingOccasion[] = ['invited', 'reminder'];

/** What a notice says; the same words as in mails. */
export type Wording = (notice: Notice) => { readonly lead: string };

export function createNoticeChannel(options: {
  workspaces: Workspaces;
  directory: Directory;
  poster: Poster;
  wording: Wording;
  clock: Clock;
}): Channel {
  const { directory, poster } = options;

  /** Posts for its viewer; a message that an earlier attempt may have posted is looked for first. */
  async function post(posting: Posting, mayPost?: () => Promise<void>): Promise<void> {
    const viewer = await directory.sender(posting.tenant, posting.viewer, posting.id);
    await poster.postOnce(posting, viewer, mayPost);
  }

  function postingOf(notice: Notice, channel: string, viewer: string): Posting {
    return {
      tenant: notice.tenant,
      id: notice.deliveryId,
      channel,
      viewer,
      text: options.wording(notice).lead,
      textFirst: true,
      ...contentOf(notice),
      options: [],
      language: notice.recipient.language,
      at: options.clock(),
    };
  }

  async function directPosting(notice: Notice, userId: string): Promise<Posting> {
    const { client } = await options.workspaces.of(notice.tenant);
    return postingOf(notice, await directMessages(client, userId), userId);
  }

  async function announce(notice: MeetingNotice, channelId: string, mayPost?: () => Promise<void>): Promise<void> {
    // Seen with the organizer's eyes: what they announce is meant for everybody there.
    const posting = postingOf(notice, channelId, notice.meeting.organizer);
    try {
      await post({ ...posting, announcedIn: notice.recipient.zone }, mayPost);
    } catch (error) {
      if (isAnswer(error, NO_WAY_IN)) await tellOrganizer(notice);
      throw error;
    }
  }

  async function tellOrganizer(notice: MeetingNotice): Promise<void> {
    const { meeting, recipient } = notice;
    const posting = await directPosting(notice, meeting.organizer);
    const text = cardWords(recipient.language).cannotAnnounce(meeting.title);
    await post({ ...posting, id: `${posting.id}:refused`, text, meetingIds: [] });
  }

  async function send(notice: Notice, mayPost?: () => Promise<void>): Promise<void> {
    const { recipient } = notice;
    if (recipient.kind === 'colleague') await post(await directPosting(notice, recipient.userId), mayPost);
    else if (recipient.kind === 'channel' && notice.kind !== 'weekly_agenda') {
      await announce(notice, recipient.channelId, mayPost);
    } else {
      throw new DeliveryError('Slack tells colleagues, and channels of meetings.', { permanent: true });
    }
    if (notice.kind === 'weekly_agenda' || WITHOUT_CHANGE.includes(notice.occasion)) return;
    // Cards posted before show what this one tells.
    await poster.repaint(notice.tenant, notice.meeting.id, notice.deliveryId);
  }

  return {
    name: 'slack',
    async deliver(notice, signal, stillOurs) {
      signal.throwIfAborted();
      try {
        await send(notice, stillOurs);
      } catch (error) {
        if (error instanceof DeliveryError) throw error;
        const message = error instanceof Error ? error.message : String(error);
        const permanent = isRefusal(error) || isAnswer(error, PERMANENT);
        throw new DeliveryError(message, { permanent, waitMs: waitOf(error), cause: error });
      }
    },
  };
}

/** What stands below the words. */
function contentOf(notice: Notice): Pick<Posting, 'meetingIds' | 'versions' | 'listedIds' | 'again'> {
  if (notice.kind === 'weekly_agenda') {
    return { meetingIds: [], listedIds: notice.meetings.slice(0, MAX_LINES).map(({ id }) => id) };
  }
  const { id, version } = notice.meeting;
  // Those who were removed see no card of a meeting that is no longer theirs.
  if (notice.occasion === 'removed') return { meetingIds: [], listedIds: [] };
  const again = notice.occasion === 'follow_up' && notice.recipient.kind === 'colleague';
  return { meetingIds: [id], versions: { [id]: version }, listedIds: [], ...(again && { again: id }) };
}
