// What people need of storage beside the users.
import type { TenantId, UserId } from '../actor.ts';
import type { Contact } from './people.ts';

export interface StoredContact extends Contact {
  /** Normalised words by which people call this contact. */
  readonly names: readonly string[];
}

export interface ContactStore {
  byEmail(tenant: TenantId, owner: UserId, email: string): Promise<StoredContact | null>;
  byNames(tenant: TenantId, owner: UserId, words: readonly string[], limit: number): Promise<StoredContact[]>;
  remember(
    tenant: TenantId,
    owner: UserId,
    guests: readonly { email: string; name?: string }[],
    at: Date,
  ): Promise<void>;
}
