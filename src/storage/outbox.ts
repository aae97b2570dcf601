// The local outbox over MongoDB.
import type { Collection, Db, IndexDescription } from 'mongodb';
import type { Outbox, OutboxMail } from '../notifications/outbox.ts';

interface OutboxDocument extends OutboxMail {
  readonly tenant: string;
}

export const OUTBOX = 'outbox';

export const OUTBOX_INDEXES: readonly IndexDescription[] = [
  { key: { tenant: 1, id: 1 }, unique: true, name: 'id' },
  { key: { tenant: 1, at: -1 }, name: 'newest' },
];

export function createOutbox(db: Db): Outbox {
  const mails: Collection<OutboxDocument> = db.collection(OUTBOX);
  return {
    async list(tenant, limit) {
      const projection = { _id: 0, tenant: 0, html: 0 };
      return mails.find({ tenant }, { projection, sort: { at: -1 }, limit }).toArray();
    },
    async find(tenant, id) {
      return mails.findOne<OutboxMail>({ tenant, id }, { projection: { _id: 0, tenant: 0 } });
    },
    async put(tenant, mail) {
      await mails.updateOne({ tenant, id: mail.id }, { $setOnInsert: { ...mail, tenant } }, { upsert: true });
    },
  };
}
