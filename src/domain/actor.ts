// Who acts. Every function of the domain takes an Actor, and every repository takes the tenant from one.

declare const tenantBrand: unique symbol;

/** A Slack workspace id (`T…`), or `local` for the playground. Made from verified payloads only, never from input. */
export type TenantId = string & { readonly [tenantBrand]: true };

/** A Slack user id (`U…`): unique within its tenant. */
export type UserId = string;

/** Where a request came from, for the audit trail. */
export type Origin = 'slack' | 'playground' | 'booking_page' | 'api' | 'job' | 'cli';

export type Role = 'member' | 'admin';

interface ActorBase {
  readonly tenant: TenantId;
  readonly origin: Origin;
  /** Follows one request through logs and audit. */
  readonly requestId: string;
}

export interface UserActor extends ActorBase {
  readonly kind: 'user';
  readonly userId: UserId;
  readonly role: Role;
}

/** A person outside, who acts on one meeting through a link of their own. */
export interface GuestActor extends ActorBase {
  readonly kind: 'guest';
  readonly email: string;
  readonly meetingId: string;
}

/** Parley itself, at work for one tenant. */
export interface JobActor extends ActorBase {
  readonly kind: 'job';
  readonly job: string;
}

export type Actor = UserActor | GuestActor | JobActor;

/** Brands a workspace id that comes from a verified source. */
export function tenantId(verified: string): TenantId {
  return verified as TenantId;
}

export function jobActor(tenant: TenantId, job: string, requestId: string): JobActor {
  return { kind: 'job', tenant, job, origin: 'job', requestId };
}

/** A short, stable name of the actor for the audit trail: ids only, no names. */
export function actorName(actor: Actor): string {
  if (actor.kind === 'user') return `user:${actor.userId}`;
  if (actor.kind === 'guest') return `guest:${actor.email}`;
  return `job:${actor.job}`;
}
