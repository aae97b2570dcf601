// What pruning deletes, over MongoDB. Each deletion runs on an index, and stopping in the middle leaves the rest for
// the next time.
import type { Db, IndexDescription } from 'mongodb';
import { CONVERSATIONS } from './conversations.ts';
import { DELIVERIES } from './deliveries.ts';
import { MEETINGS } from './meetings.ts';
import { OUTBOX } from './outbox.ts';
import { POSTINGS } from './postings.ts';
import { TURNS } from './turns.ts';

/** When a record was made or settled. Open turns have no such time, and stay. */
const AGED = [
  [TURNS, 'finishedAt'],
  [CONVERSATIONS, 'at'],
  [POSTINGS, 'at'],
  [DELIVERIES, 'takenAt'],
  [OUTBOX, 'at'],
] as const;

/** Those that no repository needs for itself. */
export const PRUNING_INDEXES: Readonly<Record<string, readonly IndexDescription[]>> = {
  [DELIVERIES]: [{ key: { takenAt: 1 }, name: 'pruning' }],
  [OUTBOX]: [{ key: { at: 1 }, name: 'pruning' }],
  [MEETINGS]: [{ key: { end: 1 }, partialFilterExpression: { claims: { $exists: true } }, name: 'ended_claims' }],
};

export function createPruning(db: Db): {
  releaseClaims(before: Date): Promise<number>;
  forget(before: Date): Promise<number>;
} {
  return {
    async releaseClaims(before) {
      const ended = { end: { $lt: before }, claims: { $exists: true } };
      return (await db.collection(MEETINGS).updateMany(ended, { $unset: { claims: true } })).modifiedCount;
    },

    async forget(before) {
      let count = 0;
      for (const [collection, field] of AGED) {
        count += (await db.collection(collection).deleteMany({ [field]: { $lt: before } })).deletedCount;
      }
      return count;
    },
  };
}
