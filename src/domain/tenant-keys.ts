// Names of tenants in public tokens: a MAC of the tenant's id, which tells nothing of the workspace.
import { createHmac } from 'node:crypto';
import type { TenantId } from './actor.ts';

export interface TenantKeyStore {
  /** Makes the tenant known by this key. */
  registerKey(tenant: TenantId, key: string): Promise<void>;
  tenantOf(key: string): Promise<TenantId | null>;
}

export interface TenantKeys {
  /** Twelve characters of base64url, the same each time. */
  keyOf(tenant: TenantId): Promise<string>;
  tenantOf(key: string): Promise<TenantId | null>;
}

const KEY_BYTES = 9;

export function createTenantKeys(deps: { store: TenantKeyStore; key: Uint8Array }): TenantKeys {
  const registered = new Set<TenantId>();
  return {
    async keyOf(tenant) {
      const mac = createHmac('sha256', deps.key).update(tenant).digest();
      const key = mac.subarray(0, KEY_BYTES).toString('base64url');
      if (!registered.has(tenant)) {
        await deps.store.registerKey(tenant, key);
        registered.add(tenant);
      }
      return key;
    },

    tenantOf: (key) => deps.store.tenantOf(key),
  };
}

const TOKEN = /^([\w-]{12})\.([\w-]{22,2000})$/;

/** The parts of `<tenant key>.<secret>`; of anything else two empty ones, which are nobody's. */
export function partsOf(token: string): { readonly key: string; readonly secret: string } {
  const [, key = '', secret = ''] = TOKEN.exec(token) ?? [];
  return { key, secret };
}
