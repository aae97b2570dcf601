// The local outbox over MongoDB.
import type { Collection, Db } from 'mongodb';
import type { Outbox, OutboxMail } from '../notifications/outbox.ts';

interface OutboxDocument extends OutboxMail {
  readonly tenant: string;
}

export function createOutbox(db: Db): Outbox {
  const mails: Collection<OutboxDocument> = db.collection('outbox');
  return {
    async list(tenant, limit) {
      return mails.find({ tenant }, { projection: { _id: 0, tenant: 0 }, sort: { at: -1 }, limit }).toArray();
    },
    async put(tenant, mail) {
      await mails.updateOne({ tenant, id: mail.id }, { $setOnInsert: { ...mail, tenant } }, { upsert: true });
    },
  };
}
