// Postings over MongoDB.
import type { Collection, Db, IndexDescription } from 'mongodb';
import type { Posted, Posting, PostingStore } from '../bot/postings.ts';

type PostingDocument = Posting & { readonly ts?: string };

export const POSTINGS = 'postings';

/** A card older than this is no longer repainted; a click on it still finds the meeting as it is. */
const KEEP_SECONDS = 180 * 24 * 3600;

export const POSTING_INDEXES: readonly IndexDescription[] = [
  { key: { tenant: 1, id: 1 }, unique: true, name: 'posting' },
  { key: { tenant: 1, meetingIds: 1, at: -1 }, name: 'meetings' },
  { key: { tenant: 1, channel: 1, ts: 1 }, name: 'message' },
  { key: { at: 1 }, expireAfterSeconds: KEEP_SECONDS, name: 'pruning' },
];

export function createPostingStore(db: Db): PostingStore {
  const postings: Collection<PostingDocument> = db.collection(POSTINGS);
  const shown = { projection: { _id: 0 } } as const;

  return {
    async intend(posting) {
      const { tenant, id } = posting;
      const options = { upsert: true, returnDocument: 'before', projection: { _id: 0, at: 1 } } as const;
      const before = await postings.findOneAndUpdate({ tenant, id }, { $setOnInsert: posting }, options);
      return before?.at ?? null;
    },
    async posted(posting) {
      const { tenant, id, ts, ...rest } = posting;
      await postings.updateOne({ tenant, id }, { $set: { ...rest, ts } }, { upsert: true });
    },
    async showing(tenant, meetingId, limit) {
      return postings
        .find<Posted>({ tenant, meetingIds: meetingId, ts: { $exists: true } }, { ...shown, sort: { at: -1 }, limit })
        .toArray();
    },
    at: (tenant, channel, ts) => postings.findOne<Posted>({ tenant, channel, ts }, shown),
  };
}
