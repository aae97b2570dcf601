// The same questions answered by a look at every document, with the matcher and the update rules alone: no planner, no
// index decides here. Where several answers are right, whatever was answered has to be one of them.
import { expect } from 'vitest';
import type { Collection } from '../../../../src/storage/embedded/collection.ts';
import { distinctValues } from '../../../../src/storage/embedded/commands/distinct.ts';
import { type Collator, parseSort, sortKey } from '../../../../src/storage/embedded/compare.ts';
import { CommandError } from '../../../../src/storage/embedded/errors.ts';
import type { Index } from '../../../../src/storage/embedded/index.ts';
import { valueKey } from '../../../../src/storage/embedded/keys.ts';
import { collatorOf } from '../../../../src/storage/embedded/match/collation.ts';
import { compileFilter } from '../../../../src/storage/embedded/match/filter.ts';
import { compileUpdate } from '../../../../src/storage/embedded/mutate/update.ts';
import { Stored } from '../../../../src/storage/embedded/stored.ts';
import { type Document, encode } from '../../../../src/storage/embedded/values.ts';
import type { EngineInProcess } from './in-process.ts';
import type { Paging, Question } from './questions.ts';

const NOW = new Date(0);

/** Asks the engine, which compares its answer with the one found here; false when the question has no answer to compare. */
export async function ask(engine: EngineInProcess, collection: Collection, question: Question): Promise<boolean> {
  const scan = new FullScan(collection, question);
  switch (question.ask) {
    case 'find': {
      if (!scan.sortable(question.sort)) return false;
      const { ask: _, ...fields } = question;
      scan.expectPage(await drain(engine, { find: 'c', ...fields, ...scan.options }), question);
      return true;
    }
    case 'between': {
      const bounds = scan.between(question.values);
      if (!bounds || !scan.sortable(question.sort)) return false;
      const { filter, sort } = question;
      scan.expectPage(await drain(engine, { find: 'c', filter, sort, ...scan.options, ...bounds }), {
        sort,
        skip: 0,
        limit: 0,
      });
      return true;
    }
    case 'aggregate': {
      if (!scan.sortable(question.sort)) return false;
      const pipeline = [
        { $match: question.filter },
        ...(Object.keys(question.sort).length > 0 ? [{ $sort: question.sort }] : []),
        ...(question.skip > 0 ? [{ $skip: question.skip }] : []),
        ...(question.limit > 0 ? [{ $limit: question.limit }] : []),
      ];
      const cursor = { batchSize: question.batchSize };
      scan.expectPage(await drain(engine, { aggregate: 'c', pipeline, cursor, ...scan.options }), question);
      return true;
    }
    case 'count': {
      const { filter: query, skip, limit } = question;
      const { n } = await engine.run({ count: 'c', query, skip, limit, ...scan.options });
      const rest = Math.max(0, scan.matches.length - skip);
      expect(n).toBe(limit > 0 ? Math.min(limit, rest) : rest);
      return true;
    }
    case 'distinct': {
      const { key, filter: query } = question;
      const { values } = await engine.run({ distinct: 'c', key, query, ...scan.options });
      const expected = await distinctValues(scan.matches, key.split('.'), scan.collator);
      expect(scan.keys(values as unknown[])).toEqual(scan.keys(expected));
      return true;
    }
    case 'update': {
      const after = scan.updated(question.update, question.multi);
      if (!after) return false;
      const { filter: q, update: u, multi } = question;
      const { n } = await engine.run({ update: 'c', updates: [{ q, u, multi, ...scan.options }] });
      expect(n).toBe(multi ? scan.matches.length : Math.min(1, scan.matches.length));
      if (multi) scan.expectAll(after);
      else scan.expectOne(after);
      return true;
    }
    case 'delete': {
      const gone = new Map(scan.matches.map(({ _id }) => [_id, undefined]));
      const { filter: q, limit } = question;
      const { n } = await engine.run({ delete: 'c', deletes: [{ q, limit, ...scan.options }] });
      expect(n).toBe(limit === 0 ? gone.size : Math.min(1, gone.size));
      if (limit === 0) scan.expectAll(gone);
      else scan.expectOne(gone);
      return true;
    }
    case 'findAndModify': {
      const { filter: query, sort, update } = question;
      const gone = new Map(scan.matches.map(({ _id }) => [_id, undefined]));
      const after = update ? scan.updated(update, false) : gone;
      if (!after || !scan.sortable(sort)) return false;
      const change = update ? { update } : { remove: true };
      const { value } = await engine.run({ findAndModify: 'c', query, sort, ...change, ...scan.options });
      scan.expectPage(value ? [value as Document] : [], { sort, skip: 0, limit: 1 });
      scan.expectOne(value ? new Map([[(value as Document)._id, after.get((value as Document)._id)]]) : new Map());
      return true;
    }
  }
}

