// When each user next reads their week, over the users collection, whose documents carry the effects that tell it.
import type { Collection, Db, IndexDescription } from 'mongodb';
import type { StoredUser } from '../domain/accounts/accounts.ts';
import type { AgendaEffect } from '../domain/effects.ts';
import type { AgendaQueue } from '../jobs/weekly-agenda.ts';
import { USERS } from './accounts.ts';
import { EFFECT_INDEXES, type StoredEffect, storedEffect } from './stored-effects.ts';

interface WithAgendas extends StoredUser {
  readonly effects?: readonly StoredEffect<AgendaEffect>[];
}

export const AGENDA_INDEXES: readonly IndexDescription[] = [
  { key: { agendaAt: 1 }, name: 'agenda' },
  ...EFFECT_INDEXES,
];

/** So many weeks are kept: one that was given up earlier helps nobody any more. */
const KEPT = 4;

export function createAgendaQueue(db: Db): AgendaQueue {
  const users: Collection<WithAgendas> = db.collection(USERS);
  return {
    async due(now, limit) {
      const found = await users
        .find({ agendaAt: { $lte: now } }, { projection: { _id: 0, tenant: 1, id: 1, agendaAt: 1 } })
        .sort({ agendaAt: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ tenant, id, agendaAt }) => ({ tenant, id, dueAt: agendaAt }));
    },

    async raise({ tenant, id, dueAt }, effect, next) {
      const { matchedCount } = await users.updateOne(
        { tenant, id, agendaAt: dueAt },
        { $set: { agendaAt: next }, $push: { effects: { $each: [storedEffect(effect)], $slice: -KEPT } } },
      );
      return matchedCount === 1;
    },

    async plan(tenant, id, next, now) {
      await users.updateOne({ tenant, id, agendaAt: { $gt: now } }, { $set: { agendaAt: next } });
    },
  };
}
