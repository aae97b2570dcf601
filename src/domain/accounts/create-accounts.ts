// Accounts over their store: what Slack tells, what users set, and the checks between.
import { randomUUID } from 'node:crypto';
import { DomainError } from '../errors.ts';
import { BUCKET_MINUTES, type Clock, isZone } from '../time.ts';
import type { Accounts, RulesChange, SlackProfile, User } from './accounts.ts';
import { nextAgendaAt } from './agenda-time.ts';
import { nameWords } from './names.ts';
import { checkSettings, preferencesOf } from './notifications.ts';
import { DEFAULT_RULES, validateRules } from './rules.ts';
import type { AccountStore, StaleMark, StoredUser } from './store.ts';

const DEFAULT_DURATION = 30;
const MAX_DURATION = 480;
const MAX_NAME = 80;

function checkZone(zone: string): void {
  if (!isZone(zone)) {
    throw new DomainError('invalid_input', `"${zone}" is not a time zone: name one like Europe/Berlin.`);
  }
}

function checkDuration(minutes: number): void {
  if (
    Number.isInteger(minutes) &&
    minutes >= BUCKET_MINUTES &&
    minutes <= MAX_DURATION &&
    minutes % BUCKET_MINUTES === 0
  ) {
    return;
  }
  throw new DomainError(
    'invalid_input',
    `A default duration of ${minutes} minutes cannot be: it takes 5 to ${MAX_DURATION} minutes, in steps of 5.`,
  );
}

function checkName(name: string): string {
  const clean = name.replace(/\p{Cc}+/gu, ' ').trim();
  if (clean.length > 0 && clean.length <= MAX_NAME) return clean;
  throw new DomainError('invalid_input', `A name has 1 to ${MAX_NAME} characters; received ${clean.length}.`);
}

function notFound(id: string): DomainError {
  return new DomainError('not_found', `There is no user ${id} in this workspace.`);
}

export function createAccounts(deps: {
  store: AccountStore;
  clock: Clock;
  /** Called after preferences or a zone changed, so that what was computed from them is computed again at once. */
  onPreferencesChange?: () => void;
}): Accounts {
  const { store, clock } = deps;

  const stale = (): StaleMark => ({ at: clock(), mark: randomUUID() });

  function created(tenant: StoredUser['tenant'], profile: SlackProfile, zone: string): StoredUser {
    const now = clock();
    return {
      tenant,
      id: profile.id,
      name: profile.name,
      email: profile.email.toLowerCase(),
      zone,
      locale: profile.locale,
      role: profile.isAdmin ? 'admin' : 'member',
      rules: DEFAULT_RULES,
      defaultDurationMinutes: DEFAULT_DURATION,
      own: [],
      agendaAt: nextAgendaAt(now, zone),
      names: nameWords(profile.name, profile.email),
      createdAt: now,
      updatedAt: now,
    };
  }

  return {
    ensureTenant: (id, name) => store.ensureTenant({ id, name, createdAt: clock() }),

    async ensureUser(tenant, profile) {
      // Slack knows zones that some platforms do not; a user without one lives in UTC until they say otherwise.
      const zone = isZone(profile.zone) ? profile.zone : 'UTC';
      const known = await store.user(tenant, profile.id);
      const fresh = created(tenant, profile, zone);
      const name = known?.own.includes('name') ? known.name : profile.name;
      const lives = known?.own.includes('zone') ? known.zone : zone;
      const moved = known !== null && known.zone !== lives;
      const user = await store.upsert(fresh, {
        name,
        email: fresh.email,
        zone: lives,
        ...(moved && { stale: stale() }),
        locale: fresh.locale,
        role: fresh.role,
        names: nameWords(name, profile.email),
        active: true,
        updatedAt: fresh.updatedAt,
      });
      if (moved) deps.onPreferencesChange?.();
      return user;
    },

    deactivate: (tenant, ids) => store.deactivate(tenant, ids, clock()),

    async user(actor, id) {
      const user = await store.user(actor.tenant, id);
      if (!user) throw notFound(id);
      return user;
    },

    users: (actor, ids) => store.users(actor.tenant, ids),

    async updateProfile(actor, change) {
      if (change.zone !== undefined) checkZone(change.zone);
      if (change.defaultDurationMinutes !== undefined) checkDuration(change.defaultDurationMinutes);
      const known = await store.user(actor.tenant, actor.userId);
      if (!known) throw notFound(actor.userId);
      const name = change.name === undefined ? undefined : checkName(change.name);
      const own = new Set(known.own);
      if (change.zone !== undefined) own.add('zone');
      if (name !== undefined) own.add('name');
      const moved = change.zone !== undefined && change.zone !== known.zone;
      const user = await changed(actor.tenant, known, {
        ...(change.zone !== undefined && { zone: change.zone }),
        // Quiet hours and Monday mornings are those of the zone.
        ...(moved && { stale: stale() }),
        ...(name !== undefined && { name, names: nameWords(name, known.email) }),
        ...(change.defaultDurationMinutes !== undefined && { defaultDurationMinutes: change.defaultDurationMinutes }),
        own: [...own],
      });
      if (moved) deps.onPreferencesChange?.();
      return user;
    },

    async setRules(actor, change: RulesChange) {
      const known = await store.user(actor.tenant, actor.userId);
      if (!known) throw notFound(actor.userId);
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const rules = { ...known.rules, ...given };
      validateRules(rules);
      return changed(actor.tenant, known, { rules });
    },

    async preferences(actor, of) {
      const tenant = await store.tenant(actor.tenant);
      return new Map(of.map((user) => [user.id, preferencesOf(user.notifications, tenant?.notifications)]));
    },

    async setNotifications(actor, settings) {
      const user = await store.setNotifications(actor.tenant, actor.userId, checkSettings(settings), stale());
      if (!user) throw notFound(actor.userId);
      deps.onPreferencesChange?.();
      return user;
    },

    async setTenantNotifications(actor, settings) {
      if (actor.role !== 'admin') {
        throw new DomainError('forbidden', 'Only an admin of the workspace may set what holds for everybody.');
      }
      const stored = await store.setTenantNotifications(actor.tenant, checkSettings(settings), stale());
      if (!stored) throw new DomainError('not_found', 'This workspace is not known here.');
      deps.onPreferencesChange?.();
      return stored;
    },
  };

  async function changed(tenant: StoredUser['tenant'], known: User, change: Partial<StoredUser>): Promise<User> {
    const user = await store.update(tenant, known.id, { ...change, updatedAt: clock() });
    if (!user) throw notFound(known.id);
    return user;
  }
}
