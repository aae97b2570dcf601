// Tenants and their users: zone, working hours, defaults. The only place where accounts are changed.
import type { Actor, Role, TenantId, UserActor, UserId } from '../actor.ts';
import type { NotificationPreferences, NotificationSettings } from './notifications.ts';
import type { StaleMark } from './store.ts';

export { nextAgendaAt } from './agenda-time.ts';
export { createAccounts } from './create-accounts.ts';
export { localeOf } from './locales.ts';
export { nameWords, normalName } from './names.ts';
export * from './notifications.ts';
export { quietTime } from './quiet-hours.ts';
export { DEFAULT_RULES, validateRules } from './rules.ts';
export type { AccountStore, StaleMark, StoredUser } from './store.ts';

/** Wall times `HH:mm`. `to` at or before `from` means that the block ends on the next day; `24:00` ends at midnight. */
export interface TimeBlock {
  readonly from: string;
  readonly to: string;
}

/** Index 0 is Monday, 6 is Sunday (ISO order). A day without blocks is a day off. */
export type WeeklyHours = readonly [
  readonly TimeBlock[],
  readonly TimeBlock[],
  readonly TimeBlock[],
  readonly TimeBlock[],
  readonly TimeBlock[],
  readonly TimeBlock[],
  readonly TimeBlock[],
];

/** Replaces the weekly hours on one date (`YYYY-MM-DD`, in the user's zone). No blocks: off. */
export interface DateOverride {
  readonly date: string;
  readonly blocks: readonly TimeBlock[];
}

/** A person's rules: wall times in their zone, limits in minutes and days. */
export interface AvailabilityRules {
  readonly weekly: WeeklyHours;
  readonly overrides: readonly DateOverride[];
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly noticeMinutes: number;
  readonly horizonDays: number;
}

export interface Tenant {
  readonly id: TenantId;
  readonly name: string;
  readonly createdAt: Date;
  /** What the workspace has set for its people. */
  readonly notifications?: NotificationSettings;
}

export interface User {
  readonly tenant: TenantId;
  /** The Slack user id. */
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  /** IANA zone. */
  readonly zone: string;
  /** BCP 47, as Slack tells it: `en-US`. */
  readonly locale: string;
  readonly role: Role;
  readonly rules: AvailabilityRules;
  readonly defaultDurationMinutes: number;
  /** What the user has set; the tenant's settings and the defaults fill the rest. */
  readonly notifications?: NotificationSettings;
  /** False once Slack has deactivated them: they can no longer be met, and read nothing. */
  readonly active?: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What Slack (or the playground) says of a person. Zone and name follow Slack until the user sets their own. */
export interface SlackProfile {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly zone: string;
  readonly locale: string;
  readonly isAdmin: boolean;
}

export interface ProfileChange {
  readonly zone?: string | undefined;
  readonly name?: string | undefined;
  readonly defaultDurationMinutes?: number | undefined;
}

export type RulesChange = { readonly [K in keyof AvailabilityRules]?: AvailabilityRules[K] | undefined };

export interface Accounts {
  /** Creates the tenant or answers the stored one. */
  ensureTenant(id: TenantId, name: string): Promise<Tenant>;
  /** Creates or refreshes a user from Slack; what the user has set themselves stays. */
  ensureUser(tenant: TenantId, profile: SlackProfile): Promise<User>;
  /** Marks users as no longer members of the workspace, until `ensureUser` names them again. Unknown ones are ignored. */
  deactivate(tenant: TenantId, ids: readonly UserId[]): Promise<void>;
  /** A user of the actor's tenant; `not_found` otherwise. */
  user(actor: Actor, id: UserId): Promise<User>;
  /** Those of the ids that are users of the actor's tenant, in no particular order. */
  users(actor: Actor, ids: readonly UserId[]): Promise<User[]>;
  /** The actor's own profile. `invalid_input` names an unknown zone or a duration that is not 5 to 480 minutes. */
  updateProfile(actor: UserActor, change: ProfileChange): Promise<User>;
  /** The actor's own rules. `invalid_input` names the block that cannot be. */
  setRules(actor: UserActor, change: RulesChange): Promise<User>;
  /** What holds for these users of the actor's tenant: their own settings, then the workspace's, then the defaults. */
  preferences(actor: Actor, users: readonly User[]): Promise<ReadonlyMap<UserId, NotificationPreferences>>;
  /**
   * The actor's own settings; those not given stay. `invalid_input` names what cannot be. Whatever has been computed
   * from them before is marked as stale by the same write.
   */
  setNotifications(actor: UserActor, settings: NotificationSettings): Promise<User>;
  /** The same for everybody in the workspace who has not set their own. Admins only: else `forbidden`. */
  setTenantNotifications(actor: UserActor, settings: NotificationSettings): Promise<Tenant>;
}

/** What has to be computed again after preferences changed. */
export interface StalePreferences {
  /** Users whose future notices were computed from older settings, over all tenants, the longest waiting first. */
  due(
    now: Date,
    limit: number,
  ): Promise<{ readonly tenant: TenantId; readonly id: UserId; readonly mark: StaleMark }[]>;
  /** Takes the mark off, or has it computed once more at `again`; nothing when the settings have changed again since. */
  settle(tenant: TenantId, id: UserId, mark: StaleMark, again?: Date): Promise<void>;
}
