// Changing what a query finds: update, replace, upsert and delete, for every command that writes.
// A selection may be old by the time it is used, since others run in between: each document is changed only if it is
// still the one that matched, else it is matched again.
import type { Catalog } from './catalog.ts';
import type { Collection } from './collection.ts';
import { CommandError } from './errors.ts';
import { compileUpdate, type Updater } from './mutate/update.ts';
import { equalPaths, upsertBase } from './mutate/upsert.ts';
import type { Pacing } from './pause.ts';
import { filterOf, type Match, Query, type QueryRequest } from './query.ts';
import { withIdFirst } from './raw.ts';
import { Stored } from './stored.ts';
import { type Document, decode, encode } from './values.ts';

export type UpdateRequest = {
  readonly query: QueryRequest;
  readonly update: Document | Document[];
  readonly many: boolean;
  readonly upsert: boolean;
  readonly arrayFilters?: Document[] | undefined;
  readonly bypassValidation: boolean;
};

export type UpdateResult = {
  matched: number;
  modified: number;
  /** The new document of an upsert. */
  upserted?: Stored;
  /** Of the last document that matched, before and after; the same when nothing changed. */
  before?: Stored;
  after?: Stored;
};

/** An upsert looks again when others have changed the collection while it looked; after so many times it goes ahead. */
const UPSERT_ATTEMPTS = 5;

/** Updates what `request` finds in `name`; only an upsert creates a missing collection. */
export async function update(
  catalog: Catalog,
  db: string,
  name: string,
  request: UpdateRequest,
  pause: Pacing,
): Promise<UpdateResult> {
  const { query: options, bypassValidation } = request;
  const updater = compileUpdate(request.update, {
    ...(request.arrayFilters ? { arrayFilters: request.arrayFilters } : {}),
    ...(options.let ? { let: options.let } : {}),
    ...(options.collation ? { collation: options.collation } : {}),
    isUpsert: request.upsert,
    now: () => options.now,
  });
  if (request.many && updater.kind === 'replacement') {
    throw new CommandError(9, 'multi update is not supported for replacement-style update');
  }
  for (let attempt = 1; ; attempt++) {
    const collection = catalog.find(db, name);
    const version = collection?.version;
    const result: UpdateResult = { matched: 0, modified: 0 };
    if (!collection) filterOf(options);
    if (collection) {
      const apply = ({ record, stored }: Match, query: Query) => {
        const after = updated(updater, query, stored);
        if (after !== stored) collection.replace(record, stored, after, bypassValidation);
        result.matched++;
        if (after !== stored) result.modified++;
        result.before = stored;
        result.after = after;
      };
      await (request.many ? changeAll : changeFirst)(collection, options, apply, pause);
    }
    if (result.matched > 0 || !request.upsert) return result;
    // Nothing has run since the search only if the collection is as it was when the search began.
    const undisturbed = catalog.find(db, name) === collection && collection?.version === version;
    if (!undisturbed && attempt < UPSERT_ATTEMPTS) continue;
    result.upserted = insertFor(updater, options.filter);
    catalog.ensure(db, name).insert(result.upserted, bypassValidation);
    return result;
  }
}

/** Deletes what a query finds, the first or all; returns how many, and the last one deleted. */
export async function remove(
  collection: Collection,
  options: QueryRequest,
  many: boolean,
  pause: Pacing,
): Promise<{ deleted: number; before?: Stored }> {
  const result: { deleted: number; before?: Stored } = { deleted: 0 };
  const apply = ({ record, stored }: Match) => {
    collection.remove(record, stored);
    result.deleted++;
    result.before = stored;
  };
  await (many ? changeAll : changeFirst)(collection, options, apply, pause);
  return result;
}

type Apply = (match: Match, query: Query) => void;

async function changeFirst(collection: Collection, options: QueryRequest, apply: Apply, pause: Pacing): Promise<void> {
  for (;;) {
    const query = new Query(collection, { ...options, limit: 1 });
    let match = await query.first(pause);
    // In the plan's own order the next match is as good; a sorted choice has to be made anew.
    while (match && query.sorted && !collection.isCurrent(match.record, match.stored)) {
      match = matchAgain(collection, query, match) ?? (await query.next(pause));
    }
    if (!match) return;
    if (!collection.isCurrent(match.record, match.stored)) continue;
    apply(match, query);
    return;
  }
}

/** Selects first and changes then: a document that a change moves within the index is not met again. */
async function changeAll(collection: Collection, options: QueryRequest, apply: Apply, pause: Pacing): Promise<void> {
  const query = new Query(collection, options);
  const matches: Match[] = [];
  for (let match = await query.next(pause); match; match = await query.next(pause)) {
    matches.push({ record: match.record, stored: match.stored.undecoded() });
  }
  for (const match of matches) {
    if (pause.due()) await pause.rest();
    const current = collection.isCurrent(match.record, match.stored) ? match : matchAgain(collection, query, match);
    if (current) apply(current, query);
  }
}

function matchAgain(collection: Collection, query: Query, { record }: Match): Match | undefined {
  const stored = collection.get(record);
  return stored && query.filter.matches(stored.document) ? { record, stored } : undefined;
}

function updated(updater: Updater, query: Query, before: Stored): Stored {
  const position = query.filter.positions(before.document);
  const { doc, changed } = updater.apply(before.document, { position, inserting: false });
  if (!changed) return before;
  const bytes = withIdFirst(encode(doc));
  return new Stored(bytes, doc);
}

function insertFor(updater: Updater, filter: Document): Stored {
  const base = updater.kind === 'replacement' ? idOf(filter) : upsertBase(filter);
  const { doc } = updater.apply(base, { position: undefined, inserting: true });
  const bytes = withIdFirst(encode(doc));
  return new Stored(bytes, decode(bytes));
}

/** A replacement takes nothing from the filter but its _id. Throws CommandError 111 when the filter has only parts of it. */
function idOf(filter: Document): Document {
  const base = upsertBase(filter);
  const part = equalPaths(filter).find((path) => path.startsWith('_id.'));
  if (part !== undefined) {
    throw new CommandError(111, `field at '_id' must be exactly specified, field at sub-path '${part}' found`);
  }
  return base._id === undefined ? {} : { _id: base._id };
}
