// Tickets: sealed claims in a token `<tenant key>.<sealed>`. Nothing is stored of them, so they cannot be taken back: for
// what is harmless for ever (turning a mail off) or soon over (an admin's way to the operator's page).
import type { TenantId } from './actor.ts';
import type { Sealer } from './sealing.ts';
import { partsOf, type TenantKeys } from './tenant-keys.ts';
import type { Clock } from './time.ts';

export type TicketPurpose = 'unsubscribe' | 'ops';

export interface Tickets {
  /** `claims` is text of the purpose's own making. Without `expiresAt` the ticket is good for ever. */
  issue(tenant: TenantId, purpose: TicketPurpose, claims: string, expiresAt?: Date): Promise<string>;
  /** What was claimed; null for a ticket that is forged, for another purpose or tenant, or expired. */
  open(purpose: TicketPurpose, ticket: string): Promise<{ readonly tenant: TenantId; readonly claims: string } | null>;
}

export function createTickets(deps: { keys: TenantKeys; sealer: Sealer; clock: Clock }): Tickets {
  const { keys, sealer, clock } = deps;
  const contextOf = (tenant: string, purpose: TicketPurpose) => ['ticket', tenant, purpose];
  return {
    async issue(tenant, purpose, claims, expiresAt) {
      const body = `${expiresAt?.getTime() ?? ''};${claims}`;
      return `${await keys.keyOf(tenant)}.${sealer.seal(body, contextOf(tenant, purpose))}`;
    },

    async open(purpose, ticket) {
      const { key, secret } = partsOf(ticket);
      const tenant = await keys.tenantOf(key);
      const body = sealer.open(secret, contextOf(tenant ?? '', purpose));
      if (!tenant || body === null) return null;
      const at = body.indexOf(';');
      const expiresAt = body.slice(0, at);
      if (expiresAt !== '' && Number(expiresAt) <= clock().getTime()) return null;
      return { tenant, claims: body.slice(at + 1) };
    },
  };
}
