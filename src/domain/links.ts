// Links: stored tokens `<tenant key>.<secret>` that let somebody without an account in at one door, and can be taken back.
import { createHash, randomBytes } from 'node:crypto';
import { type TenantId, tenantId } from './actor.ts';
import type { Sealer } from './sealing.ts';
import { partsOf, type TenantKeys } from './tenant-keys.ts';
import type { Clock } from './time.ts';

/** What a link opens: a guest's page of one meeting, or a user's calendar feed. */
export type LinkPurpose = 'manage' | 'feed';

export interface LinkName {
  readonly tenant: TenantId;
  readonly purpose: LinkPurpose;
  /** Whose it is, in words of the purpose. Everybody has one link a purpose. */
  readonly subject: string;
}

export interface StoredLink extends LinkName {
  /** SHA-256 of the secret, base64url: for lookup. */
  readonly hash: string;
  /** The secret, for telling it again. */
  readonly sealed: string;
  readonly createdAt: Date;
  readonly expiresAt?: Date;
}

export interface LinkStore {
  of(name: LinkName): Promise<StoredLink | null>;
  byHash(tenant: TenantId, purpose: LinkPurpose, hash: string): Promise<StoredLink | null>;
  /** False when the subject has a link already. */
  insert(link: StoredLink): Promise<boolean>;
  /** Lets the link live until `expiresAt`, unless it lives longer. */
  extend(name: LinkName, expiresAt: Date): Promise<void>;
  remove(name: LinkName): Promise<void>;
  /** Removes links that expired before; answers how many. */
  prune(before: Date): Promise<number>;
}

export interface Links {
  /** The subject's token, the same until it is revoked. A later `expiresAt` than the stored one extends its life. */
  tokenFor(name: LinkName, expiresAt?: Date): Promise<string>;
  /**
   * Whose token this is; null for one that is malformed, forged, of another tenant, expired or revoked. All of these
   * take the same two lookups, so that time tells nothing either.
   */
  open(purpose: LinkPurpose, token: string): Promise<LinkName | null>;
  /** Whether the subject has a token. */
  exists(name: LinkName): Promise<boolean>;
  /** The token opens nothing from now on; the next {@link tokenFor} makes another. */
  revoke(name: LinkName): Promise<void>;
}

/** 128 bits. */
const SECRET_BYTES = 16;
const NO_TENANT = tenantId('');

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

function contextOf({ tenant, purpose, subject }: LinkName): string[] {
  return ['link', tenant, purpose, subject];
}

export function createLinks(deps: { store: LinkStore; keys: TenantKeys; sealer: Sealer; clock: Clock }): Links {
  const { store, keys, sealer, clock } = deps;

  /** The stored secret; null when there is none, or it was sealed under another root secret and is lost. */
  async function secretOf(name: LinkName, expiresAt: Date | undefined): Promise<string | null> {
    const link = await store.of(name);
    if (!link) return null;
    const secret = sealer.open(link.sealed, contextOf(name));
    if (secret === null) await store.remove(name);
    else if (expiresAt && link.expiresAt && link.expiresAt < expiresAt) await store.extend(name, expiresAt);
    return secret;
  }

  /** Null when somebody else was quicker to make one. */
  async function make(name: LinkName, expiresAt: Date | undefined): Promise<string | null> {
    const { tenant, purpose, subject } = name;
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const sealed = sealer.seal(secret, contextOf(name));
    const link = { tenant, purpose, subject, hash: hashOf(secret), sealed, createdAt: clock() };
    return (await store.insert({ ...link, ...(expiresAt && { expiresAt }) })) ? secret : null;
  }

  return {
    async tokenFor(name, expiresAt) {
      const key = await keys.keyOf(name.tenant);
      for (;;) {
        const secret = (await secretOf(name, expiresAt)) ?? (await make(name, expiresAt));
        if (secret !== null) return `${key}.${secret}`;
      }
    },

    async open(purpose, token) {
      const { key, secret } = partsOf(token);
      const tenant = await keys.tenantOf(key);
      const link = await store.byHash(tenant ?? NO_TENANT, purpose, hashOf(secret));
      if (!link || (link.expiresAt && link.expiresAt <= clock())) return null;
      return { tenant: link.tenant, purpose, subject: link.subject };
    },

    exists: async (name) => (await store.of(name)) !== null,

    revoke: (name) => store.remove(name),
  };
}
