// Chooses how a query goes through its collection: by which index and which part of it, or through all documents.
import type { Collection } from './collection.ts';
import { CommandError } from './errors.ts';
import type { Index } from './index.ts';
import { ID_INDEX, type IndexSpec } from './index-spec.ts';
import type { KeySpec } from './keys.ts';
import { collatorOf } from './match/collation.ts';
import { type IndexBounds, indexBounds } from './plan/bounds.ts';
import { type Conditions, conditionsOf } from './plan/conditions.ts';
import { covers } from './plan/covers.ts';
import { implies, impliesPresence } from './plan/implies.ts';
import { checkMinMax, type MinMax, minMaxBounds } from './plan/min-max.ts';
import { CollectionScan, IndexScan, type RecordScan, UnionScan } from './plan/scan.ts';
import { type Document, encode, isDocument } from './values.ts';

export type PlanRequest = MinMax & {
  readonly filter: Document;
  readonly sort?: KeySpec | undefined;
  /** Set when the sort is by insertion order: 1 forwards, -1 backwards. */
  readonly natural?: 1 | -1 | undefined;
  /** An index by name or by key pattern. */
  readonly hint?: string | Document | undefined;
  /** How many documents the reader will take, 0 for all. */
  readonly limit?: number;
  /** How strings compare; byte order without. */
  readonly collation?: Document | undefined;
};

export type Plan = {
  open(): RecordScan;
  /** Whether records come in the order that was asked for. */
  readonly sorted: boolean;
  /** Whether just the records that match come. */
  readonly covered: boolean;
  /** `{stage: 'IXSCAN', indexName, …}` as explain shows it. */
  readonly stage: Document;
};

type Candidate = Plan & {
  /** Estimated keys in its ranges. */
  readonly keys: number;
  readonly narrowed: boolean;
  /** The index it reads; several in a union. */
  readonly index?: Index;
};

/**
 * The cheapest plan. Throws CommandError 2 for a hint that names no index, 51173 to 51176 for `min` and `max` that do not
 * suit the hint or each other.
 */
export function planQuery(collection: Collection, request: PlanRequest): Plan {
  if (request.min || request.max) return between(collection, request);
  if (request.natural || isNatural(request.hint)) {
    const direction = request.natural ?? (isDocument(request.hint) && Number(request.hint.$natural) < 0 ? -1 : 1);
    return collectionScan(collection, direction, request.natural !== undefined || !request.sort?.length);
  }
  const conditions = conditionsOf(request.filter);
  if (request.hint !== undefined) {
    // Also where it leaves documents out: who names a sparse or partial index gets what it holds.
    return candidate(hintedIndex(collection, request.hint), conditions, request);
  }
  // One document at most: nothing could be cheaper, and it is what is asked most often.
  if (conditions.fields.get('_id')?.some(({ op }) => op === '$eq')) {
    const byId = candidate(collection.idIndex, conditions, request);
    if (byId.narrowed) return byId;
  }
  const candidates: Candidate[] = [];
  for (const index of collection.indexes.values()) {
    if (!index.ready || index.spec.hidden || !canAnswer(index, conditions, request)) continue;
    const found = candidate(index, conditions, request);
    if (found.narrowed || (found.sorted && request.sort?.length)) candidates.push(found);
  }
  const union = unionOfBranches(collection, conditions, request);
  if (union) candidates.push(union);
  return cheapest(candidates, request) ?? collectionScan(collection, 1, !request.sort?.length);
}

function between(collection: Collection, request: PlanRequest): Plan {
  checkMinMax(request);
  if (request.hint === undefined || isNatural(request.hint)) {
    throw new CommandError(51173, 'When using min()/max() a hint of which index to use must be provided');
  }
  const index = hintedIndex(collection, request.hint);
  const bounds = minMaxBounds(index, request, comparesAlike(index.spec, request));
  return indexPlan(index, bounds, request);
}

function collectionScan(collection: Collection, direction: 1 | -1, sorted: boolean): Plan {
  return {
    open: () => new CollectionScan(collection, direction === -1),
    sorted,
    covered: false,
    stage: { stage: 'COLLSCAN', direction: direction === 1 ? 'forward' : 'backward' },
  };
}

function isNatural(hint: PlanRequest['hint']): boolean {
  return isDocument(hint) && '$natural' in hint;
}

function hintedIndex(collection: Collection, hint: string | Document): Index {
  for (const index of collection.indexes.values()) {
    if (!index.ready || index.spec.hidden) continue;
    if (typeof hint === 'string' ? index.spec.name === hint : sameBytes(index.spec.keyPattern, hint)) return index;
  }
  throw new CommandError(
    2,
    'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
  );
}

function sameBytes(a: Document, b: Document): boolean {
  return Buffer.compare(encode(a), encode(b)) === 0;
}

/** A partial or sparse index answers only for documents that it surely holds. */
function canAnswer({ spec }: Index, conditions: Conditions, request: PlanRequest): boolean {
  if (spec.partial && !(comparesAlike(spec, request) && implies(conditions, spec.partial, spec.collator))) return false;
  return (
    !spec.sparse ||
    impliesPresence(
      conditions,
      spec.key.map(({ path }) => path),
    )
  );
}

function comparesAlike(spec: IndexSpec, { collation }: PlanRequest): boolean {
  return collatorOf(collation)?.name === spec.collator?.name;
}

