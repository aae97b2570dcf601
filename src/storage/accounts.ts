// Tenants and users over MongoDB.
import type { Collection, Db, IndexDescription } from 'mongodb';
import type { AccountStore, StoredUser, Tenant } from '../domain/accounts/accounts.ts';
import { inDomainWords } from './errors.ts';

export const TENANTS = 'tenants';
export const USERS = 'users';

export const USER_INDEXES: readonly IndexDescription[] = [
  { key: { tenant: 1, id: 1 }, unique: true, name: 'id' },
  { key: { tenant: 1, email: 1 }, name: 'email' },
  { key: { tenant: 1, names: 1 }, name: 'names' },
];

const WITHOUT_ID = { _id: 0 } as const;

export function createAccountStore(db: Db): AccountStore {
  // The workspace's id is the document's: unique on a sharded cluster too.
  const tenants: Collection<Tenant & { _id: string }> = db.collection(TENANTS);
  const users: Collection<StoredUser> = db.collection(USERS);
  return inDomainWords({
    async ensureTenant(tenant) {
      const stored = await tenants.findOneAndUpdate(
        { _id: tenant.id },
        { $setOnInsert: tenant },
        { upsert: true, returnDocument: 'after', projection: WITHOUT_ID },
      );
      return stored ?? tenant;
    },

    user: (tenant, id) => users.findOne({ tenant, id }, { projection: WITHOUT_ID }),

    users: (tenant, ids) => users.find({ tenant, id: { $in: [...ids] } }, { projection: WITHOUT_ID }).toArray(),

    byEmail: (tenant, email) => users.findOne({ tenant, email }, { projection: WITHOUT_ID }),

    byNames: (tenant, words, limit) =>
      users.find({ tenant, names: { $in: [...words] } }, { projection: WITHOUT_ID, limit }).toArray(),

    async upsert(created, refreshed) {
      const fields = Object.fromEntries(Object.entries(created).filter(([name]) => !(name in refreshed)));
      const stored = await users.findOneAndUpdate(
        { tenant: created.tenant, id: created.id },
        { $set: refreshed, $setOnInsert: fields },
        { upsert: true, returnDocument: 'after', projection: WITHOUT_ID },
      );
      return stored ?? created;
    },

    update: (tenant, id, change) =>
      users.findOneAndUpdate({ tenant, id }, { $set: change }, { returnDocument: 'after', projection: WITHOUT_ID }),
  });
}
