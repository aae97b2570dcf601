// The way to the operator's page: open to the workspace's admins, by a link that Parley gives them and that is soon over.
import type { Accounts } from './accounts/accounts.ts';
import type { UserActor } from './actor.ts';
import { DomainError } from './errors.ts';
import type { Tickets } from './tickets.ts';
import type { Clock } from './time.ts';

const VALID_MS = 60 * 60_000;

export interface OpsAccess {
  /** Good for an hour. Throws `forbidden` for who is no admin. */
  tokenFor(actor: UserActor): Promise<string>;
  /** The admin whom the token was given; null when it is forged or over, or they are no admin any more. */
  open(token: string, requestId: string): Promise<UserActor | null>;
}

export function createOpsAccess(deps: {
  tickets: Tickets;
  accounts: Pick<Accounts, 'users'>;
  clock: Clock;
}): OpsAccess {
  const { tickets, accounts, clock } = deps;

  async function isAdmin(actor: UserActor): Promise<boolean> {
    const [user] = await accounts.users(actor, [actor.userId]);
    return user?.role === 'admin' && user.active !== false;
  }

  return {
    async tokenFor(actor) {
      if (!(await isAdmin(actor))) {
        throw new DomainError('forbidden', 'Only admins of the workspace may look after Parley itself.');
      }
      return tickets.issue(actor.tenant, 'ops', actor.userId, new Date(clock().getTime() + VALID_MS));
    },

    async open(token, requestId) {
      const ticket = await tickets.open('ops', token);
      if (!ticket) return null;
      const { tenant, claims: userId } = ticket;
      const actor: UserActor = { kind: 'user', tenant, userId, role: 'admin', origin: 'api', requestId };
      return (await isAdmin(actor)) ? actor : null;
    },
  };
}