/** Every index holds the keys of the documents there are, and no others. */
export function expectSoundIndexes(collection: Collection): void {
  for (const index of collection.indexes.values()) {
    const { entries } = index;
    const held: string[] = [];
    for (let at = entries.size > 0 ? entries.seek('') : undefined; at; at = entries.after(at)) {
      held.push(`${entries.keyAt(at)} ${entries.recordAt(at)}`);
    }
    const expected = [...collection.records].flatMap(([record, bytes]) =>
      index.keysOf(new Stored(bytes)).map((key) => `${key} ${record}`),
    );
    expect(held.sort()).toEqual(expected.sort());
  }
}

async function drain(engine: EngineInProcess, command: Document): Promise<Document[]> {
  const { cursor } = (await engine.run(command)) as { cursor: Document };
  const found = [...(cursor.firstBatch as Document[])];
  for (let id = cursor.id; id !== 0n; ) {
    const next = (await engine.run({ getMore: id, collection: 'c', batchSize: 3 })).cursor as Document;
    found.push(...(next.nextBatch as Document[]));
    id = next.id;
  }
  return found;
}

class FullScan {
  readonly collator: Collator | undefined;
  /** `{hint, collation}` as the command takes them. */
  readonly options: Document;
  matches: readonly Document[];
  readonly #index: Index | undefined;
  readonly #collection: Collection;
  readonly #question: Question;
  readonly #before: ReadonlyMap<unknown, string>;
  readonly #natural: 1 | -1 | undefined;

  constructor(collection: Collection, question: Question) {
    this.#collection = collection;
    this.#question = question;
    this.collator = collatorOf(question.collation);
    const hinted = hintOf(collection, question.hint);
    this.options = {
      ...(question.collation && { collation: question.collation }),
      ...(hinted && { hint: typeof hinted === 'number' ? { $natural: hinted } : hinted.spec.name }),
    };
    this.#natural = typeof hinted === 'number' ? hinted : undefined;
    this.#index = typeof hinted === 'object' ? hinted : undefined;
    const { matches } = compileFilter(question.filter, { now: NOW, collation: question.collation });
    // An index that a hint names is read even where it leaves documents out, as MongoDB's manual shows for sparse ones.
    const isHeld = (stored: Stored) => typeof hinted !== 'object' || hinted.keysOf(stored).length > 0;
    const stored = [...collection.records.values()].map((bytes) => new Stored(bytes));
    this.#before = new Map(stored.map(({ document, bytes }) => [document._id, hex(bytes)]));
    const found = stored.filter(isHeld).map(({ document }) => document);
    this.matches = found.filter((document) => matches(document));
  }

  /** Narrows the matches to those with a key from the first values on and before the second; undefined if there is none. */
  between(values: readonly (readonly [unknown, unknown])[]): { min: Document; max: Document } | undefined {
    const index = this.#index;
    if (!index || index.spec.collator?.name !== this.collator?.name) return undefined;
    const { key, collator } = index.spec;
    const end = (side: 0 | 1) => key.map(({ path }, i) => [path, values[i]?.[side]] as const);
    const keyOf = (list: readonly (readonly [string, unknown])[]) =>
      list.map(([, value], i) => valueKey(value, collator, key[i]?.direction)).join('');
    const [from, to] = [keyOf(end(0)), keyOf(end(1))];
    if (from >= to) return undefined;
    this.matches = this.matches.filter((document) =>
      index.keysOf(new Stored(encode(document))).some((one) => one >= from && one < to),
    );
    return { min: Object.fromEntries(end(0)), max: Object.fromEntries(end(1)) };
  }

