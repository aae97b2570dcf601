// What accounts need of storage.
import type { TenantId, UserId } from '../actor.ts';
import type { Tenant, User } from './accounts.ts';
import type { NotificationSettings } from './notifications.ts';

/** The stored form: what the user has set themselves is marked, so that a refresh from Slack leaves it. */
export interface StoredUser extends User {
  /** Fields set by the user in Parley. */
  readonly own: readonly ('zone' | 'name')[];
  /** Normalised words by which people call this user. */
  readonly names: readonly string[];
  /** When they next read the agenda of their week. */
  readonly agendaAt: Date;
  /** Set with a change of preferences or zone, until what was computed from them has been computed again. */
  readonly stale?: StaleMark;
}

export interface StaleMark {
  /** When it is to be computed (again). */
  readonly at: Date;
  /** Random: another change, if in the same millisecond, has another mark. */
  readonly mark: string;
  /** It has been computed once, and is once more for bookings that were under way with the older settings. */
  readonly again?: boolean;
}

export interface AccountStore {
  ensureTenant(tenant: Tenant): Promise<Tenant>;
  tenant(id: TenantId): Promise<Tenant | null>;
  tenantIds(): Promise<TenantId[]>;
  /**
   * Stores what is given beside what is there, and marks every user of the tenant as stale; whatever interrupts it, the
   * next look at what is stale makes it whole.
   */
  setTenantNotifications(id: TenantId, settings: NotificationSettings, stale: StaleMark): Promise<Tenant | null>;
  user(tenant: TenantId, id: UserId): Promise<StoredUser | null>;
  users(tenant: TenantId, ids: readonly UserId[]): Promise<StoredUser[]>;
  byEmail(tenant: TenantId, email: string): Promise<StoredUser | null>;
  deactivate(tenant: TenantId, ids: readonly UserId[], at: Date): Promise<void>;
  /** Active users called by any of these normalised words. */
  byNames(tenant: TenantId, words: readonly string[], limit: number): Promise<StoredUser[]>;
  /** Inserts the user, or updates the fields given when it exists; answers what is stored then. */
  upsert(created: StoredUser, refreshed: Partial<StoredUser>): Promise<StoredUser>;
  update(tenant: TenantId, id: UserId, change: Partial<StoredUser>): Promise<StoredUser | null>;
  /** Stores what is given beside what is there. */
  setNotifications(
    tenant: TenantId,
    id: UserId,
    settings: NotificationSettings,
    stale: StaleMark,
  ): Promise<StoredUser | null>;
}
