// Posts and repaints messages. A message that an earlier attempt may have posted is looked for by the id in its metadata
// before it is posted, so that a crash between Slack's answer and our record leaves one message.
import type { FetchFunction, WebClient } from '@slack/web-api';
import type { TenantId, UserId } from '../domain/actor.ts';
import type { Meetings } from '../domain/meetings/meetings.ts';
import type { Clock } from '../domain/time.ts';
import { escapeCut } from './cards/mrkdwn.ts';
import { MAX_LINES, type RenderedMessage, renderReply } from './cards/reply.ts';
import type { Directory, Sender } from './directory.ts';
import type { Posted, Posting, PostingStore } from './postings.ts';
import type { ClickedCard, Place } from './turns.ts';
import type { Workspaces } from './workspaces.ts';

const EVENT_TYPE = 'parley_posting';
/** How far back a message of ours is looked for: between an attempt and the next, little else is said. */
const LOOK_BACK = 200;
const MAX_REPAINTS = 50;

export interface Poster {
  /**
   * Posts and records. `attempted` says that it may have been posted before. Meetings are read fresh, so what is shown
   * is what is stored. Rejects with Slack's error.
   */
  post(posting: Posting, viewer: Sender, attempted: boolean): Promise<Posted>;
  /** Renders every message that shows the meeting as a card again, but for `except`. Never rejects. */
  repaint(tenant: TenantId, meetingId: string, except?: string): Promise<void>;
  /** Brings the clicked message up to date, wherever it came from; answers its posting's id. Never rejects. */
  repaintClicked(card: ClickedCard, meetingId: string, viewer: Sender): Promise<string | undefined>;
  /**
   * Takes the buttons off an answered question and shows the choice. False when the question was put to somebody else.
   */
  close(card: ClickedCard, choice: string, viewer: Sender): Promise<boolean>;
  /** Says something to one person, where they clicked. */
  whisper(place: Place, to: { tenant: TenantId; userId: UserId }, text: string): Promise<void>;
  /** Answers through a response_url, to the one person who acted. */
  respond(responseUrl: string, message: RenderedMessage, replace: boolean): Promise<void>;
  render(
    posting: Pick<Posting, 'text' | 'quote' | 'meetingIds' | 'listedIds' | 'options'>,
    viewer: Sender,
  ): Promise<RenderedMessage>;
}