  /** Values as strings that are equal where the collation calls them so. */
  keys(values: readonly unknown[]): string[] {
    return values.map((value) => sortKey({ v: [value] }, [{ path: 'v', direction: 1 }], this.collator));
  }

  /** Whether no document has two arrays to sort by, which is refused once such a document is met. */
  sortable(sort: Document): boolean {
    try {
      this.#sortKeys(this.matches, sort);
      return true;
    } catch {
      return false;
    }
  }

  #sortKeys(documents: readonly Document[], sort: Document): string[] {
    const spec = parseSort(sort);
    return documents.map((document) => sortKey(document, spec, this.collator));
  }

  /** Of documents that sort alike, any may come first. */
  expectPage(found: readonly Document[], { sort, skip, limit }: Paging): void {
    const end = limit > 0 ? skip + limit : undefined;
    const ids = new Set(found.map(({ _id }) => _id));
    expect(ids.size).toBe(found.length);
    const sorted = this.#sortKeys(this.matches, sort).sort();
    expect(this.#sortKeys(found, sort)).toEqual(sorted.slice(skip, end));
    const possible = new Set(this.matches.map(({ _id }) => _id));
    for (const one of found) {
      expect(possible).toContain(one._id);
      expect(hex(encode(one))).toBe(this.#before.get(one._id));
    }
    if (this.#natural && Object.keys(sort).length === 0) {
      const inOrder = this.#natural === 1 ? this.matches : this.matches.toReversed();
      expect([...ids]).toEqual(inOrder.slice(skip, end).map(({ _id }) => _id));
    }
  }

  /** What the update makes of each match, by `_id`; undefined when it is refused for one of them. */
  updated(update: Document, multi: boolean): Map<unknown, Document | undefined> | undefined {
    const { collation, filter } = this.#question;
    try {
      const updater = compileUpdate(update, { now: () => NOW, collation });
      if (multi && updater.kind === 'replacement') return undefined;
      const { positions } = compileFilter(filter, { now: NOW, collation });
      const after = this.matches.map((document) => {
        const { doc } = updater.apply(document, { position: positions(document), inserting: false });
        for (const index of this.#collection.indexes.values()) index.keysOf(new Stored(encode(doc)));
        return [document._id, doc] as const;
      });
      return new Map(after);
    } catch (error) {
      if (error instanceof CommandError) return undefined;
      throw error;
    }
  }

  /** All of these have changed as told (undefined: are gone), and nothing else has. */
  expectAll(after: ReadonlyMap<unknown, Document | undefined>): void {
    const expected = new Map(this.#before);
    for (const [id, document] of after) {
      if (document) expected.set(id, hex(encode(document)));
      else expected.delete(id);
    }
    expect(this.#now()).toEqual(expected);
  }

  /** Just one of these has changed as told, if there are any. */
  expectOne(after: ReadonlyMap<unknown, Document | undefined>): void {
    const now = this.#now();
    const changed = [...this.#before].filter(([id, bytes]) => now.get(id) !== bytes).map(([id]) => id);
    expect(changed.length).toBeLessThanOrEqual(1);
    const [id] = changed;
    if (changed.length === 0) {
      const unchanged = [...after].filter(([one, document]) => document && hex(encode(document)) === now.get(one));
      expect(unchanged.length > 0 || after.size === 0).toBe(true);
    } else {
      expect(after.has(id)).toBe(true);
      const document = after.get(id);
      expect(now.get(id)).toBe(document && hex(encode(document)));
    }
    expect(now.size).toBeLessThanOrEqual(this.#before.size);
  }

  #now(): Map<unknown, string> {
    return new Map(
      [...this.#collection.records.values()].map((bytes) => [new Stored(bytes).document._id, hex(bytes)] as const),
    );
  }
}

function hintOf(collection: Collection, hint: number | undefined): Index | 1 | -1 | undefined {
  if (hint === undefined) return undefined;
  const indexes = [...collection.indexes.values()].filter(({ spec }) => !spec.hidden);
  const choices = [1, -1, ...indexes] as const;
  return choices[hint % choices.length];
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
