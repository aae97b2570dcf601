// What waits, what was given up and what failed, over MongoDB: for the operator's page and the metrics.
import type { Collection, Db, Filter } from 'mongodb';
import type { Tenant } from '../domain/accounts/accounts.ts';
import type { TenantId } from '../domain/actor.ts';
import type { DeadLetter, OpsStore } from '../http/ops/ops.ts';
import { TENANTS } from './accounts.ts';
import { DELIVERIES, type DeliveryDocument } from './deliveries.ts';
import { MEETINGS, type MeetingDocument, type StoredEffect } from './meetings.ts';
import { TURNS, type TurnDocument } from './turns.ts';

/** Nobody needs to know how many more than these wait. */
const MOST_COUNTED = 10_000;
const EVER = { $gt: new Date(0) };

export interface Depth {
  readonly effects: number;
  readonly dead: number;
  readonly turns: number;
}

export function createOpsStore(db: Db): OpsStore & { depths(now: Date): Promise<Depth> } {
  const meetings: Collection<MeetingDocument> = db.collection(MEETINGS);
  const turns: Collection<TurnDocument> = db.collection(TURNS);
  const deliveries: Collection<DeliveryDocument> = db.collection(DELIVERIES);
  const tenants: Collection<Tenant & { readonly _id: string }> = db.collection(TENANTS);

  /** What waits is little of all there is: the index over it is the one to use, also for one tenant. */
  const countEffects = (filter: Filter<MeetingDocument>) =>
    meetings.countDocuments(filter, { limit: MOST_COUNTED, hint: 'due_effects' });
  const countTurns = (filter: Filter<TurnDocument>) =>
    turns.countDocuments(filter, { limit: MOST_COUNTED, hint: 'due' });

  /** Puts a dead effect into another state; false when it is not dead (any more). */
  async function settle(
    tenant: TenantId,
    meetingId: string,
    effectId: string,
    to: Partial<StoredEffect>,
  ): Promise<boolean> {
    const { matchedCount } = await meetings.updateOne(
      { tenant, id: meetingId, effects: { $elemMatch: { id: effectId, state: 'dead' } } },
      {
        $set: Object.fromEntries(Object.entries(to).map(([field, value]) => [`effects.$[it].${field}`, value])),
        $unset: { 'effects.$[it].deadAt': true, ...(to.state === 'pending' && { 'effects.$[it].settledAt': true }) },
      },
      { arrayFilters: [{ 'it.id': effectId, 'it.state': 'dead' }] },
    );
    return matchedCount === 1;
  }

  return {
    async depths(now) {
      const [effects, dead, open] = await Promise.all([
        countEffects({ 'effects.pendingAt': { $lte: now } }),
        meetings.countDocuments({ 'effects.deadAt': EVER }, { limit: MOST_COUNTED }),
        countTurns({ open: true, dueAt: EVER }),
      ]);
      return { effects, dead, turns: open };
    },

    async tenants() {
      const found = await tenants.find({ _id: { $gt: '' } }, { projection: { _id: 0, id: 1, name: 1 } }).toArray();
      return found.map(({ id, name }) => ({ id, name }));
    },

    async waiting(tenant, now) {
      const due = { tenant, 'effects.pendingAt': { $lte: now } };
      const open = { tenant, open: true as const, dueAt: EVER };
      const [effects, oldestEffect, openTurns, oldestTurn] = await Promise.all([
        countEffects(due),
        meetings.findOne(due, { projection: { effects: 1 }, sort: { 'effects.pendingAt': 1 }, hint: 'due_effects' }),
        countTurns(open),
        turns.findOne(open, { projection: { dueAt: 1 }, sort: { dueAt: 1 }, hint: 'due' }),
      ]);
      const times = oldestEffect?.effects.flatMap(({ pendingAt }) => (pendingAt ? [pendingAt.getTime()] : [])) ?? [];
      return {
        effects: { count: effects, ...(times.length > 0 && { oldest: new Date(Math.min(...times)) }) },
        turns: { count: openTurns, ...(oldestTurn && { oldest: oldestTurn.dueAt }) },
      };
    },

    async deadLetters(tenant, limit) {
      const found = await meetings
        .find(
          { tenant, 'effects.deadAt': EVER },
          {
            projection: { _id: 0, id: 1, start: 1, effects: 1 },
            sort: { 'effects.deadAt': -1 },
            limit,
            hint: 'dead_effects',
          },
        )
        .toArray();
      const letters = found.flatMap(({ id, start, effects }) =>
        effects.flatMap(({ deadAt, ...effect }): DeadLetter[] =>
          deadAt
            ? [
                {
                  meetingId: id,
                  effectId: effect.id,
                  occasion: effect.occasion,
                  recipient: effect.targetKey,
                  meetingStart: start,
                  attempts: effect.attempts,
                  error: effect.lastError ?? '',
                  at: deadAt,
                },
              ]
            : [],
        ),
      );
      return letters.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, limit);
    },

    async failedTurns(tenant, limit) {
      const found = await turns
        .find(
          { tenant, state: 'failed' },
          {
            projection: { eventId: 1, userId: 1, attempts: 1, error: 1, finishedAt: 1 },
            sort: { finishedAt: -1 },
            limit,
          },
        )
        .toArray();
      return found.map(({ eventId, userId, attempts, error, finishedAt }) => ({
        eventId,
        userId,
        attempts,
        error: error ?? '',
        at: finishedAt ?? new Date(0),
      }));
    },

    async retry(tenant, meetingId, effectId, now) {
      const meeting = await meetings.findOne({ tenant, id: meetingId }, { projection: { effects: 1 } });
      const effect = meeting?.effects.find(({ id }) => id === effectId);
      if (!effect) return false;
      // Else the dispatcher would find that this delivery has been given up, and leave it.
      await deliveries.updateMany(
        { tenant, subject: meetingId, version: effect.version, recipient: effect.targetKey, state: 'dead' },
        { $set: { state: 'taken' }, $unset: { settledAt: true } },
      );
      return settle(tenant, meetingId, effectId, { state: 'pending', attempts: 0, dueAt: now, pendingAt: now });
    },

    drop: (tenant, meetingId, effectId) => settle(tenant, meetingId, effectId, { state: 'skipped' }),
  };
}
