// The effect queue over the documents that carry effects.
import type { Db, Document } from 'mongodb';
import type { DueEffect, EffectQueue } from '../domain/effects.ts';
import { CARRIER_KINDS, type CarrierKind, carriersIn } from './carriers.ts';
import { type StoredEffect, toEffect } from './stored-effects.ts';

/** The effects of one target that an owner has the lease on, as an array filter. */
function ofLease({ targetKey }: DueEffect, owner: string): Document {
  return { 'held.targetKey': targetKey, 'held.lease.owner': owner };
}

function dueTargets(effects: readonly Pick<StoredEffect, 'pendingAt' | 'targetKey'>[], now: Date): string[] {
  const due = effects.filter(({ pendingAt }) => pendingAt && pendingAt <= now).map(({ targetKey }) => targetKey);
  return [...new Set(due)];
}

/** A lease as this process has seen it. */
interface Sighting {
  readonly until: number;
  /** By this process's clock: when the lease has been the same for as long as it lasts. */
  readonly deadAt: number;
}

function nameOf({ tenant, carrier, id, targetKey }: DueEffect): string {
  return JSON.stringify([tenant, carrier, id, targetKey]);
}

/**
 * A lease has ended when it was seen unchanged for as long as it lasts: the living renew theirs. When it ends is not
 * compared with this process's clock, since another process's clock may be half a minute behind.
 */
