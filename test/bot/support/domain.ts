// The real domain over an empty database on the embedded engine, at a time of the test's choosing.
import { randomUUID } from 'node:crypto';
import type { Db } from 'mongodb';
import { type Accounts, createAccounts } from '../../../src/domain/accounts/accounts.ts';
import type { UserActor } from '../../../src/domain/actor.ts';
import { createMeetings, type Meeting, type Meetings } from '../../../src/domain/meetings/meetings.ts';
import { createPeople } from '../../../src/domain/people/people.ts';
import { WORKSPACE } from '../../../src/playground/workspace.ts';
import { createConferencing } from '../../../src/providers/conferencing/conferencing.ts';
import { createAccountStore } from '../../../src/storage/accounts.ts';
import { createContactStore } from '../../../src/storage/contacts.ts';
import { createMeetingStore } from '../../../src/storage/meetings.ts';
import { freshDatabase } from '../../support/database.ts';

/** Wednesday, 10:12 in New York. */
export const NOW = new Date('2026-01-07T15:12:00Z');

export interface Domain {
  readonly db: Db;
  readonly accounts: Accounts;
  readonly meetings: Meetings;
  readonly clock: () => Date;
  setNow(now: Date): void;
  actor(userId: string): UserActor;
  /** Books for somebody, with a video room. */
  book(organizer: string, attendees: readonly string[], start: string, title?: string): Promise<Meeting>;
}

export async function startDomain(): Promise<Domain> {
  const db = await freshDatabase();
  let now = NOW;
  const clock = () => now;
  const users = createAccountStore(db);
  const accounts = createAccounts({ store: users, clock });
  const people = createPeople({ users, contacts: createContactStore(db) });
  const meetings = createMeetings({
    store: createMeetingStore(db),
    accounts,
    people,
    conferencing: createConferencing(),
    clock,
    newId: randomUUID,
  });
  const actor = (userId: string): UserActor => ({
    kind: 'user',
    tenant: WORKSPACE.id,
    userId,
    role: 'member',
    origin: 'playground',
    requestId: 'test',
  });
  for (const { id, name, email, zone, locale, admin } of WORKSPACE.people) {
    await accounts.ensureUser(WORKSPACE.id, { id, name, email, zone, locale, isAdmin: admin });
  }
  return {
    db,
    accounts,
    meetings,
    clock,
    setNow: (at) => {
      now = at;
    },
    actor,
    async book(organizer, attendees, start, title = 'Demo') {
      const wish = {
        start: new Date(start),
        durationMinutes: 30,
        title,
        attendees,
        conference: 'jitsi',
        confirmed: true,
      } as const;
      return (await meetings.book(actor(organizer), wish, randomUUID())).meeting;
    },
  };
}