function candidate(index: Index, conditions: Conditions, request: PlanRequest): Candidate {
  const { collator, sparse } = index.spec;
  const keyed = { collator, alike: comparesAlike(index.spec, request), sparse };
  const bounds = indexBounds(index.spec.key, index.multikey, conditions, keyed);
  return indexPlan(index, bounds, request, keyed.alike ? conditions : undefined);
}

/** `conditions` are those that the bounds were made from, if they may be all that is to be known. */
function indexPlan(index: Index, bounds: IndexBounds, request: PlanRequest, conditions?: Conditions): IndexPlan {
  const { sort = [] } = request;
  const alike = sort.length === 0 || comparesAlike(index.spec, request);
  const direction = alike ? sortDirection(index, bounds, sort) : undefined;
  let keys = 0;
  for (const { low, high } of bounds.ranges) {
    keys += index.entries.distance(index.entries.seek(low), index.entries.seek(high));
  }
  return new IndexPlan(index, bounds, direction, keys, conditions);
}

/** A class, since every operation makes one or more: an object with a getter is several times as dear. */
class IndexPlan implements Candidate {
  readonly index: Index;
  readonly sorted: boolean;
  readonly keys: number;
  readonly narrowed: boolean;
  readonly #bounds: IndexBounds;
  readonly #reverse: boolean;
  readonly #conditions: Conditions | undefined;

  constructor(
    index: Index,
    bounds: IndexBounds,
    direction: 1 | -1 | undefined,
    keys: number,
    conditions: Conditions | undefined,
  ) {
    this.index = index;
    this.sorted = direction !== undefined;
    this.keys = keys;
    this.narrowed = bounds.depth > 0;
    this.#bounds = bounds;
    this.#reverse = direction === -1;
    this.#conditions = conditions;
  }

  get covered(): boolean {
    return this.#conditions !== undefined && covers(this.index, this.#bounds.depth, this.#conditions);
  }

  open(): RecordScan {
    return new IndexScan(this.index, this.#bounds.ranges, this.#reverse);
  }

  get stage(): Document {
    return stageOf(this.index, this.#reverse);
  }
}

function stageOf(index: Index, reverse: boolean): Document {
  return {
    stage: 'IXSCAN',
    keyPattern: index.spec.keyPattern,
    indexName: index.spec.name,
    isMultiKey: index.multikey.includes(true),
    isUnique: index.spec.unique,
    isPartial: index.spec.partial !== undefined,
    ...(index.spec.collation && { collation: index.spec.collation }),
    direction: reverse ? 'backward' : 'forward',
  };
}

/** The direction in which the index's order is the sort's order, undefined when it is not. */
function sortDirection(index: Index, bounds: IndexBounds, sort: KeySpec): 1 | -1 | undefined {
  let direction: 1 | -1 | undefined;
  let at = 0;
  for (const [i, field] of index.spec.key.entries()) {
    const wanted = sort[at];
    if (!wanted) break;
    if (field.path === wanted.path) {
      // An array sorts by its least or greatest element, of all and not only of those in the ranges.
      if (index.multikey[i]) return undefined;
      const needed = field.direction === wanted.direction ? 1 : -1;
      if (!bounds.constant[i]) {
        if (direction !== undefined && direction !== needed) return undefined;
        direction = needed;
      }
      at++;
    } else if (!bounds.constant[i]) return undefined;
  }
  return at === sort.length ? (direction ?? 1) : undefined;
}

/** A `$or` each of whose branches an index answers. */
function unionOfBranches(collection: Collection, conditions: Conditions, request: PlanRequest): Candidate | undefined {
  const [branches] = conditions.branches;
  if (!branches || branches.length > 50) return undefined;
  const { $or: _, ...rest } = request.filter;
  const plans: Candidate[] = [];
  for (const branch of branches) {
    const filter = { $and: [rest, branch] };
    const branchConditions = conditionsOf(filter);
    let best: Candidate | undefined;
    for (const index of collection.indexes.values()) {
      if (!index.ready || index.spec.hidden || !canAnswer(index, branchConditions, request)) continue;
      const found = candidate(index, branchConditions, { filter, collation: request.collation });
      if (found.narrowed && (!best || found.keys < best.keys)) best = found;
    }
    if (!best) return undefined;
    plans.push(best);
  }
  return {
    open: () => new UnionScan(plans.map((plan) => plan.open())),
    sorted: !request.sort?.length,
    covered: false,
    keys: plans.reduce((sum, plan) => sum + plan.keys, 0),
    narrowed: true,
    stage: { stage: 'OR', inputStages: plans.map((plan) => plan.stage) },
  };
}

function cheapest(candidates: readonly Candidate[], { sort, limit = 0 }: PlanRequest): Candidate | undefined {
  const fewest = Math.min(...candidates.map(({ keys }) => keys));
  let best: Candidate | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const plan of candidates) {
    // In the right order, reading may stop early: as often as not after a share of the keys that the narrowest plan
    // suggests. Otherwise everything is read, and sorted after.
    const early = limit > 0 ? Math.min(plan.keys, (limit * plan.keys) / Math.max(1, fewest)) : plan.keys;
    const cost = !sort?.length || plan.sorted ? (plan.sorted ? early : plan.keys) : plan.keys * 1.5 + 1;
    // Of equals, the one that narrows most fields examines the fewest documents in vain.
    if (cost < bestCost || (cost === bestCost && isBetterTie(plan, best))) {
      best = plan;
      bestCost = cost;
    }
  }
  return best;
}

function isBetterTie(plan: Candidate, best: Candidate | undefined): boolean {
  return plan.index?.spec.name === ID_INDEX.name || (plan.narrowed && !best?.narrowed);
}
