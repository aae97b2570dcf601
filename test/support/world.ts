// A small company on a real database, for tests of the domain: people, a clock that stands still until it is moved, and
// the domain wired as the application wires it.
import { randomBytes } from 'node:crypto';
import type { Db } from 'mongodb';
import { createAccounts } from '../../src/domain/accounts/accounts.ts';
import { type TenantId, tenantId, type UserActor } from '../../src/domain/actor.ts';
import { createMeetings } from '../../src/domain/meetings/meetings.ts';
import { createPeople } from '../../src/domain/people/people.ts';
import { createConferencing } from '../../src/providers/conferencing/conferencing.ts';
import { createAccountStore } from '../../src/storage/accounts.ts';
import { createContactStore } from '../../src/storage/contacts.ts';
import { createMeetingStore } from '../../src/storage/meetings.ts';

/** Wednesday, 10:12 in New York. */
export const NOW = new Date('2026-01-07T15:12:00Z');
export const ZONE = 'America/New_York';

export function actorOf(tenant: TenantId, userId: string, role: UserActor['role'] = 'member'): UserActor {
  return { kind: 'user', tenant, userId, role, origin: 'slack', requestId: 'r1' };
}

export type World = ReturnType<typeof createWorld>;

/** The domain over one database; several worlds over one database are several processes. */
export function createWorld(db: Db, name = 'T1') {
  const tenant = tenantId(name);
  let now = NOW;
  const clock = () => now;
  const users = createAccountStore(db);
  const accounts = createAccounts({ store: users, clock });
  const people = createPeople({ users, contacts: createContactStore(db) });
  const store = createMeetingStore(db);
  const newId = () => randomBytes(9).toString('hex');
  const meetings = createMeetings({ store, accounts, people, conferencing: createConferencing(), clock, newId });
  let keys = 0;
  return {
    tenant,
    accounts,
    people,
    store,
    meetings,
    clock,
    /** A change key that nobody has used. */
    key: () => `${name}:${keys++}:${newId()}`,
    setNow(instant: Date) {
      now = instant;
    },
    actor: (userId: string, role?: UserActor['role']) => actorOf(tenant, userId, role),
    /** Creates a user called `name`, with the mail address `first.last@parley.example`. */
    async addUser(id: string, userName: string, zone = ZONE): Promise<UserActor> {
      const email = `${userName.toLowerCase().replaceAll(' ', '.')}@parley.example`;
      await accounts.ensureUser(tenant, { id, name: userName, email, zone, locale: 'en-US', isAdmin: false });
      return actorOf(tenant, id);
    },
  };
}
