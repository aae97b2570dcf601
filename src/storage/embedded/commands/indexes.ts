// Indexes: createIndexes, dropIndexes, listIndexes.
import { buildIndex } from '../build-index.ts';
import type { Collection } from '../collection.ts';
import { CommandError } from '../errors.ts';
import { alreadyThere, checkPartial, describeIndex, ID_INDEX, parseIndexSpec } from '../index-spec.ts';
import type { Reply } from '../reply.ts';
import { show } from '../show.ts';
import { type Document, encode, isDocument, isNumber, toNumber, typeName } from '../values.ts';
import { collectionName } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { listSource, openCursor } from './find.ts';

const MAX_INDEXES = 64;

export const indexCommands: Command[] = [
  { name: 'createIndexes', fields: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'], run: createIndexes },
  { name: 'dropIndexes', fields: ['index'], run: dropIndexes },
  { name: 'deleteIndexes', fields: ['index'], run: dropIndexes },
  { name: 'listIndexes', fields: ['cursor'], run: listIndexes },
];

async function createIndexes({ args, db, catalog, pause }: Context): Promise<Reply> {
  const name = collectionName(args);
  const inherited = catalog.find(db, name)?.collation;
  if (args.has('commitQuorum')) throw new CommandError(2, "Standalones can't specify commitQuorum");
  const specs = args.requiredDocuments('indexes').map((given) => {
    checkNew(given);
    return parseIndexSpec(given, inherited);
  });
  for (const { partial } of specs) if (partial) checkPartial(partial);
  if (specs.length === 0) throw new CommandError(2, 'Must specify at least one index to create');
  const createdCollectionAutomatically = catalog.find(db, name) === undefined;
  const collection = catalog.ensure(db, name);
  const numIndexesBefore = collection.indexes.size;
  const created: string[] = [];
  try {
    for (const spec of specs) {
      // Two processes that start together ask for the same index: the second waits for what the first is building.
      while ([...collection.indexes.values()].some(({ ready }) => !ready)) await pause.rest();
      if (
        alreadyThere(
          spec,
          [...collection.indexes.values()].map((index) => index.spec),
        )
      )
        continue;
      if (collection.indexes.size >= MAX_INDEXES) {
        throw new CommandError(67, `add index fails, too many indexes for ${collection.namespace} key:${spec.name}`);
      }
      await buildIndex(collection, spec, pause);
      created.push(spec.name);
    }
  } catch (error) {
    for (const built of created) collection.dropIndex(built);
    throw error;
  }
  const note = created.length === 0 ? { note: 'all indexes already exist' } : {};
  return { numIndexesBefore, numIndexesAfter: collection.indexes.size, createdCollectionAutomatically, ...note };
}

/** What is asked of a new index alone: those that are there already may be older than the rule. */
function checkNew({ key, name, v }: Document): void {
  if (key === undefined) throw new CommandError(9, "The 'key' field is a required property of an index specification");
  if (name === undefined)
    throw new CommandError(9, "The 'name' field is a required property of an index specification");
  if (typeof name !== 'string') throw new CommandError(14, "The field 'name' must be a string");
  if (name === '') throw new CommandError(67, 'The index name cannot be empty');
  if (name === '*') throw new CommandError(2, "The index name '*' is not valid.");
  if (v === undefined) return;
  if (!isNumber(v)) throw new CommandError(14, "The field 'v' must be a number");
  if (![1, 2].includes(toNumber(v)))
    throw new CommandError(67, `Invalid index specification: there is no version ${v}`);
}

function dropIndexes({ args, db, catalog }: Context): Reply {
  const collection = existing(catalog.find(db, collectionName(args)), db, args.raw(args.name));
  const nIndexesWas = collection.indexes.size;
  const which = args.requiredRaw('index');
  if (which === '*') {
    for (const name of [...collection.indexes.keys()]) if (name !== ID_INDEX.name) collection.dropIndex(name);
    return { nIndexesWas, msg: 'non-_id indexes dropped for collection' };
  }
  // All or none of them.
  for (const name of [which].flat().map((one) => nameOf(collection, one))) collection.dropIndex(name);
  return { nIndexesWas };
}

function nameOf(collection: Collection, which: unknown): string {
  if (typeof which !== 'string' && !isDocument(which)) {
    throw new CommandError(14, `BSON field 'dropIndexes.index' is the wrong type '${typeName(which)}'`);
  }
  const wanted = isDocument(which) ? encode(which) : undefined;
  for (const { spec } of collection.indexes.values()) {
    const found = wanted ? Buffer.compare(encode(spec.keyPattern), wanted) === 0 : spec.name === which;
    if (!found) continue;
    if (spec.name === ID_INDEX.name) throw new CommandError(72, 'cannot drop _id index');
    return spec.name;
  }
  const shown = wanted ? `can't find index with key: ${show(which)}` : `index not found with name [${which}]`;
  throw new CommandError(27, shown);
}

function listIndexes(context: Context): Reply | Promise<Reply> {
  const { args, db, catalog } = context;
  const collection = existing(catalog.find(db, collectionName(args)), db, args.raw(args.name));
  const indexes = [...collection.indexes.values()].filter(({ ready }) => ready).map(({ spec }) => describeIndex(spec));
  const source = listSource(indexes.length, (i) => encode(indexes[i] ?? {}));
  return openCursor(context, collection.namespace, source, indexes.length, false);
}

/** Throws CommandError 26 when there is no such collection. */
export function existing(collection: Collection | undefined, db: string, name: unknown): Collection {
  if (!collection) throw new CommandError(26, `ns does not exist: ${db}.${String(name)}`);
  return collection;
}
