// A user's contacts over MongoDB.
import type { Collection, Db, IndexDescription } from 'mongodb';
import { nameWords } from '../domain/accounts/accounts.ts';
import type { ContactStore, StoredContact } from '../domain/people/people.ts';
import { inDomainWords } from './errors.ts';

interface ContactDocument extends StoredContact {
  readonly tenant: string;
  readonly owner: string;
}

export const CONTACTS = 'contacts';

export const CONTACT_INDEXES: readonly IndexDescription[] = [
  { key: { tenant: 1, owner: 1, email: 1 }, unique: true, name: 'email' },
  { key: { tenant: 1, owner: 1, names: 1 }, name: 'names' },
];

const CONTACT_ONLY = { _id: 0, tenant: 0, owner: 0 } as const;

export function createContactStore(db: Db): ContactStore {
  const contacts: Collection<ContactDocument> = db.collection(CONTACTS);
  return inDomainWords({
    byEmail: (tenant, owner, email) => contacts.findOne({ tenant, owner, email }, { projection: CONTACT_ONLY }),

    byNames: (tenant, owner, words, limit) =>
      contacts.find({ tenant, owner, names: { $in: [...words] } }, { projection: CONTACT_ONLY, limit }).toArray(),

    async remember(tenant, owner, guests, at) {
      // Not in bulk: the driver's error of that hides whether the database has answered.
      await Promise.all(
        guests.map(({ email, name }) => {
          const fields = { lastMetAt: at, names: nameWords(name ?? '', email), ...(name && { name }) };
          return contacts.updateOne({ tenant, owner, email }, { $set: fields }, { upsert: true });
        }),
      );
    },
  });
}
