// Posts and repaints messages. A message that an earlier attempt may have posted is looked for by the id in its metadata
// before it is posted, so that a crash between Slack's answer and our record leaves one message.
import type { FetchFunction, WebClient } from '@slack/web-api';
import { type Language, localeOf, type User } from '../domain/accounts/accounts.ts';
import type { TenantId, UserId } from '../domain/actor.ts';
import type { Meeting, Meetings } from '../domain/meetings/meetings.ts';
import type { Clock } from '../domain/time.ts';
import type { Viewer } from './cards/meeting-card.ts';
import { escapeCut } from './cards/mrkdwn.ts';
import { MAX_LINES, type RenderedMessage, renderReply } from './cards/reply.ts';
import type { Directory, Sender } from './directory.ts';
import type { Posted, Posting, PostingStore } from './postings.ts';
import type { ClickedCard, Place } from './turns.ts';
import { languageOfUser } from './words/words.ts';
import type { Workspaces } from './workspaces.ts';

const EVENT_TYPE = 'parley_posting';
/** How far back a message of ours is looked for: between an attempt and the next, little else is said. */
const LOOK_BACK = 200;
const MAX_REPAINTS = 50;

type Content = Pick<
  Posting,
  | 'text'
  | 'textFirst'
  | 'quote'
  | 'meetingIds'
  | 'versions'
  | 'listedIds'
  | 'options'
  | 'again'
  | 'language'
  | 'announcedIn'
>;

export interface Poster {
  /**
   * Posts and records. `before` is an earlier form of it that stands there, or says that there may be one: that is
   * brought up to date then. Meetings are read fresh, so what is shown is what is stored. Rejects with Slack's error, or
   * with that of `mayPost`: it is asked last before a new message, since composing waits for the database.
   */
  post(posting: Posting, viewer: Sender, before?: Posted | 'perhaps', mayPost?: () => Promise<void>): Promise<Posted>;
  /** Posts what nobody waits for: an earlier attempt, however long ago, may have posted it before its process died. */
  postOnce(posting: Posting, viewer: Sender, mayPost?: () => Promise<void>): Promise<Posted>;
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
  render(posting: Content, viewer: Sender): Promise<RenderedMessage>;
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

  /** The message, and the versions of the meetings that its text speaks of. */
  async function compose(posting: Content, { actor, user }: Sender) {
    // A meeting that the viewer may no longer see has left their card.
    const shown = await meetings.some(actor, [...new Set([...posting.meetingIds, ...posting.listedIds])]);
    const among = (ids: readonly string[]) => shown.filter(({ id }) => ids.includes(id));
    const cards = among(posting.meetingIds);
    const versions = posting.versions ?? Object.fromEntries(cards.map(({ id, version }) => [id, version]));
    const stale = cards.some(({ id, version }) => version > (versions[id] ?? version));
    const content = { ...posting, ...(stale && { text: '' }), cards, lines: among(posting.listedIds) };
    const language = posting.language ?? languageOfUser(user);
    const viewer = { actor, user: readerOf(posting, user, language), language, now: clock() };
    const allowed = (meeting: Meeting) => (posting.announcedIn ? [] : meetings.allowed(actor, meeting));
    return { message: renderReply(content, viewer, allowed), versions };
  }

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

  async function send(client: WebClient, posting: Posting, viewer: Sender, mayPost?: () => Promise<void>) {
    const { message, versions } = await compose(posting, viewer);
    await mayPost?.();
    const { text, blocks } = message;
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
    return { ...posting, versions, ts };
  }

  async function quietly(doing: string, work: () => Promise<unknown>): Promise<void> {
    await work().catch((error) => options.onError(error, doing));
  }

  async function update(posted: Posted, viewer: Sender): Promise<Posted> {
    const client = await clientOf(posted.tenant);
    const { message, versions } = await compose(posted, viewer);
    await client.chat.update({ channel: posted.channel, ts: posted.ts, ...message });
    return { ...posted, versions };
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

  const post: Poster['post'] = async (posting, viewer, before, mayPost) => {
    const client = await clientOf(posting.tenant);
    const there = before === 'perhaps' ? await find(client, posting) : before?.ts;
    const posted = there
      ? await update({ ...posting, ts: there }, viewer)
      : await send(client, posting, viewer, mayPost);
    if (posting.meetingIds.length + posting.options.length > 0) await postings.posted(posted);
    return posted;
  };

  return {
    render: async (posting, viewer) => (await compose(posting, viewer)).message,
    respond,
    post,
    async postOnce(posting, viewer, mayPost) {
      const since = await postings.intend(posting);
      return post(since ? { ...posting, at: since } : posting, viewer, since ? 'perhaps' : undefined, mayPost);
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
        if (posted) {
          await update(posted, await viewerOf(tenant, posted.viewer, viewer));
          return;
        }
        if (!card.responseUrl) return;
        // The one message with buttons that only its reader sees is the list of their meetings: it stays a list.
        const ahead = card.ephemeral ? await meetings.list(viewer.actor, { from: clock(), limit: MAX_LINES }) : [];
        const others = ahead.flatMap(({ id: other }) => (other === meetingId ? [] : [other]));
        const meetingIds = [meetingId, ...others.slice(0, MAX_LINES - 1)];
        const content = { text: '', meetingIds, listedIds: [], options: [] };
        await respond(card.responseUrl, (await compose(content, viewer)).message, true);
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

function readerOf({ announcedIn }: Content, { zone, locale }: User, language: Language): Viewer['user'] {
  return { zone: announcedIn ?? zone, locale: localeOf({ language, locale }) };
}
