// What waits, what was given up and what failed, over MongoDB: for the operator's page and the metrics.
import type { Collection, Db, Filter } from 'mongodb';
import type { Tenant } from '../domain/accounts/accounts.ts';
import type { TenantId } from '../domain/actor.ts';
import type { EffectCarrier, EffectState } from '../domain/effects.ts';
import type { DeadLetter, HeldLetter, OpsStore } from '../http/ops/ops.ts';
import { TENANTS } from './accounts.ts';
import { CARRIER_KINDS, type CarrierDocument, type CarrierKind, carriersIn } from './carriers.ts';
import { DELIVERIES, type DeliveryDocument } from './deliveries.ts';
import type { StoredEffect } from './stored-effects.ts';
import { TURNS, type TurnDocument } from './turns.ts';

/** Nobody needs to know how many more than these wait. */
const MOST_COUNTED = 10_000;
const EVER = { $gt: new Date(0) };
const LATEST = new Date(8.64e15);

export interface Depth {
  readonly effects: number;
  readonly dead: number;
  readonly turns: number;
}

/** What operators see of an effect that failed. */
function letterOf(carrier: EffectCarrier, start: Date | undefined, effect: StoredEffect) {
  return {
    ...carrier,
    effectId: effect.id,
    occasion: effect.occasion,
    recipient: effect.targetKey,
    ...(start && { meetingStart: start }),
    attempts: effect.attempts,
    error: effect.lastError ?? '',
  };
}

