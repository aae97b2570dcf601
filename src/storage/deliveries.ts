// Deliveries over MongoDB: the unique index lets each exist once.
import type { Collection, Db, IndexDescription } from 'mongodb';
import type { Deliveries, DeliveryKey, DeliveryState } from '../notifications/deliveries.ts';
import { duplicateFields } from './errors.ts';

export interface DeliveryDocument extends DeliveryKey {
  readonly state: DeliveryState;
  readonly takenAt: Date;
  readonly settledAt?: Date;
  readonly error?: string;
  /** Stands for what it said. */
  readonly digest?: string;
}

export const DELIVERIES = 'deliveries';

export const DELIVERY_INDEXES: readonly IndexDescription[] = [
  {
    key: { tenant: 1, subject: 1, version: 1, kind: 1, occasion: 1, recipient: 1, channel: 1 },
    unique: true,
    name: 'delivery',
  },
];

function idOf(key: DeliveryKey): string {
  return [key.subject, key.version, key.kind, key.occasion, key.recipient, key.channel].join(':');
}

function filterOf({ tenant, subject, version, kind, occasion, recipient, channel }: DeliveryKey): DeliveryKey {
  return { tenant, subject, version, kind, occasion, recipient, channel };
}

export function createDeliveries(db: Db): Deliveries {
  const deliveries: Collection<DeliveryDocument> = db.collection(DELIVERIES);
  return {
    async take(key, at) {
      const filter = filterOf(key);
      try {
        await deliveries.insertOne({ ...filter, state: 'taken', takenAt: at });
        return { id: idOf(key), state: 'taken' };
      } catch (error) {
        if (!duplicateFields(error)) throw error;
      }
      const known = await deliveries.findOne(filter, { projection: { state: 1, error: 1 } });
      return { id: idOf(key), state: known?.state ?? 'taken', ...(known?.error && { error: known.error }) };
    },

    async settle(key, state, at, about = {}) {
      await deliveries.updateOne(filterOf(key), { $set: { state, settledAt: at, ...about } });
    },

    async lastSaid({ tenant, subject, recipient, channel }, since) {
      const sent = { tenant, subject, recipient, channel, state: 'sent' as const, settledAt: { $gte: since } };
      const last = await deliveries.findOne(sent, { projection: { digest: 1 }, sort: { settledAt: -1, version: -1 } });
      return last?.digest;
    },
  };
}
