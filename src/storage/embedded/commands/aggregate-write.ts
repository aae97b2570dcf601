// What $out and $merge do with a pipeline's documents.
import type { PipelineWrite } from '../aggregate/pipeline.ts';
import { CommandError, notSupported } from '../errors.ts';
import { update } from '../modify.ts';
import { withIdFirst } from '../raw.ts';
import { show } from '../show.ts';
import { Stored } from '../stored.ts';
import { type Document, encode, getField, isDocument } from '../values.ts';
import { checkCollectionName } from './arguments.ts';
import type { Context } from './command.ts';

export async function writeResult(
  context: Context,
  write: PipelineWrite,
  documents: readonly Document[],
): Promise<void> {
  if (write.stage === '$out') return replaceCollection(context, write.db ?? context.db, write.collection, documents);
  return merge(context, write.spec, documents);
}

/** The documents become the collection; its indexes and options stay. */
async function replaceCollection(
  { catalog, args }: Context,
  db: string,
  name: string,
  documents: readonly Document[],
): Promise<void> {
  checkCollectionName(name);
  const before = catalog.find(db, name);
  const bypass = args.boolean('bypassDocumentValidation');
  const stored = documents.map(toStored);
  const collection = before ?? catalog.create(db, name, {});
  for (const [record, bytes] of [...collection.records]) collection.remove(record, new Stored(bytes));
  for (const document of stored) collection.insert(document, bypass);
}

async function merge(context: Context, spec: Document, documents: readonly Document[]): Promise<void> {
  const { catalog, pause } = context;
  const into = isDocument(spec.into) ? spec.into : { coll: spec.into };
  const db = typeof into.db === 'string' ? into.db : context.db;
  const name = String(into.coll);
  checkCollectionName(name);
  const on = spec.on === undefined ? ['_id'] : [spec.on].flat().map(String);
  const whenMatched = spec.whenMatched ?? 'merge';
  const whenNotMatched = spec.whenNotMatched ?? 'insert';
  for (const document of documents) {
    if (pause.due()) await pause.rest();
    const filter = Object.fromEntries(on.map((path) => [path, valueAt(document, path)]));
    const query = { filter, now: new Date(context.now()), let: { new: { $literal: document } } };
    const collection = catalog.find(db, name);
    const change = matchedUpdate(whenMatched, document);
    const found = { query, many: false, upsert: false, bypassValidation: false };
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
    } else catalog.ensure(db, name).insert(stored);
  }
}

/** What happens to the document that is there; undefined when nothing does, or when inserting it again is to fail. */
function matchedUpdate(whenMatched: unknown, document: Document): Document | Document[] | undefined {
  if (Array.isArray(whenMatched)) return whenMatched as Document[];
  switch (whenMatched) {
    case 'merge':
      return { $set: document };
    case 'replace':
      return document;
    case 'keepExisting':
    case 'fail':
      return undefined;
    default:
      throw notSupported(`$merge with whenMatched ${show(whenMatched)}`);
  }
}

function toStored(document: Document): Stored {
  const bytes = withIdFirst(encode(document));
  return new Stored(bytes);
}

function valueAt(document: Document, path: string): unknown {
  return (
    path
      .split('.')
      .reduce<unknown>((value, name) => (isDocument(value) ? getField(value, name) : undefined), document) ?? null
  );
}
