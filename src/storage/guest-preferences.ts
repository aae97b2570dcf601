// What guests have said about their mails, over MongoDB.
import type { Collection, Db, IndexDescription } from 'mongodb';
import type { GuestPreferences } from '../domain/people/subscriptions.ts';
import { inDomainWords } from './errors.ts';

interface GuestPreferencesDocument {
  readonly tenant: string;
  readonly email: string;
  readonly unsubscribedAt: Date;
}

export const GUEST_PREFERENCES = 'guestPreferences';

export const GUEST_PREFERENCE_INDEXES: readonly IndexDescription[] = [
  { key: { tenant: 1, email: 1 }, unique: true, name: 'email' },
];

export function createGuestPreferences(db: Db): GuestPreferences {
  const guests: Collection<GuestPreferencesDocument> = db.collection(GUEST_PREFERENCES);
  return inDomainWords({
    async unsubscribed(tenant, email) {
      return (await guests.findOne({ tenant, email }, { projection: { _id: 1 } })) !== null;
    },

    async setUnsubscribed(tenant, email, since) {
      if (since === null) await guests.deleteOne({ tenant, email });
      else await guests.updateOne({ tenant, email }, { $setOnInsert: { unsubscribedAt: since } }, { upsert: true });
    },
  });
}
