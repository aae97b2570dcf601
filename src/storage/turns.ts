// Turns over MongoDB. Two unique indexes decide what processes race for: one event is recorded once, and one turn of a
// queue holds a lease.
import {
  type Collection,
  type Db,
  type Filter,
  type IndexDescription,
  MongoServerError,
  type UpdateFilter,
} from 'mongodb';
import type { TurnUsage } from '../assistant/usage.ts';
import type { Lease, NewTurn, QueueRef, Turn, TurnRef, TurnStore } from '../bot/turns.ts';

export interface TurnDocument extends Turn {
  /** Not there once the turn is finished. */
  readonly open?: true;
  readonly dueAt: Date;
  readonly lease?: Lease;
  readonly state: 'open' | 'done' | 'failed';
  readonly finishedAt?: Date;
  readonly error?: string;
  /** What the models took for the answer. */
  readonly usage?: TurnUsage;
}

export const TURNS = 'turns';

/** Answered events are kept this long: until then a thread is known as one in which Parley takes part. */
const KEEP_SECONDS = 90 * 24 * 3600;

export const TURN_INDEXES: readonly IndexDescription[] = [
  { key: { tenant: 1, eventId: 1 }, unique: true, name: 'event' },
  {
    key: { tenant: 1, queue: 1 },
    unique: true,
    partialFilterExpression: { lease: { $exists: true } },
    name: 'one_lease_a_queue',
  },
  { key: { tenant: 1, queue: 1, receivedAt: 1 }, name: 'queue' },
  // Of all that a queue has ever held, the few that wait.
  {
    key: { tenant: 1, queue: 1, receivedAt: 1, eventId: 1 },
    partialFilterExpression: { open: true },
    name: 'open_in_a_queue',
  },
  { key: { dueAt: 1 }, partialFilterExpression: { open: { $exists: true } }, name: 'due' },
  { key: { tenant: 1, finishedAt: -1 }, partialFilterExpression: { state: 'failed' }, name: 'failed' },
  { key: { finishedAt: 1 }, expireAfterSeconds: KEEP_SECONDS, name: 'pruning' },
];

const OLDEST_FIRST = { receivedAt: 1, eventId: 1 } as const;

const CLOSED = { open: true, lease: true } as const;

function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11000;
}

function toTurn(document: TurnDocument): Turn {
  const { open: _open, dueAt: _due, lease: _lease, state: _state, ...turn } = document;
  return turn;
}

export function createTurnStore(db: Db): TurnStore {
  const turns: Collection<TurnDocument> = db.collection(TURNS);

  const fresh = (turn: NewTurn): TurnDocument => ({
    ...turn,
    attempts: 0,
    steps: [],
    open: true,
    state: 'open',
    dueAt: turn.receivedAt,
  });

  /** False when the event was recorded before, or the queue has its lease taken. */
  async function insert(document: TurnDocument): Promise<boolean> {
    try {
      // A copy: the driver adds an _id.
      await turns.insertOne({ ...document });
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** The queue's oldest open turn. */
  async function head({ tenant, queue }: QueueRef): Promise<TurnDocument | null> {
    return turns.findOne({ tenant, queue, open: true }, { sort: OLDEST_FIRST, projection: { _id: 0 } });
  }

  async function change(turn: TurnRef, owner: string, update: UpdateFilter<TurnDocument>): Promise<boolean> {
    const filter: Filter<TurnDocument> = { tenant: turn.tenant, eventId: turn.eventId, 'lease.owner': owner };
    const { matchedCount } = await turns.updateOne(filter, update);
    return matchedCount === 1;
  }

  return {
    async record(turn, lease) {
      const document = fresh(turn);
      // Side by side: what came before this turn is stored already, and a person waits for both.
      const [leased, first] = lease ? await Promise.all([insert({ ...document, lease }), head(turn)]) : [false, null];
      if (leased) {
        if (lease && (!first || first.eventId === turn.eventId))
          return { state: 'taken', turn: toTurn(document), lease };
        await turns.updateOne({ tenant: turn.tenant, eventId: turn.eventId }, { $unset: { lease: true } });
        return { state: 'waiting' };
      }
      return { state: (await insert(document)) ? 'waiting' : 'known' };
    },
    async remember(turn) {
      const { open: _open, ...document } = fresh(turn);
      return insert({ ...document, state: 'done', finishedAt: turn.receivedAt });
    },
    async next(queue, lease, now) {
      const first = await head(queue);
      if (!first || first.dueAt > now || (first.lease && first.lease.until > now)) return null;
      const filter: Filter<TurnDocument> = {
        tenant: first.tenant,
        eventId: first.eventId,
        open: true,
        ...(first.lease
          ? { 'lease.owner': first.lease.owner, 'lease.until': first.lease.until }
          : { lease: { $exists: false } }),
      };
      try {
        const tried = first.lease && { tried: true as const };
        // As it is now: since the look at it, another owner may have got further with it and given it back.
        const options = { returnDocument: 'after', projection: { _id: 0 } } as const;
        const taken = await turns.findOneAndUpdate(filter, { $set: { lease, ...tried } }, options);
        return taken && toTurn(taken);
      } catch (error) {
        // Another turn of the queue was leased in between.
        if (isDuplicate(error)) return null;
        throw error;
      }
    },
    async due(now, limit) {
      const found = await turns
        .find(
          { open: true, dueAt: { $lte: now } },
          { projection: { tenant: 1, queue: 1, lease: 1 }, sort: { dueAt: 1 } },
        )
        .limit(limit)
        .toArray();
      const queues = new Map<string, QueueRef>();
      for (const { tenant, queue, lease } of found) {
        if (!lease || lease.until <= now) queues.set(JSON.stringify([tenant, queue]), { tenant, queue });
      }
      return [...queues.values()];
    },
    renew: (turn, lease) => change(turn, lease.owner, { $set: { 'lease.until': lease.until } }),
    appendSteps: (turn, owner, steps) => change(turn, owner, { $push: { steps: { $each: [...steps] } } }),
    keepAnswer: (turn, owner, { answer, steps }) =>
      change(turn, owner, { $set: { answer }, $push: { steps: { $each: [...steps] } } }),
    finish: (turn, owner, at, usage) =>
      change(turn, owner, {
        $set: { state: 'done', finishedAt: at, steps: [], ...(usage && { usage }) },
        $unset: { ...CLOSED, answer: true },
      }),
    fail: (turn, owner, at, error) =>
      change(turn, owner, {
        $set: { state: 'failed', finishedAt: at, error },
        $inc: { attempts: 1 },
        $unset: CLOSED,
      }),
    release: (turn, owner, dueAt, error) =>
      change(turn, owner, {
        $set: { dueAt, tried: true, ...(error !== undefined && { error }) },
        $unset: { lease: true },
        ...(error !== undefined && { $inc: { attempts: 1 } }),
      }),
    async releaseAll(owners) {
      const open = { open: true as const, dueAt: { $gt: new Date(0) } };
      const taken = { ...open, lease: { $exists: true }, 'lease.owner': { $regex: `^${owners}` } };
      await turns.updateMany(taken, { $set: { tried: true }, $unset: { lease: true } });
    },
    async takesPart(tenant, queue) {
      return (await turns.findOne({ tenant, queue }, { projection: { _id: 1 } })) !== null;
    },
  };
}