export function createPoster(options: {
  workspaces: Workspaces;
  directory: Directory;
  postings: PostingStore;
  meetings: Meetings;
  fetch: FetchFunction;
  clock: Clock;
  onError: (error: unknown, doing: string) => void;
}): Poster {
  const { workspaces, directory, postings, meetings, clock } = options;

  async function clientOf(tenant: TenantId): Promise<WebClient> {
    return (await workspaces.of(tenant)).client;
  }

  const render: Poster['render'] = async (posting, { actor, user }) => {
    // A meeting that the viewer may no longer see has left their card.
    const shown = await meetings.some(actor, [...new Set([...posting.meetingIds, ...posting.listedIds])]);
    const among = (ids: readonly string[]) => shown.filter(({ id }) => ids.includes(id));
    const content = { ...posting, cards: among(posting.meetingIds), lines: among(posting.listedIds) };
    return renderReply(content, { actor, user, now: clock() }, (meeting) => meetings.allowed(actor, meeting));
  };

  /** The ts of a message with this posting's id, if it is there. */
  async function find(client: WebClient, posting: Posting): Promise<string | undefined> {
    const range = { channel: posting.channel, limit: LOOK_BACK, include_all_metadata: true } as const;
    const oldest = String(Math.floor(posting.at.getTime() / 1000) - 60);
    const { messages = [] } = posting.threadTs
      ? await client.conversations.replies({ ...range, ts: posting.threadTs, oldest })
      : await client.conversations.history({ ...range, oldest });
    return messages.find(({ metadata }) => {
      const payload: unknown = metadata?.event_payload;
      return (
        typeof payload === 'object' && payload !== null && 'posting_id' in payload && payload.posting_id === posting.id
      );
    })?.ts;
  }

  async function send(client: WebClient, posting: Posting, viewer: Sender): Promise<string> {
    const { text, blocks } = await render(posting, viewer);
    const { ts } = await client.chat.postMessage({
      channel: posting.channel,
      text,
      ...(blocks.length > 0 && { blocks }),
      ...(posting.threadTs && { thread_ts: posting.threadTs }),
      metadata: { event_type: EVENT_TYPE, event_payload: { posting_id: posting.id } },
      unfurl_links: false,
      unfurl_media: false,
    });
    if (!ts) throw new Error('Slack’s chat.postMessage answered without a ts.');
    return ts;
  }

  async function quietly(doing: string, work: () => Promise<void>): Promise<void> {
    await work().catch((error) => options.onError(error, doing));
  }

  async function update(posted: Posted, viewer: Sender): Promise<void> {
    const client = await clientOf(posted.tenant);
    const { text, blocks } = await render(posted, viewer);
    await client.chat.update({ channel: posted.channel, ts: posted.ts, text, blocks });
  }

  async function viewerOf(tenant: TenantId, viewer: UserId, known?: Sender): Promise<Sender> {
    return known && known.actor.userId === viewer ? known : directory.sender(tenant, viewer, 'repaint');
  }

  const respond: Poster['respond'] = async (responseUrl, message, replace) => {
    const response = await options.fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...message, response_type: 'ephemeral', replace_original: replace }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`Slack answered ${response.status} to a response_url.`);
  };

  return {
    render,
    respond,
    async post(posting, viewer, attempted) {
      const client = await clientOf(posting.tenant);
      const found = attempted ? await find(client, posting) : undefined;
      const posted: Posted = { ...posting, ts: found ?? (await send(client, posting, viewer)) };
      if (posting.meetingIds.length + posting.options.length > 0) await postings.posted(posted);
      return posted;
    },
    async repaint(tenant, meetingId, except) {
      await quietly('repainting cards', async () => {
        for (const posted of await postings.showing(tenant, meetingId, MAX_REPAINTS)) {
          if (posted.id === except) continue;
          await quietly('repainting a card', async () => update(posted, await viewerOf(tenant, posted.viewer)));
        }
      });
    },
    async repaintClicked(card, meetingId, viewer) {
      const { tenant } = viewer.actor;
      let id: string | undefined;
      await quietly('repainting the clicked card', async () => {
        const posted = card.ts && !card.ephemeral ? await postings.at(tenant, card.channel, card.ts) : null;
        id = posted?.id;
        if (posted) return update(posted, await viewerOf(tenant, posted.viewer, viewer));
        if (!card.responseUrl) return;
        // The one message with buttons that only its reader sees is the list of their meetings: it stays a list.
        const ahead = card.ephemeral ? await meetings.list(viewer.actor, { from: clock(), limit: MAX_LINES }) : [];
        const others = ahead.flatMap(({ id: other }) => (other === meetingId ? [] : [other]));
        const meetingIds = [meetingId, ...others.slice(0, MAX_LINES - 1)];
        const content = { text: '', meetingIds, listedIds: [], options: [] };
        await respond(card.responseUrl, await render(content, viewer), true);
      });
      return id;
    },
    async close(card, choice, viewer) {
      const { tenant, userId } = viewer.actor;
      const posted = card.ts ? await postings.at(tenant, card.channel, card.ts) : null;
      if (posted && posted.viewer !== userId) return false;
      if (!posted || posted.options.length === 0) return true;
      const closed = { ...posted, options: [], text: `${posted.text}\n→ ${choice}` };
      await postings.posted(closed);
      await quietly('closing a question', () => update(closed, viewer));
      return true;
    },
    async whisper(place, { tenant, userId }, text) {
      const client = await clientOf(tenant);
      await client.chat.postEphemeral({
        channel: place.channel,
        user: userId,
        text: escapeCut(text, 3000),
        ...(place.threadTs && { thread_ts: place.threadTs }),
      });
    },
  };
}
