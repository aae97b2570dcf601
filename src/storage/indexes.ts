// Makes every index that Parley needs. Each repository declares its own; every unique one starts with the tenant, since
// a sharded cluster keeps no other kind unique.
import { createHash } from 'node:crypto';
import { type Db, type Document, type IndexDescription, MongoServerError } from 'mongodb';
import { TENANT_MARK_INDEXES, TENANTS, USER_INDEXES, USERS } from './accounts.ts';
import { AGENDA_INDEXES } from './agendas.ts';
import { CONTACT_INDEXES, CONTACTS } from './contacts.ts';
import { CONVERSATION_INDEXES, CONVERSATIONS } from './conversations.ts';
import { DELIVERIES, DELIVERY_INDEXES } from './deliveries.ts';
import { GUEST_PREFERENCE_INDEXES, GUEST_PREFERENCES } from './guest-preferences.ts';
import { LINK_INDEXES, LINKS, TENANT_INDEXES } from './links.ts';
import { MEETING_INDEXES, MEETINGS } from './meetings.ts';
import type { DeclaredIndexes } from './migrations/migrate.ts';
import { OUTBOX, OUTBOX_INDEXES } from './outbox.ts';
import { PLAYGROUND_INDEXES } from './playground.ts';
import { POSTING_INDEXES, POSTINGS } from './postings.ts';
import { PRUNING_INDEXES } from './pruning.ts';
import { RATE_LIMIT_INDEXES, RATE_LIMITS } from './rate-limits.ts';
import { TURN_INDEXES, TURNS } from './turns.ts';

const NAMESPACE_NOT_FOUND = 26;
/** A collection can have no more. */
const MAX_INDEXES = 64;

const INDEXES: Readonly<Record<string, readonly IndexDescription[]>> = {
  [TENANTS]: [...TENANT_INDEXES, ...TENANT_MARK_INDEXES],
  [USERS]: [...USER_INDEXES, ...AGENDA_INDEXES],
  [CONTACTS]: CONTACT_INDEXES,
  [MEETINGS]: [...MEETING_INDEXES, ...(PRUNING_INDEXES[MEETINGS] ?? [])],
  [CONVERSATIONS]: CONVERSATION_INDEXES,
  [DELIVERIES]: [...DELIVERY_INDEXES, ...(PRUNING_INDEXES[DELIVERIES] ?? [])],
  [OUTBOX]: [...OUTBOX_INDEXES, ...(PRUNING_INDEXES[OUTBOX] ?? [])],
  [TURNS]: TURN_INDEXES,
  [POSTINGS]: POSTING_INDEXES,
  [LINKS]: LINK_INDEXES,
  [GUEST_PREFERENCES]: GUEST_PREFERENCE_INDEXES,
  [RATE_LIMITS]: RATE_LIMIT_INDEXES,
  ...PLAYGROUND_INDEXES,
};

function nameOf({ name, key }: IndexDescription): string {
  return name ?? Object.entries(key).flat().join('_');
}

/** What the database is brought to at a start. */
export const DECLARED_INDEXES: DeclaredIndexes = {
  fingerprint: createHash('sha256').update(JSON.stringify(INDEXES)).digest('hex'),

  async present(db) {
    const complete = await Promise.all(
      Object.entries(INDEXES).map(async ([collection, indexes]) => {
        const there = await db.command({ listIndexes: collection, cursor: { batchSize: MAX_INDEXES } }).catch(missing);
        const names = new Set(there.cursor.firstBatch.map(({ name }: Document) => name));
        return indexes.every((index) => names.has(nameOf(index)));
      }),
    );
    return complete.every(Boolean);
  },

  ensure: ensureIndexes,
};

/** A collection that is not there has no indexes. */
function missing(error: unknown): Document {
  const isMissing = error instanceof MongoServerError && error.code === NAMESPACE_NOT_FOUND;
  if (!isMissing) throw error;
  return { cursor: { firstBatch: [] } };
}

/** Safe to run again, and in several processes at once. */
export async function ensureIndexes(db: Db): Promise<void> {
  await Promise.all(
    Object.entries(INDEXES).map(([collection, indexes]) => db.collection(collection).createIndexes([...indexes])),
  );
}