export function createEffectQueue(db: Db): EffectQueue {
  const carriers = carriersIn(db);
  /** The leases that the last look at what is due came across. */
  let seen: ReadonlyMap<string, Sighting> = new Map();

  function sightingOf(due: DueEffect, effects: readonly StoredEffect[], now: Date): Sighting | null {
    const lease = effects.find((effect) => effect.targetKey === due.targetKey && effect.lease)?.lease;
    if (!lease) return null;
    const before = seen.get(nameOf(due));
    const until = lease.until.getTime();
    return before?.until === until ? before : { until, deadAt: now.getTime() + lease.ms };
  }

  /** Gives the lease back. */
  async function release(due: DueEffect, owner: string): Promise<void> {
    const { tenant, carrier, id } = due;
    await carriers[carrier].updateOne(
      { tenant, id },
      { $unset: { 'effects.$[held].lease': true } },
      { arrayFilters: [ofLease(due, owner)] },
    );
  }

  /** The oldest waits for its next attempt, and the others with it: else they would fill the front of every sweep. */
  async function waitFor({ tenant, carrier, id, targetKey }: DueEffect, until: Date): Promise<void> {
    await carriers[carrier].updateOne(
      { tenant, id },
      { $set: { 'effects.$[later].pendingAt': until } },
      { arrayFilters: [{ 'later.targetKey': targetKey, 'later.pendingAt': { $lt: until } }] },
    );
  }

  /** The targets in one kind of document that are due and free; the leases that stand in the way go to `sightings`. */
  async function dueIn(
    carrier: CarrierKind,
    now: Date,
    limit: number,
    sightings: Map<string, Sighting>,
  ): Promise<DueEffect[]> {
    const found = await carriers[carrier]
      .find(
        { 'effects.pendingAt': { $lte: now } },
        {
          projection: { _id: 0, tenant: 1, id: 1, effects: 1 },
          sort: { 'effects.pendingAt': 1 },
          limit,
        },
      )
      .toArray();
    return found.flatMap(({ tenant, id, effects }) =>
      dueTargets(effects, now)
        .map((targetKey) => ({ tenant, carrier, id, targetKey }))
        .filter((due) => {
          const sighting = sightingOf(due, effects, now);
          if (sighting) sightings.set(nameOf(due), sighting);
          return !sighting || sighting.deadAt <= now.getTime();
        }),
    );
  }

  return {
    async due(now, limit) {
      const sightings = new Map<string, Sighting>();
      const found = await Promise.all(CARRIER_KINDS.map((carrier) => dueIn(carrier, now, limit, sightings)));
      seen = sightings;
      return found.flat();
    },

    async lease(due, owner, now, until) {
      const { tenant, carrier, id, targetKey } = due;
      const sighting = seen.get(nameOf(due));
      const dead = sighting && sighting.deadAt <= now.getTime() ? new Date(sighting.until) : undefined;
      const document = await carriers[carrier].findOneAndUpdate(
        {
          tenant,
          id,
          effects: {
            $elemMatch: { targetKey, pendingAt: { $lte: now } },
            $not: { $elemMatch: { targetKey, 'lease.until': { $exists: true, ...(dead && { $ne: dead }) } } },
          },
        },
        { $set: { 'effects.$[mine].lease': { owner, until, ms: until.getTime() - now.getTime() } } },
        {
          arrayFilters: [{ 'mine.targetKey': targetKey, 'mine.state': 'pending' }],
          projection: { _id: 0, effects: 1 },
          returnDocument: 'after',
        },
      );
      if (!document) return null;
      const first = document.effects.find((effect) => effect.targetKey === targetKey && effect.state === 'pending');
      // What was put off is judged anew with each that comes after it: news that cannot wait must not wait behind it.
      if (!first || (first.dueAt > now && !first.deferred)) {
        if (first) await waitFor(due, first.dueAt);
        await release(due, owner);
        return null;
      }
      return toEffect(first);
    },

    async renew(due, owner, until) {
      const { tenant, carrier, id, targetKey } = due;
      const { matchedCount } = await carriers[carrier].updateOne(
        { tenant, id, effects: { $elemMatch: { targetKey, 'lease.owner': owner } } },
        { $set: { 'effects.$[held].lease.until': until } },
        { arrayFilters: [ofLease(due, owner)] },
      );
      return matchedCount === 1;
    },

    async settle(due, owner, effectId, outcome, now) {
      const again = outcome.state === 'pending' || outcome.state === 'deferred';
      const settled = await carriers[due.carrier].findOneAndUpdate(
        {
          tenant: due.tenant,
          id: due.id,
          effects: { $elemMatch: { id: effectId, 'lease.owner': owner } },
        },
        {
          $set: {
            'effects.$[it].state': again ? 'pending' : outcome.state,
            ...(again
              ? { 'effects.$[it].dueAt': outcome.dueAt, 'effects.$[it].pendingAt': outcome.dueAt }
              : { 'effects.$[it].settledAt': now }),
            ...(outcome.state === 'deferred' && { 'effects.$[it].deferred': true }),
            ...(outcome.state === 'dead' && { 'effects.$[it].deadAt': now }),
            ...('error' in outcome && { 'effects.$[it].lastError': outcome.error }),
          },
          $inc: { 'effects.$[it].attempts': outcome.state === 'deferred' ? 0 : 1 },
          $unset: {
            'effects.$[held].lease': true,
            ...(!again && { 'effects.$[it].pendingAt': true }),
            ...(outcome.state !== 'deferred' && { 'effects.$[it].deferred': true }),
          },
        },
        {
          arrayFilters: [{ 'it.id': effectId }, ofLease(due, owner)],
          projection: { _id: 0, 'effects.targetKey': 1, 'effects.pendingAt': 1 },
          returnDocument: 'after',
        },
      );
      if (!settled) return 'lost';
      if (outcome.state === 'deferred') await waitFor(due, outcome.dueAt);
      return dueTargets(settled.effects, now).includes(due.targetKey) ? 'more' : 'last';
    },

    async releaseAll(owners) {
      const theirs = { $regex: `^${owners}` };
      const held = { 'effects.pendingAt': { $gt: new Date(0) }, 'effects.lease.owner': theirs };
      const options = { arrayFilters: [{ 'held.lease.owner': theirs }] };
      for (const carrier of CARRIER_KINDS) {
        await carriers[carrier].updateMany(held, { $unset: { 'effects.$[held].lease': true } }, options);
      }
    },
  };
}
