// Links and the tenants' names in tokens over MongoDB.
import type { Collection, Db, IndexDescription } from 'mongodb';
import type { Tenant } from '../domain/accounts/accounts.ts';
import type { LinkName, LinkStore, StoredLink } from '../domain/links.ts';
import type { TenantKeyStore } from '../domain/tenant-keys.ts';
import { TENANTS } from './accounts.ts';
import { duplicateFields, inDomainWords } from './errors.ts';

export const LINKS = 'links';

export const LINK_INDEXES: readonly IndexDescription[] = [
  { key: { tenant: 1, purpose: 1, subject: 1 }, unique: true, name: 'subject' },
  { key: { tenant: 1, purpose: 1, hash: 1 }, unique: true, name: 'hash' },
  { key: { expiresAt: 1 }, partialFilterExpression: { expiresAt: { $exists: true } }, name: 'expired' },
];

export const TENANT_INDEXES: readonly IndexDescription[] = [
  { key: { linkKey: 1 }, partialFilterExpression: { linkKey: { $exists: true } }, name: 'link_key' },
];

const WITHOUT_ID = { _id: 0 } as const;

function filterOf({ tenant, purpose, subject }: LinkName): LinkName {
  return { tenant, purpose, subject };
}

export function createLinkStore(db: Db): LinkStore {
  const links: Collection<StoredLink> = db.collection(LINKS);
  return inDomainWords({
    of: (name) => links.findOne(filterOf(name), { projection: WITHOUT_ID }),

    byHash: (tenant, purpose, hash) => links.findOne({ tenant, purpose, hash }, { projection: WITHOUT_ID }),

    async insert(link) {
      try {
        await links.insertOne({ ...link });
        return true;
      } catch (error) {
        if (duplicateFields(error)) return false;
        throw error;
      }
    },

    async extend(name, expiresAt) {
      await links.updateOne(filterOf(name), { $max: { expiresAt } });
    },

    async remove(name) {
      await links.deleteOne(filterOf(name));
    },

    async prune(before) {
      return (await links.deleteMany({ expiresAt: { $lt: before } })).deletedCount;
    },
  });
}

export function createTenantKeyStore(db: Db): TenantKeyStore {
  const tenants: Collection<Tenant & { readonly _id: string; readonly linkKey?: string }> = db.collection(TENANTS);
  return inDomainWords({
    async registerKey(tenant, key) {
      await tenants.updateOne({ _id: tenant }, { $set: { linkKey: key } });
    },

    async tenantOf(linkKey) {
      const tenant = await tenants.findOne({ linkKey }, { projection: { _id: 0, id: 1 } });
      return tenant?.id ?? null;
    },
  });
}
