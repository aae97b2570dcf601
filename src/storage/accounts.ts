// Tenants and users over MongoDB.
import type { Collection, Db, IndexDescription } from 'mongodb';
import type {
  AccountStore,
  NotificationSettings,
  StaleMark,
  StalePreferences,
  StoredUser,
  Tenant,
} from '../domain/accounts/accounts.ts';
import type { TenantId } from '../domain/actor.ts';
import { inDomainWords } from './errors.ts';

export const TENANTS = 'tenants';
export const USERS = 'users';

export const USER_INDEXES: readonly IndexDescription[] = [
  { key: { tenant: 1, id: 1 }, unique: true, name: 'id' },
  { key: { tenant: 1, email: 1 }, name: 'email' },
  { key: { tenant: 1, names: 1 }, name: 'names' },
  {
    key: { 'stale.at': 1 },
    partialFilterExpression: { 'stale.at': { $exists: true } },
    name: 'stale',
  },
];

/** Tenants carry the mark while their users are being marked, so that a crash in between is made good. */
type TenantDocument = Tenant & { readonly _id: string; readonly stale?: StaleMark };

export const TENANT_MARK_INDEXES: readonly IndexDescription[] = [
  {
    key: { 'stale.at': 1 },
    partialFilterExpression: { 'stale.at': { $exists: true } },
    name: 'stale',
  },
];

const WITHOUT_ID = { _id: 0 } as const;
const TENANT_ONLY = { _id: 0, stale: 0 } as const;

/** Each setting by its own path, so that of two changes at once neither undoes the other. */
function settingsByPath({ channels, ...settings }: NotificationSettings): Record<string, unknown> {
  const paths: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(settings)) paths[`notifications.${name}`] = value;
  for (const [kind, chosen] of Object.entries(channels ?? {})) paths[`notifications.channels.${kind}`] = chosen;
  return paths;
}

export function createAccountStore(db: Db): AccountStore & StalePreferences {
  // The workspace's id is the document's: unique on a sharded cluster too.
  const tenants: Collection<TenantDocument> = db.collection(TENANTS);
  const users: Collection<StoredUser> = db.collection(USERS);

  /** Marks the users of a tenant whose settings have changed, then takes the tenant's own mark off. */
  async function markUsers(tenant: string, stale: StaleMark): Promise<void> {
    await users.updateMany({ tenant: tenant as TenantId }, { $set: { stale } });
    await tenants.updateOne({ _id: tenant, 'stale.mark': stale.mark }, { $unset: { stale: true } });
  }

  return inDomainWords<AccountStore & StalePreferences>({
    async ensureTenant(tenant) {
      const stored = await tenants.findOneAndUpdate(
        { _id: tenant.id },
        { $setOnInsert: tenant },
        { upsert: true, returnDocument: 'after', projection: TENANT_ONLY },
      );
      return stored ?? tenant;
    },

    async tenantIds() {
      const found = await tenants.find({}, { projection: { id: 1 }, sort: { _id: 1 } }).toArray();
      return found.map(({ id }) => id);
    },

    tenant: (id) => tenants.findOne({ _id: id }, { projection: TENANT_ONLY }),

    async setTenantNotifications(id, settings, stale) {
      const stored = await tenants.findOneAndUpdate(
        { _id: id },
        { $set: { ...settingsByPath(settings), stale } },
        { returnDocument: 'after', projection: TENANT_ONLY },
      );
      if (stored) await markUsers(id, stale);
      return stored;
    },

    async due(now, limit) {
      const marked = { 'stale.at': { $lte: now } };
      for await (const { _id, stale } of tenants.find(marked, { projection: { stale: 1 } })) {
        if (stale) await markUsers(_id, stale);
      }
      const found = await users
        .find(marked, { projection: { _id: 0, tenant: 1, id: 1, stale: 1 } })
        .sort({ 'stale.at': 1 })
        .limit(limit)
        .toArray();
      return found.flatMap(({ tenant, id, stale }) => (stale ? [{ tenant, id, mark: stale }] : []));
    },

    async settle(tenant, id, { mark, at }, again) {
      await users.updateOne(
        { tenant, id, 'stale.mark': mark, 'stale.at': at },
        again ? { $set: { 'stale.at': again, 'stale.again': true } } : { $unset: { stale: true } },
      );
    },

    user: (tenant, id) => users.findOne({ tenant, id }, { projection: WITHOUT_ID }),

    users: (tenant, ids) => users.find({ tenant, id: { $in: [...ids] } }, { projection: WITHOUT_ID }).toArray(),

    byEmail: (tenant, email) => users.findOne({ tenant, email }, { projection: WITHOUT_ID }),

    byNames: (tenant, words, limit) =>
      users
        .find({ tenant, names: { $in: [...words] }, active: { $ne: false } }, { projection: WITHOUT_ID, limit })
        .toArray(),

    async deactivate(tenant, ids, at) {
      const change = { $set: { active: false, updatedAt: at } };
      await users.updateMany({ tenant, id: { $in: [...ids] }, active: { $ne: false } }, change);
    },

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

    setNotifications: (tenant, id, settings, stale) =>
      users.findOneAndUpdate(
        { tenant, id },
        { $set: { ...settingsByPath(settings), stale, updatedAt: stale.at } },
        { returnDocument: 'after', projection: WITHOUT_ID },
      ),
  });
}
