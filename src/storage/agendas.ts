// When each user next reads their week, over the users collection.
import type { Collection, Db, IndexDescription } from 'mongodb';
import type { StoredUser } from '../domain/accounts/accounts.ts';
import type { AgendaQueue } from '../jobs/weekly-agenda.ts';
import { USERS } from './accounts.ts';

interface WithAgenda extends StoredUser {
  /** Failed attempts at the one that is due. */
  readonly agendaAttempts?: number;
  readonly agendaLease?: { readonly owner: string; readonly until: Date };
}

export const AGENDA_INDEXES: readonly IndexDescription[] = [{ key: { agendaAt: 1 }, name: 'agenda' }];

export function createAgendaQueue(db: Db): AgendaQueue {
  const users: Collection<WithAgenda> = db.collection(USERS);
  return {
    async due(now, limit) {
      const found = await users
        .find({ agendaAt: { $lte: now } }, { projection: { _id: 0, tenant: 1, id: 1, agendaLease: 1 } })
        .sort({ agendaAt: 1 })
        .limit(limit)
        .toArray();
      return found
        .filter(({ agendaLease }) => !agendaLease || agendaLease.until <= now)
        .map(({ tenant, id }) => ({ tenant, id }));
    },

    async lease({ tenant, id }, owner, now, until) {
      const user = await users.findOneAndUpdate(
        {
          tenant,
          id,
          agendaAt: { $lte: now },
          $or: [{ agendaLease: { $exists: false } }, { 'agendaLease.until': { $lte: now } }],
        },
        { $set: { agendaLease: { owner, until } } },
        { projection: { _id: 0, agendaAt: 1, agendaAttempts: 1 } },
      );
      return user && { dueAt: user.agendaAt, attempts: user.agendaAttempts ?? 0 };
    },

    async settle({ tenant, id }, owner, next, attempts) {
      await users.updateOne(
        { tenant, id, 'agendaLease.owner': owner },
        { $set: { agendaAt: next, agendaAttempts: attempts }, $unset: { agendaLease: true } },
      );
    },

    async plan(tenant, id, next, now) {
      await users.updateOne({ tenant, id, agendaAt: { $gt: now } }, { $set: { agendaAt: next } });
    },
  };
}
