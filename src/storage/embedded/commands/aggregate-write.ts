// What $out and $merge do with a pipeline's documents.
import { randomUUID } from 'node:crypto';
import { collect, type Stream } from '../aggregate/stream.ts';
import type { Merge, PipelineWrite, Target } from '../aggregate/write.ts';
import { buildIndex } from '../build-index.ts';
import type { Collection } from '../collection.ts';
import { CommandError } from '../errors.ts';
import { ID_INDEX } from '../index-spec.ts';
import { collatorOf } from '../match/collation.ts';
import { update } from '../modify.ts';
import { withIdFirst } from '../raw.ts';
import { Stored } from '../stored.ts';
import { type Document, encode, getField, isDocument } from '../values.ts';
import { isView } from '../views.ts';
import { checkCollectionName, checkDatabaseName } from './arguments.ts';
import type { Context } from './command.ts';

/** Writes the documents of a pipeline as its last stage asks. */
export async function writeResult(
  context: Context,
  write: PipelineWrite,
  documents: Stream,
  pipeline: readonly Document[],
  collation: Document | undefined,
): Promise<void> {
  if (write.stage === '$out') return replaceCollection(context, write.into, documents);
  const { collection } = write.merge.into;
  // A pipeline that reads what it changes would meet its own documents: it is read to its end before.
  const reads = collection === context.args.raw('aggregate') || mentions(pipeline.slice(0, -1), collection);
  const read = reads ? await collect(documents, context.pause, '$merge') : documents;
  return merge(context, write.merge, read, collation);
}

/** Whether a name stands anywhere in a pipeline as a whole string, as that of a collection to read would. */
function mentions(value: unknown, name: string): boolean {
  if (Array.isArray(value)) return value.some((element) => mentions(element, name));
  if (isDocument(value)) return Object.values(value).some((field) => mentions(field, name));
  return value === name;
}

/** Collections that $out is still filling; one that a crash has left is dropped at the next start. */
export const UNFINISHED_OUT = 'tmp.agg_out.';

/**
 * The documents become the collection; its indexes and options stay. They are gathered in another collection that takes
 * the name in the end, so whatever is refused on the way leaves all as it was.
 */
async function replaceCollection(context: Context, into: Target, documents: Stream): Promise<void> {
  const { catalog, args, pause, cursors } = context;
  const { db = context.db, collection: name } = into;
  checkDatabaseName(db);
  checkCollectionName(name);
  const bypass = args.boolean('bypassDocumentValidation');
  const before = catalog.find(db, name);
  refuseView(before);
  const filling = catalog.create(db, `${UNFINISHED_OUT}${randomUUID()}`, before?.options ?? {});
  try {
    for (const { spec } of before?.indexes.values() ?? []) {
      if (spec.name !== ID_INDEX.name) await buildIndex(filling, spec, pause);
    }
    for await (const document of documents) {
      if (pause.due()) await pause.rest();
      filling.insert(toStored(document), bypass);
    }
  } catch (error) {
    catalog.drop(filling);
    throw error;
  }
  const replaced = catalog.find(db, name);
  if (replaced) catalog.drop(replaced);
  cursors.closeNamespace(`${db}.${name}`);
  catalog.rename(filling, db, name);
}

function refuseView(target: Collection | undefined): void {
  if (isView(target)) throw new CommandError(166, `Namespace ${target?.namespace} is a view, not a collection`);
}

async function merge(
  context: Context,
  { into, on, whenMatched, whenNotMatched, variables }: Merge,
  documents: Stream,
  collation: Document | undefined,
): Promise<void> {
  const { catalog, pause, args } = context;
  const { db = context.db, collection: name } = into;
  checkDatabaseName(db);
  checkCollectionName(name);
  refuseView(catalog.find(db, name));
  checkUnique(catalog.find(db, name), on, collation);
  const bypassValidation = args.boolean('bypassDocumentValidation');
  for await (const document of documents) {
    if (pause.due()) await pause.rest();
    const filter = Object.fromEntries(on.map((path) => [path, joinValue(document, path)]));
    const now = new Date(context.now());
    const bound = variables.map(([key, value]) => [key, { $literal: value.on(document, { now }) ?? null }]);
    const query = { filter, now, collation, let: { new: { $literal: document }, ...Object.fromEntries(bound) } };
    const collection = catalog.find(db, name);
    const change = matchedUpdate(whenMatched, document);
    const found = { query, many: false, upsert: false, bypassValidation };
    const matched =
      collection && change ? (await update(catalog, db, name, { ...found, update: change }, pause)).matched : 0;
    if (matched > 0) continue;
    if (whenNotMatched === 'discard') continue;
    if (whenNotMatched === 'fail')
      throw new CommandError(
        13113,
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      );
    const stored = toStored(document);
    if (whenMatched === 'keepExisting') {
      await update(catalog, db, name, { ...found, upsert: true, update: { $setOnInsert: stored.document } }, pause);
    } else catalog.ensure(db, name).insert(stored, bypassValidation);
  }
}

/** Throws CommandError 51183 when no unique index tells which document is meant. */
function checkUnique(collection: Collection | undefined, on: readonly string[], collation: Document | undefined): void {
  const comparison = collatorOf(collation)?.name;
  const wanted = [...on].sort().join('\0');
  const unique = [...(collection?.indexes.values() ?? [{ spec: ID_INDEX }])].some(({ spec }) => {
    const fields = spec.key.map(({ path }) => path).sort();
    return spec.unique && !spec.partial && spec.collator?.name === comparison && fields.join('\0') === wanted;
  });
  if (!unique) throw new CommandError(51183, 'Cannot find index to verify that join fields will be unique');
}

/** What happens to the document that is there; undefined when nothing does, or when inserting it again is to fail. */
function matchedUpdate(whenMatched: Merge['whenMatched'], document: Document): Document | Document[] | undefined {
  if (typeof whenMatched !== 'string') return [...whenMatched];
  if (whenMatched === 'merge') return { $set: document };
  return whenMatched === 'replace' ? document : undefined;
}

function toStored(document: Document): Stored {
  const bytes = withIdFirst(encode(document));
  return new Stored(bytes);
}

/** @throws CommandError 51132 or 51185 for a value that does not tell one document from another */
function joinValue(document: Document, path: string): unknown {
  const value = valueAt(document, path);
  // Without an _id the document is a new one: it is given one that none has.
  if (path === '_id' && value === null && document._id === undefined) return { $in: [] };
  if (value === null)
    throw new CommandError(51132, `$merge write error: 'on' field '${path}' cannot be missing, null or undefined`);
  if (Array.isArray(value))
    throw new CommandError(51185, `$merge write error: 'on' field '${path}' cannot be an array`);
  return value;
}

function valueAt(document: Document, path: string): unknown {
  return (
    path
      .split('.')
      .reduce<unknown>((value, name) => (isDocument(value) ? getField(value, name) : undefined), document) ?? null
  );
}
