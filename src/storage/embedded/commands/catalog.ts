// Collections and databases: create, drop, rename, collMod, list, and what they weigh.
import type { Collection } from '../collection.ts';
import { CommandError, notSupported } from '../errors.ts';
import { collationOf, describeIndex, ID_INDEX } from '../index-spec.ts';
import { compileFilter } from '../match/filter.ts';
import type { Reply } from '../reply.ts';
import { show } from '../show.ts';
import { type Document, encode, isDocument, isNumber, toNumber } from '../values.ts';
import { isView, viewOptions } from '../views.ts';
import { Arguments, collectionName, splitNamespace } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { listSource, openCursor } from './find.ts';
import { existing } from './indexes.ts';

const VALIDATION_FIELDS = ['validator', 'validationLevel', 'validationAction'];

/** What MongoDB changes of a collection and this engine does not. */
const ABSENT_CHANGES = ['viewOn', 'pipeline', 'expireAfterSeconds', 'timeseries', 'cappedSize', 'cappedMax'];

export const catalogCommands: Command[] = [
  {
    name: 'create',
    fields: [
      ...VALIDATION_FIELDS,
      'capped',
      'size',
      'max',
      'autoIndexId',
      'storageEngine',
      'indexOptionDefaults',
      'viewOn',
      'pipeline',
      'collation',
      'timeseries',
      'expireAfterSeconds',
      'clusteredIndex',
      'changeStreamPreAndPostImages',
      'encryptedFields',
      'idIndex',
    ],
    run: create,
  },
  { name: 'drop', fields: [], run: drop },
  { name: 'dropDatabase', fields: [], run: dropDatabase },
  { name: 'renameCollection', fields: ['to', 'dropTarget'], run: renameCollection },
  { name: 'collMod', fields: [...VALIDATION_FIELDS, 'index', ...ABSENT_CHANGES], run: collMod },
  { name: 'listCollections', fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'], run: listCollections },
  { name: 'listDatabases', fields: ['filter', 'nameOnly', 'authorizedDatabases'], run: listDatabases },
  { name: 'dbStats', fields: ['scale', 'freeStorage'], run: dbStats },
  { name: 'collStats', fields: ['scale'], run: collStats },
];

/** Kinds of collections that the engine does not have, by the option that asks for them. */
const UNSUPPORTED_KINDS: Readonly<Record<string, string>> = {
  timeseries: 'A time series collection',
  clusteredIndex: 'A clustered collection',
  encryptedFields: 'Queryable encryption',
  changeStreamPreAndPostImages: 'A collection that keeps images for change streams',
};

/** Options that stand beside another one, by its name. */
const DEPENDENT: Readonly<Record<string, string>> = { size: 'capped', max: 'capped', expireAfterSeconds: 'timeseries' };

function create({ args, db, catalog }: Context): Reply {
  const name = collectionName(args);
  for (const [option, feature] of Object.entries(UNSUPPORTED_KINDS)) if (args.has(option)) throw notSupported(feature);
  if (args.boolean('capped')) throw notSupported('A capped collection');
  for (const [option, needed] of Object.entries(DEPENDENT)) {
    if (args.has(option)) throw new CommandError(72, `The option '${option}' is only for '${needed}' collections`);
  }
  const collation = args.has('collation') ? collationOf(args.document('collation')) : undefined;
  const own = collation ? { collation } : {};
  const options = viewOptions(args, catalog, db, name, collation) ?? validation(args, own);
  const present = catalog.find(db, name);
  // Creating once more what is there in the same shape is no error in MongoDB.
  if (present && sameDocument(present.options, options)) return {};
  catalog.create(db, name, options);
  return {};
}

function validation(args: Arguments, before: Document): Document {
  const options: Document = { ...before };
  const validator = args.document('validator');
  if (validator) {
    compileFilter(validator, isDocument(before.collation) ? { collation: before.collation } : {});
    options.validator = validator;
  }
  choice(args, options, 'validationLevel', ['off', 'strict', 'moderate']);
  choice(args, options, 'validationAction', ['error', 'warn']);
  return options;
}

function choice(args: Arguments, options: Document, field: string, allowed: readonly string[]): void {
  const value = args.string(field);
  if (value === undefined) return;
  if (!allowed.includes(value)) {
    throw new CommandError(2, `Enumeration value '${value}' for field '${args.name}.${field}' is not a valid value.`);
  }
  options[field] = value;
}

function sameDocument(a: Document, b: Document): boolean {
  return Buffer.compare(encode(a), encode(b)) === 0;
}

function drop({ args, db, catalog, cursors }: Context): Reply {
  const collection = catalog.find(db, collectionName(args));
  // Dropping what is not there is fine since MongoDB 7.
  if (!collection) return {};
  const nIndexesWas = collection.indexes.size;
  catalog.drop(collection);
  cursors.closeNamespace(collection.namespace);
  return { nIndexesWas, ns: collection.namespace };
}

function dropDatabase({ args, db, catalog, cursors }: Context): Reply {
  if (args.integer('dropDatabase') !== 1) throw new CommandError(5255100, "Have to pass 1 as 'dropDatabase' parameter");
  const collections = catalog.collections(db);
  for (const collection of collections) {
    catalog.drop(collection);
    cursors.closeNamespace(collection.namespace);
  }
  return collections.length > 0 ? { dropped: db } : {};
}

function renameCollection({ args, catalog, cursors }: Context): Reply {
  const [fromDb, from] = splitNamespace(args.requiredString('renameCollection'));
  const [toDb, to] = splitNamespace(args.requiredString('to'));
  const collection = catalog.find(fromDb, from);
  if (!collection) throw new CommandError(26, `Source collection ${fromDb}.${from} does not exist`);
  if (isView(collection)) throw new CommandError(166, `Cannot rename the view ${fromDb}.${from}`);
  if (fromDb === toDb && from === to) throw new CommandError(20, "Can't rename a collection to itself");
  const target = catalog.find(toDb, to);
  if (target && !args.boolean('dropTarget')) throw new CommandError(48, 'target namespace exists');
  if (target) catalog.drop(target);
  cursors.closeNamespace(collection.namespace);
  catalog.rename(collection, toDb, to);
  return {};
}

function collMod({ args, db, catalog }: Context): Reply {
  const collection = existing(catalog.find(db, collectionName(args)), db, args.raw('collMod'));
  for (const field of ABSENT_CHANGES) if (args.has(field)) throw notSupported(`collMod with ${field}`);
  if (VALIDATION_FIELDS.some((field) => args.has(field))) {
    const options = validation(args, collection.options);
    if (isDocument(options.validator) && Object.keys(options.validator).length === 0) delete options.validator;
    collection.changeOptions(options);
  }
  const wanted = args.document('index');
  return wanted ? modifyIndex(collection, new Arguments('collMod.index', wanted)) : {};
}

const INDEX_FIELDS = new Set(['name', 'keyPattern', 'expireAfterSeconds', 'hidden', 'unique', 'prepareUnique']);

function modifyIndex(collection: Collection, args: Arguments): Reply {
  args.refuseUnknown(INDEX_FIELDS);
  for (const field of ['unique', 'prepareUnique']) {
    if (args.has(field)) throw notSupported(`collMod with index.${field}`);
  }
  const pattern = args.document('keyPattern');
  const name = args.string('name');
  if (name !== undefined && pattern) throw new CommandError(72, 'Cannot specify both key pattern and name.');
  if (name === undefined && !pattern) throw new CommandError(72, 'Must specify either index name or key pattern.');
  if (!args.has('hidden') && !args.has('expireAfterSeconds')) {
    throw new CommandError(72, 'no expireAfterSeconds or hidden field');
  }
  const index = [...collection.indexes.values()].find(({ spec }) =>
    name === undefined ? pattern && sameDocument(spec.keyPattern, pattern) : spec.name === name,
  );
  if (!index) throw new CommandError(27, `cannot find index ${name ?? show(pattern)} for ns ${collection.namespace}`);
  const reply: Document = {};
  let spec = index.spec;
  const isId = spec.name === ID_INDEX.name;
  if (args.has('hidden')) {
    reply.hidden_old = spec.hidden;
    spec = { ...spec, hidden: args.boolean('hidden') };
    if (spec.hidden && isId) throw new CommandError(2, "can't hide _id index");
    reply.hidden_new = spec.hidden;
  }
  if (args.has('expireAfterSeconds')) {
    const seconds = args.integer('expireAfterSeconds', Number.MIN_SAFE_INTEGER) ?? Number.NaN;
    if (isId) throw new CommandError(72, 'the _id field does not support TTL indexes');
    if (spec.key.length > 1) throw new CommandError(72, 'TTL indexes are single-field indexes');
    if (!(seconds >= 0 && seconds <= 2_147_483_647)) {
      throw new CommandError(72, 'TTL index expireAfterSeconds must be within the range 0 to 2147483647');
    }
    if (spec.expireAfterSeconds !== undefined) reply.expireAfterSeconds_old = spec.expireAfterSeconds;
    spec = { ...spec, expireAfterSeconds: seconds };
    reply.expireAfterSeconds_new = seconds;
  }
  collection.changeIndex(index, spec);
  return reply;
}

function listCollections(context: Context): Reply | Promise<Reply> {
  const { args, db, catalog } = context;
  const filter = compileFilter(args.document('filter') ?? {});
  const nameOnly = args.boolean('nameOnly');
  const rows = catalog
    .collections(db)
    .map(
      (collection): Document => ({
        name: collection.name,
        type: isView(collection) ? 'view' : 'collection',
        options: collection.options,
        info: { readOnly: isView(collection) },
        ...(!isView(collection) && { idIndex: describeIndex(collection.idIndex.spec) }),
      }),
    )
    .filter((row) => filter.matches(row))
    .map((row) => (nameOnly ? { name: row.name, type: row.type } : row));
  const source = listSource(rows.length, (i) => encode(rows[i] ?? {}));
  const cursorSize = args.document('cursor')?.batchSize;
  const size = isNumber(cursorSize) ? toNumber(cursorSize) : rows.length;
  return openCursor(context, `${db}.$cmd.listCollections`, source, size, false);
}

function listDatabases({ args, catalog }: Context): Reply {
  const filter = compileFilter(args.document('filter') ?? {});
  const rows = catalog
    .databases()
    .map((name): Document => ({ name, sizeOnDisk: BigInt(sizeOf(catalog.collections(name))), empty: false }))
    .filter((row) => filter.matches(row));
  if (args.boolean('nameOnly')) return { databases: rows.map(({ name }) => ({ name })) };
  const totalSize = rows.reduce((sum, { sizeOnDisk }) => sum + (sizeOnDisk as bigint), 0n);
  return { databases: rows, totalSize, totalSizeMb: totalSize / 1_048_576n };
}

function sizeOf(collections: readonly Collection[]): number {
  return collections.reduce((sum, { dataSize }) => sum + dataSize, 0);
}

function dbStats({ args, db, catalog }: Context): Reply {
  const scale = scaleOf(args);
  const collections = catalog.collections(db);
  const dataSize = sizeOf(collections);
  const views = collections.filter(isView).length;
  const objects = collections.reduce((sum, { records }) => sum + records.size, 0);
  return {
    db,
    collections: collections.length - views,
    views,
    objects,
    avgObjSize: objects > 0 ? dataSize / objects : 0,
    dataSize: dataSize / scale,
    storageSize: dataSize / scale,
    indexes: collections.reduce((sum, { indexes }) => sum + indexes.size, 0),
    scaleFactor: scale,
  };
}

/** How many bytes count as one. */
function scaleOf(args: Arguments): number {
  return args.integer('scale', 1) ?? 1;
}

function collStats({ args, db, catalog }: Context): Reply {
  const name = collectionName(args);
  const collection = catalog.find(db, name);
  const count = collection?.records.size ?? 0;
  const size = collection?.dataSize ?? 0;
  const scale = scaleOf(args);
  return {
    ns: `${db}.${name}`,
    count,
    size: Math.floor(size / scale),
    avgObjSize: count > 0 ? Math.round(size / count) : 0,
    storageSize: Math.floor(size / scale),
    nindexes: collection?.indexes.size ?? 0,
    capped: false,
    scaleFactor: scale,
  };
}
