// What the playground remembers, over MongoDB: its messages survive a restart as everything else does.
import { type Collection, type Db, type IndexDescription, MongoServerError } from 'mongodb';
import type { TenantId } from '../domain/actor.ts';
import type {
  Grant,
  MessageQuery,
  PlaygroundStore,
  StoredMessage,
  StoredView,
  ThreadSummary,
} from '../playground/store.ts';

type Owned<T> = T & { readonly tenant: TenantId };

/** Queries may ask for null, which matches a field that is not there. */
interface MessageDocument extends Omit<StoredMessage, 'threadTs' | 'onlyFor'> {
  readonly tenant: TenantId;
  readonly threadTs?: string | null;
  readonly onlyFor?: string | null;
}

const PLAIN = { _id: 0, tenant: 0 } as const;
const DUPLICATE_KEY = 11_000;

const MESSAGES = 'playground_messages';
const VIEWS = 'playground_views';
const GRANTS = 'playground_grants';

export const PLAYGROUND_INDEXES: Readonly<Record<string, readonly IndexDescription[]>> = {
  [MESSAGES]: [
    { key: { tenant: 1, channel: 1, ts: 1 }, unique: true },
    { key: { tenant: 1, channel: 1, threadTs: 1, ts: 1 } },
    { key: { tenant: 1, clientId: 1 }, unique: true, partialFilterExpression: { clientId: { $exists: true } } },
  ],
  [VIEWS]: [{ key: { tenant: 1, id: 1 }, unique: true }, { key: { tenant: 1, user: 1 } }],
  [GRANTS]: [{ key: { tenant: 1, id: 1 }, unique: true }, { key: { tenant: 1, expiresAt: 1 } }],
};

/** The store of one workspace. */
export function createPlaygroundStore(db: Db, tenant: TenantId): PlaygroundStore {
  const messages: Collection<MessageDocument> = db.collection(MESSAGES);
  const views: Collection<Owned<StoredView>> = db.collection(VIEWS);
  const grants: Collection<Owned<Grant>> = db.collection(GRANTS);

  return {
    async addMessage(message) {
      try {
        await messages.insertOne({ ...message, tenant });
        return true;
      } catch (error) {
        if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
        throw error;
      }
    },
    message: (channel, ts) => messages.findOne<StoredMessage>({ tenant, channel, ts }, { projection: PLAIN }),
    sent: (clientId) => messages.findOne<StoredMessage>({ tenant, clientId }, { projection: PLAIN }),
    async changeMessage(channel, ts, { blocks, ...change }) {
      const set = { ...change, ...(blocks && { blocks }) };
      const update = blocks === null ? { $set: set, $unset: { blocks: 1 as const } } : { $set: set };
      const { matchedCount } = await messages.updateOne({ tenant, channel, ts }, update);
      return matchedCount === 0 ? null : this.message(channel, ts);
    },
    async removeMessage(channel, ts) {
      return (await messages.deleteOne({ tenant, channel, ts })).deletedCount === 1;
    },
    async messages(query) {
      if (query.threadTs === undefined) return range(query, query.limit);
      const root = await messages.findOne<StoredMessage>(
        { tenant, channel: query.channel, ts: query.threadTs, ...visibleTo(query.viewer) },
        { projection: PLAIN },
      );
      const replies = await range(query, query.limit);
      const all = root && within(root.ts, query) ? [root, ...replies] : replies;
      return query.keep === 'oldest' ? all.slice(0, query.limit) : all.slice(-query.limit);
    },
    async threads(channel, roots, viewer) {
      const replies = await messages
        .find({ tenant, channel, threadTs: { $in: [...roots] }, ...visibleTo(viewer) })
        .sort({ ts: 1 })
        .project<Pick<StoredMessage, 'threadTs' | 'ts' | 'user'>>({ _id: 0, threadTs: 1, ts: 1, user: 1 })
        .toArray();
      const summaries = new Map<string, ThreadSummary>();
      for (const { threadTs, ts, user } of replies) {
        if (!threadTs) continue;
        const { replies: count, users }: Omit<ThreadSummary, 'latestTs'> = summaries.get(threadTs) ?? {
          replies: 0,
          users: [],
        };
        const known = users.includes(user) ? users : [...users, user];
        summaries.set(threadTs, { replies: count + 1, latestTs: ts, users: known });
      }
      return summaries;
    },

    async putView(view) {
      await views.insertOne({ ...view, tenant });
    },
    view: (id) => views.findOne<StoredView>({ tenant, id }, { projection: PLAIN }),
    async replaceView(view, hash) {
      const { id, ...rest } = view;
      return (await views.updateOne({ tenant, id, hash }, { $set: rest })).matchedCount === 1;
    },
    async removeViews(ids) {
      await views.deleteMany({ tenant, id: { $in: [...ids] } });
    },
    async viewsOf(user) {
      return stacked(await views.find<StoredView>({ tenant, user }, { projection: PLAIN }).toArray());
    },

    async putGrant(grant) {
      await grants.insertOne({ ...grant, tenant });
    },
    grant: (id) => grants.findOne<Grant>({ tenant, id }, { projection: PLAIN }),
    useGrant: (id) =>
      grants.findOneAndUpdate(
        { tenant, id, usesLeft: { $gt: 0 } },
        { $inc: { usesLeft: -1 } },
        { projection: PLAIN, returnDocument: 'after' },
      ),
    async dropGrants(before) {
      await grants.deleteMany({ tenant, expiresAt: { $lt: before } });
    },
  };

  /** Replies of the thread, or messages that are no replies; oldest first. */
  async function range(query: MessageQuery, limit: number): Promise<StoredMessage[]> {
    const { channel, threadTs, after, before, keep, viewer } = query;
    const bounds = { ...(after && { $gt: after }), ...(before && { $lt: before }) };
    const found = await messages
      .find<StoredMessage>(
        {
          tenant,
          channel,
          threadTs: threadTs ?? null,
          ...(Object.keys(bounds).length > 0 && { ts: bounds }),
          ...visibleTo(viewer),
        },
        { projection: PLAIN },
      )
      .sort({ ts: keep === 'oldest' ? 1 : -1 })
      .limit(limit)
      .toArray();
    return keep === 'oldest' ? found : found.reverse();
  }
}

function visibleTo(viewer: string | undefined): { onlyFor: { $in: (string | null)[] } } {
  return { onlyFor: { $in: viewer === undefined ? [null] : [null, viewer] } };
}

function within(ts: string, { after, before }: MessageQuery): boolean {
  return (after === undefined || ts > after) && (before === undefined || ts < before);
}

/** Modals by their place in the stack, the lowest first. */
function stacked(views: readonly StoredView[]): StoredView[] {
  const stack: StoredView[] = [];
  let next = views.find(({ previousId }) => previousId === undefined);
  while (next) {
    const { id } = next;
    stack.push(next);
    next = views.find(({ previousId }) => previousId === id);
  }
  return stack;
}
