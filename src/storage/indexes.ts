// Makes every index that Parley needs. Each repository declares its own; every unique one starts with the tenant, since
// a sharded cluster keeps no other kind unique.
import type { Db, IndexDescription } from 'mongodb';
import { TENANTS, USER_INDEXES, USERS } from './accounts.ts';
import { CONTACT_INDEXES, CONTACTS } from './contacts.ts';
import { CONVERSATION_INDEXES, CONVERSATIONS } from './conversations.ts';
import { DELIVERIES, DELIVERY_INDEXES } from './deliveries.ts';
import { LINK_INDEXES, LINKS, TENANT_INDEXES } from './links.ts';
import { MEETING_INDEXES, MEETINGS } from './meetings.ts';
import { OUTBOX, OUTBOX_INDEXES } from './outbox.ts';
import { POSTING_INDEXES, POSTINGS } from './postings.ts';
import { TURN_INDEXES, TURNS } from './turns.ts';

const INDEXES: Readonly<Record<string, readonly IndexDescription[]>> = {
  [TENANTS]: TENANT_INDEXES,
  [USERS]: USER_INDEXES,
  [CONTACTS]: CONTACT_INDEXES,
  [MEETINGS]: MEETING_INDEXES,
  [CONVERSATIONS]: CONVERSATION_INDEXES,
  [DELIVERIES]: DELIVERY_INDEXES,
  [OUTBOX]: OUTBOX_INDEXES,
  [TURNS]: TURN_INDEXES,
  [POSTINGS]: POSTING_INDEXES,
  [LINKS]: LINK_INDEXES,
};

/** Safe to run again, and in several processes at once. */
export async function ensureIndexes(db: Db): Promise<void> {
  await Promise.all(
    Object.entries(INDEXES).map(([collection, indexes]) => db.collection(collection).createIndexes([...indexes])),
  );
}
