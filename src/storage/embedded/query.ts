// Reading a collection as a query asks: filter, sort, skip and limit over the plan that the planner chose.
import { type Row, Sorter } from './aggregate/sorter.ts';
import { MAX_STAGE_BYTES } from './aggregate/stream.ts';
import type { Collection } from './collection.ts';
import { sortKey } from './compare.ts';
import { CommandError } from './errors.ts';
import { valuesOfKey } from './index.ts';
import { type FieldNames, fieldsOfFilter, type KeySpec } from './keys.ts';
import { collatorOf } from './match/collation.ts';
import { compileFilter, type Filter } from './match/filter.ts';
import type { Pacing } from './pause.ts';
import type { RecordScan } from './plan/scan.ts';
import { type PlanRequest, planQuery } from './planner.ts';
import type { Stored } from './stored.ts';
import type { Document } from './values.ts';

export type QueryRequest = PlanRequest & {
  readonly skip?: number;
  readonly let?: Document | undefined;
  /** Each match comes with the index key that led to it. */
  readonly returnKey?: boolean;
  readonly now: Date;
};

/** `key` holds the values by path, when asked for; it is empty without an index. */
export type Match = { readonly record: number; readonly stored: Stored; readonly key?: Document };

/** The filter of a request. Compiled even where there is no collection to read, it refuses what is wrong with it. */
export function filterOf({ filter, let: variables, collation, now }: QueryRequest): Filter {
  return compileFilter(filter, { now, ...(variables ? { let: variables } : {}), ...(collation ? { collation } : {}) });
}

export class Query {
  readonly filter: Filter;
  docsExamined = 0;
  readonly #collection: Collection;
  readonly #request: QueryRequest;
  readonly #fields: FieldNames;
  readonly #plan: ReturnType<typeof planQuery>;
  #scan: RecordScan | undefined;

  constructor(collection: Collection, request: QueryRequest) {
    this.#collection = collection;
    this.#request = request;
    this.filter = filterOf(request);
    this.#fields = fieldsOfFilter(request.filter);
    this.#plan = planQuery(collection, request);
  }

  get stage(): Document {
    return this.#plan.stage;
  }

  get keysExamined(): number {
    return this.#scan?.keysExamined ?? 0;
  }

  /** Whether the plan finds just what matches, without a look at the documents. */
  get covered(): boolean {
    return this.#plan.covered;
  }

  /** Whether the plan itself yields the order; else `all` sorts. */
  get sorted(): boolean {
    return this.#plan.sorted;
  }

  /**
   * The next match in the plan's order, undefined at the end. Between the match returned and whatever the caller does
   * before awaiting something, nothing else runs.
   */
  async next(pause: Pacing): Promise<Match | undefined> {
    this.#scan ??= this.#plan.open();
    for (let record = this.#scan.next(); record !== undefined; record = this.#scan.next()) {
      if (pause.due()) await pause.rest();
      const stored = this.#collection.get(record);
      if (!stored) continue;
      this.docsExamined++;
      if (!this.filter.matches(stored.partly(this.#fields))) continue;
      return this.#request.returnKey ? { record, stored, key: this.#keyOf(stored) } : { record, stored };
    }
    return undefined;
  }

  /** How many match, counted as far as `most`; from the keys of an index alone where they tell. */
  async count(most: number, pause: Pacing): Promise<number> {
    let n = 0;
    if (!this.covered) {
      while (n < most && (await this.next(pause))) n++;
      return n;
    }
    this.#scan ??= this.#plan.open();
    while (n < most && this.#scan.next() !== undefined) {
      if (pause.due()) await pause.rest();
      n++;
    }
    return n;
  }

  #keyOf(stored: Stored): Document {
    const entry = this.#scan?.entry;
    return entry ? valuesOfKey(entry.index.spec, entry.key, stored.document) : {};
  }

  /** All matches in the order asked for, with skip and limit applied. */
  async all(pause: Pacing): Promise<Match[]> {
    const { skip = 0, limit = 0, sort = [] } = this.#request;
    if (!this.#plan.sorted) return this.#sorted(sort, pause);
    const matches: Match[] = [];
    for (let i = 0; limit === 0 || i < skip + limit; i++) {
      const match = await this.next(pause);
      if (!match) break;
      if (i >= skip) matches.push(match);
    }
    return matches;
  }

  /** As {@link all}, one by one where the plan itself yields the order. */
  async *each(pause: Pacing): AsyncGenerator<Match> {
    const { skip = 0, limit = 0 } = this.#request;
    if (!this.#plan.sorted) {
      yield* await this.all(pause);
      return;
    }
    for (let i = 0; limit === 0 || i < skip + limit; i++) {
      const match = await this.next(pause);
      if (!match) return;
      if (i >= skip) yield match;
    }
  }

  /** The first match in the order asked for, as it is at this moment. */
  async first(pause: Pacing): Promise<Match | undefined> {
    if (this.#plan.sorted) return this.next(pause);
    const [best] = await this.#sorted(this.#request.sort ?? [], pause, 1);
    return best;
  }

  async #sorted(sort: KeySpec, pause: Pacing, most?: number): Promise<Match[]> {
    const { skip = 0, limit = 0, collation } = this.#request;
    const collator = collatorOf(collation);
    const end = most ?? (limit === 0 ? Number.POSITIVE_INFINITY : skip + limit);
    const sorter = new Sorter<Keyed>(end, pause, tooMuchToSort);
    for (let match = await this.next(pause); match; match = await this.next(pause)) {
      const { document, bytes } = match.stored;
      const row = { key: sortKey(document, sort, collator), size: bytes.length, match: lean(match) };
      if (sorter.add(row)) await sorter.letGo();
    }
    const sorted = await sorter.sorted();
    return sorted.slice(most === undefined ? skip : 0).map(({ match }) => match);
  }
}

type Keyed = Row & { readonly match: Match };

/** As MongoDB refuses it when it may not use the disk. */
function tooMuchToSort(): CommandError {
  return new CommandError(
    292,
    `Sort exceeded memory limit of ${MAX_STAGE_BYTES} bytes, but did not opt in to external sorting.`,
  );
}

/** The decoded form is much larger than the bytes: a long result does not hold on to it. */
function lean(match: Match): Match {
  return { ...match, stored: match.stored.undecoded() };
}