export function createOpsStore(db: Db): OpsStore & { depths(now: Date): Promise<Depth> } {
  const carriers = carriersIn(db);
  const turns: Collection<TurnDocument> = db.collection(TURNS);
  const deliveries: Collection<DeliveryDocument> = db.collection(DELIVERIES);
  const tenants: Collection<Tenant & { readonly _id: string }> = db.collection(TENANTS);

  /**
   * Counts effects that have the field, and not later than that, instead of the documents that carry them. They are few
   * of all there are: the index over them is the one to use, also for one tenant.
   */
  async function countEffects(field: 'pendingAt' | 'deadAt', of: Filter<CarrierDocument> = {}, until = LATEST) {
    const at = `$$effect.${field}`;
    const counted = { $and: [{ $gt: [at, EVER.$gt] }, { $lte: [at, until] }] };
    const pipeline = [
      { $match: { ...of, [`effects.${field}`]: { $lte: until } } },
      { $limit: MOST_COUNTED },
      { $project: { count: { $size: { $filter: { input: '$effects', as: 'effect', cond: counted } } } } },
      { $group: { _id: null, count: { $sum: '$count' } } },
    ];
    const hint = field === 'pendingAt' ? 'due_effects' : 'dead_effects';
    const counts = await Promise.all(
      CARRIER_KINDS.map((kind) => carriers[kind].aggregate<{ count: number }>(pipeline, { hint }).next()),
    );
    return sum(counts.map((found) => found?.count ?? 0));
  }

  const countTurns = (filter: Filter<TurnDocument>) =>
    turns.countDocuments(filter, { limit: MOST_COUNTED, hint: 'due' });

  /** Puts a dead effect into another state; false when it is not dead (any more). */
  async function settle(
    { tenant, carrier, id }: EffectCarrier,
    effectId: string,
    to: { readonly state: EffectState } & Partial<StoredEffect>,
  ): Promise<boolean> {
    const { matchedCount } = await carriers[carrier].updateOne(
      { tenant, id, effects: { $elemMatch: { id: effectId, state: 'dead' } } },
      {
        $set: Object.fromEntries(Object.entries(to).map(([field, value]) => [`effects.$[it].${field}`, value])),
        $unset: { 'effects.$[it].deadAt': true, ...(to.state === 'pending' && { 'effects.$[it].settledAt': true }) },
      },
      { arrayFilters: [{ 'it.id': effectId, 'it.state': 'dead' }] },
    );
    return matchedCount === 1;
  }

  /** When the oldest effect of the tenant that is due by now became so, in milliseconds. */
  async function oldestIn(kind: CarrierKind, tenant: TenantId, now: Date): Promise<number[]> {
    const due = { tenant, 'effects.pendingAt': { $lte: now } };
    const options = { projection: { effects: 1 }, sort: { 'effects.pendingAt': 1 }, hint: 'due_effects' } as const;
    const found = await carriers[kind].findOne(due, options);
    return found?.effects.flatMap(({ pendingAt }) => (pendingAt ? [pendingAt.getTime()] : [])) ?? [];
  }

  async function heldIn(kind: CarrierKind, tenant: TenantId, limit: number): Promise<HeldLetter[]> {
    const again = { state: 'pending' as const, attempts: { $gt: 0 } };
    const found = await carriers[kind]
      .find(
        { tenant, 'effects.pendingAt': EVER, effects: { $elemMatch: again } },
        {
          projection: { _id: 0, id: 1, start: 1, effects: 1 },
          sort: { 'effects.pendingAt': 1 },
          limit,
          hint: 'due_effects',
        },
      )
      .toArray();
    return found.flatMap(({ id, start, effects }) =>
      effects.flatMap(({ pendingAt, ...effect }): HeldLetter[] =>
        pendingAt && effect.attempts > 0
          ? [{ ...letterOf({ tenant, carrier: kind, id }, start, effect), nextAt: pendingAt }]
          : [],
      ),
    );
  }

  async function deadIn(kind: CarrierKind, tenant: TenantId, limit: number): Promise<DeadLetter[]> {
    const found = await carriers[kind]
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
    return found.flatMap(({ id, start, effects }) =>
      effects.flatMap(({ deadAt, ...effect }): DeadLetter[] =>
        deadAt ? [{ ...letterOf({ tenant, carrier: kind, id }, start, effect), at: deadAt }] : [],
      ),
    );
  }

  return {
    async depths(now) {
      const [effects, dead, open] = await Promise.all([
        countEffects('pendingAt', {}, now),
        countEffects('deadAt'),
        countTurns({ open: true, dueAt: EVER }),
      ]);
      return { effects, dead, turns: open };
    },

    async tenants() {
      const found = await tenants.find({ _id: { $gt: '' } }, { projection: { _id: 0, id: 1, name: 1 } }).toArray();
      return found.map(({ id, name }) => ({ id, name }));
    },

    async waiting(tenant, now) {
      const open = { tenant, open: true as const, dueAt: EVER };
      const [effects, times, openTurns, oldestTurn] = await Promise.all([
        countEffects('pendingAt', { tenant }, now),
        Promise.all(CARRIER_KINDS.map((kind) => oldestIn(kind, tenant, now))).then((found) => found.flat()),
        countTurns(open),
        turns.findOne(open, { projection: { dueAt: 1 }, sort: { dueAt: 1 }, hint: 'due' }),
      ]);
      return {
        effects: { count: effects, ...(times.length > 0 && { oldest: new Date(Math.min(...times)) }) },
        turns: { count: openTurns, ...(oldestTurn && { oldest: oldestTurn.dueAt }) },
      };
    },

    async heldLetters(tenant, limit) {
      const letters = await Promise.all(CARRIER_KINDS.map((kind) => heldIn(kind, tenant, limit)));
      return letters
        .flat()
        .sort((a, b) => a.nextAt.getTime() - b.nextAt.getTime())
        .slice(0, limit);
    },

    async deadLetters(tenant, limit) {
      const letters = await Promise.all(CARRIER_KINDS.map((kind) => deadIn(kind, tenant, limit)));
      return letters
        .flat()
        .sort((a, b) => b.at.getTime() - a.at.getTime())
        .slice(0, limit);
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

    async retry(of, effectId, now) {
      const { tenant, carrier, id } = of;
      const found = await carriers[carrier].findOne({ tenant, id }, { projection: { effects: 1 } });
      const effect = found?.effects.find((one) => one.id === effectId);
      if (!effect) return false;
      // Else the dispatcher would find that this delivery has been given up, and leave it.
      await deliveries.updateMany(
        { tenant, subject: id, ...deliveredAs(effect), recipient: effect.targetKey, state: 'dead' },
        { $set: { state: 'taken' }, $unset: { settledAt: true } },
      );
      return settle(of, effectId, { state: 'pending', attempts: 0, dueAt: now, pendingAt: now });
    },

    drop: (of, effectId) => settle(of, effectId, { state: 'skipped' }),
  };
}

/** What of the records of its deliveries is the effect's own: of an agenda, that they are none of a meeting. */
function deliveredAs(
  effect: StoredEffect,
): Pick<DeliveryDocument, 'version'> & Partial<Pick<DeliveryDocument, 'kind'>> {
  return effect.occasion === 'weekly_agenda' ? { version: 0, kind: 'weekly_agenda' } : { version: effect.version };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
