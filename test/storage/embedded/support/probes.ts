// One working use of each thing that the engine's README lists as there, by its row and name, as a command.

import type { Document } from 'mongodb';

/** What the probes run on, in the collection `probe`. */
export const PROBED: Document[] = [
  { _id: 1, n: 5, list: [1, 2, 3], text: 'abc', at: new Date(0), doc: { a: 1 }, rows: [{ k: 'a', v: 1 }], t: true },
  { _id: 2, n: 7, list: [4], text: 'xyz', at: new Date(86_400_000), doc: { a: 2 }, rows: [], t: false },
];

const COMMANDS: Record<string, Document> = {
  find: { find: 'probe', filter: {} },
  getMore: { getMore: 77n, collection: 'probe' },
  killCursors: { killCursors: 'probe', cursors: [1n] },
  count: { count: 'probe', query: { n: 5 } },
  distinct: { distinct: 'probe', key: 'n', query: {} },
  aggregate: { aggregate: 'probe', pipeline: [], cursor: {} },
  explain: { explain: { find: 'probe', filter: { n: 5 } } },
  insert: { insert: 'written', documents: [{ a: 1 }], ordered: true },
  update: { update: 'written', updates: [{ q: { a: 1 }, u: { $set: { b: 1 } }, upsert: true, multi: false }] },
  delete: { delete: 'written', deletes: [{ q: { a: 1 }, limit: 1 }] },
  findAndModify: { findAndModify: 'written', query: { a: 1 }, update: { $set: { a: 2 } }, upsert: true, new: true },
  bulkWrite: { bulkWrite: 1, ops: [{ insert: 0, document: { a: 1 } }], nsInfo: [{ ns: 'test.written' }] },
  create: { create: 'made', validator: { a: { $type: 'int' } }, validationLevel: 'strict', validationAction: 'error' },
  drop: { drop: 'dropped' },
  renameCollection: { renameCollection: 'test.written', to: 'test.renamed', dropTarget: true },
  collMod: { collMod: 'probe', index: { name: '_id_', hidden: false } },
  listCollections: { listCollections: 1, filter: {}, nameOnly: true, cursor: { batchSize: 5 } },
  listDatabases: { listDatabases: 1, filter: {}, nameOnly: true },
  createIndexes: { createIndexes: 'probe', indexes: [{ key: { n: 1 }, name: 'n_1' }] },
  dropIndexes: { dropIndexes: 'probe', index: '*' },
  listIndexes: { listIndexes: 'probe', cursor: {} },
  collStats: { collStats: 'probe' },
  dbStats: { dbStats: 1 },
  hello: { hello: 1 },
  ping: { ping: 1 },
  buildInfo: { buildInfo: 1 },
  connectionStatus: { connectionStatus: 1 },
  getParameter: { getParameter: '*' },
  serverStatus: { serverStatus: 1 },
  endSessions: { endSessions: [{ id: 1 }] },
  dropDatabase: { dropDatabase: 1 },
};

const QUERY: Record<string, Document> = {
  $eq: { n: { $eq: 5 } },
  $ne: { n: { $ne: 5 } },
  $gt: { n: { $gt: 5 } },
  $gte: { n: { $gte: 5 } },
  $lt: { n: { $lt: 5 } },
  $lte: { n: { $lte: 5 } },
  $in: { n: { $in: [5] } },
  $nin: { n: { $nin: [5] } },
  $and: { $and: [{ n: 5 }] },
  $or: { $or: [{ n: 5 }] },
  $nor: { $nor: [{ n: 5 }] },
  $not: { n: { $not: { $gt: 5 } } },
  $exists: { n: { $exists: true } },
  $type: { n: { $type: ['int', 18] } },
  $mod: { n: { $mod: [2, 1] } },
  $regex: { text: { $regex: '^a', $options: 'i' } },
  $all: { list: { $all: [1, 2] } },
  $elemMatch: { list: { $elemMatch: { $gt: 1 } } },
  $size: { list: { $size: 1 } },
  $bitsAllSet: { n: { $bitsAllSet: [0] } },
  $bitsAllClear: { n: { $bitsAllClear: 2 } },
  $bitsAnySet: { n: { $bitsAnySet: 2 } },
  $bitsAnyClear: { n: { $bitsAnyClear: 2 } },
  $expr: { $expr: { $gt: ['$n', 5] } },
  $jsonSchema: { $jsonSchema: { required: ['n'], properties: { n: { bsonType: 'int', minimum: 1 } } } },
  $comment: { $comment: 'why', n: 5 },
};

const PROJECTION: Record<string, Document> = {
  inclusion: { n: 1, 'doc.a': 1 },
  exclusion: { n: 0 },
  $slice: { list: { $slice: [0, 1] } },
  $elemMatch: { list: { $elemMatch: { $gt: 1 } } },
  positional: { 'list.$': 1 },
  computed: { double: { $multiply: ['$n', 2] } },
};

const UPDATE: Record<string, Document> = {
  $set: { $set: { x: 1, 'doc.b': 2 } },
  $unset: { $unset: { x: '' } },
  $setOnInsert: { $setOnInsert: { x: 1 } },
  $inc: { $inc: { n: 1 } },
  $mul: { $mul: { n: 2 } },
  $min: { $min: { n: 1 } },
  $max: { $max: { n: 9 } },
  $rename: { $rename: { text: 'title' } },
  $currentDate: { $currentDate: { x: true } },
  $bit: { $bit: { n: { and: 7 } } },
  $push: { $push: { list: { $each: [5], $sort: 1, $slice: 3, $position: 0 } } },
  $addToSet: { $addToSet: { list: { $each: [5] } } },
  $pop: { $pop: { list: 1 } },
  $pull: { $pull: { list: { $gt: 2 } } },
  $pullAll: { $pullAll: { list: [1] } },
};

const STAGES: Record<string, unknown> = {
  $match: { n: 5 },
  $sort: { n: -1 },
  $limit: 1,
  $skip: 1,
  $count: 'all',
  $group: { _id: '$t', n: { $sum: '$n' } },
  $sortByCount: '$t',
  $unwind: { path: '$list', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true },
  $sample: { size: 1 },
  $bucket: { groupBy: '$n', boundaries: [0, 10], default: 'other', output: { n: { $sum: 1 } } },
  $bucketAuto: { groupBy: '$n', buckets: 2, output: { n: { $sum: 1 } } },
  $setWindowFields: {
    partitionBy: '$t',
    sortBy: { n: 1 },
    output: { x: { $sum: '$n', window: { documents: [-1, 0] } } },
  },
  $densify: { field: 'n', range: { step: 1, bounds: [5, 8] } },
  $fill: { sortBy: { n: 1 }, output: { x: { value: 0 }, n: { method: 'linear' } } },
  $facet: { one: [{ $limit: 1 }] },
  $redact: { $cond: ['$t', '$$KEEP', '$$PRUNE'] },
  $lookup: { from: 'probe', localField: 'n', foreignField: 'n', as: 'same', let: { x: '$n' }, pipeline: [] },
  $graphLookup: { from: 'probe', startWith: '$n', connectFromField: 'n', connectToField: 'n', as: 'all', maxDepth: 1 },
  $unionWith: { coll: 'probe', pipeline: [{ $limit: 1 }] },
  $project: { n: 1, x: { $add: ['$n', 1] } },
  $addFields: { 'doc.x': 1 },
  $set: { x: 1 },
  $unset: ['n'],
  $replaceRoot: { newRoot: '$doc' },
  $replaceWith: '$doc',
  $documents: [{ a: 1 }],
  $out: 'written',
  $merge: { into: 'written', on: '_id', whenMatched: 'merge', whenNotMatched: 'insert' },
};

const ACCUMULATORS: Record<string, unknown> = {
  $sum: '$n',
  $avg: '$n',
  $min: '$n',
  $max: '$n',
  $first: '$n',
  $last: '$n',
  $push: '$n',
  $addToSet: '$n',
  $mergeObjects: '$doc',
  $stdDevPop: '$n',
  $stdDevSamp: '$n',
  $count: {},
  $concatArrays: '$list',
  $firstN: { input: '$n', n: 1 },
  $lastN: { input: '$n', n: 1 },
  $minN: { input: '$n', n: 1 },
  $maxN: { input: '$n', n: 1 },
  $top: { sortBy: { n: 1 }, output: '$n' },
  $bottom: { sortBy: { n: 1 }, output: '$n' },
  $topN: { sortBy: { n: 1 }, output: '$n', n: 1 },
  $bottomN: { sortBy: { n: 1 }, output: '$n', n: 1 },
};

const WINDOWS: Record<string, unknown> = {
  $documentNumber: {},
  $rank: {},
  $denseRank: {},
  $shift: { output: '$n', by: 1, default: 0 },
  $locf: '$n',
  $linearFill: '$n',
};

const EXPRESSIONS: Record<string, unknown> = {
  ...each(['$add', '$multiply', '$subtract', '$divide', '$mod', '$pow', '$log', '$atan2'], ['$n', 2]),
  ...each(
    ['$abs', '$ceil', '$floor', '$sqrt', '$exp', '$ln', '$log10', '$degreesToRadians', '$radiansToDegrees'],
    '$n',
  ),
  ...each(['$sin', '$cos', '$tan', '$sinh', '$cosh', '$tanh', '$asinh'], '$n'),
  ...each(['$asin', '$acos', '$atan', '$atanh'], 0.5),
  $acosh: 2,
  $round: ['$n', 1],
  $trunc: ['$n', 1],
  $rand: {},
  ...each(['$bitAnd', '$bitOr', '$bitXor'], ['$n', 3]),
  $bitNot: '$n',
  ...each(['$size', '$isArray', '$first', '$last', '$reverseArray', '$sum', '$avg', '$min', '$max'], '$list'),
  ...each(['$stdDevPop', '$stdDevSamp', '$anyElementTrue', '$allElementsTrue'], ['$list']),
  $arrayElemAt: ['$list', 0],
  ...each(['$firstN', '$lastN', '$minN', '$maxN'], { input: '$list', n: 1 }),
  $concatArrays: ['$list', [1]],
  $slice: ['$list', 0, 1],
  $range: [0, 5, 2],
  $indexOfArray: ['$list', 1],
  $in: [1, '$list'],
  $sortArray: { input: '$list', sortBy: -1 },
  $arrayToObject: '$rows',
  $zip: { inputs: ['$list', '$list'], useLongestLength: true, defaults: [0, 0] },
  ...each(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$cmp'], ['$n', 5]),
  $not: ['$t'],
  $and: ['$t', true],
  $or: ['$t', false],
  $cond: ['$t', 1, 2],
  $ifNull: ['$missing', 0],
  // biome-ignore lint/suspicious/noThenProperty: $switch names it so
  $switch: { branches: [{ case: '$t', then: 1 }], default: 0 },
  ...each(['$setUnion', '$setIntersection', '$setDifference', '$setEquals', '$setIsSubset'], ['$list', [1]]),
  ...each(['$type', '$isNumber', '$toDouble', '$toString', '$toBool', '$toInt', '$toLong', '$toDecimal'], '$n'),
  $toObjectId: '507f1f77bcf86cd799439011',
  $toDate: '2026-01-01T00:00:00Z',
  $convert: { input: '$text', to: 'int', onError: 0, onNull: 0 },
  ...each(['$year', '$month', '$dayOfMonth', '$hour', '$minute', '$second', '$millisecond', '$dayOfWeek'], '$at'),
  ...each(['$isoDayOfWeek', '$dayOfYear', '$week', '$isoWeek', '$isoWeekYear'], {
    date: '$at',
    timezone: 'Europe/Paris',
  }),
  $dateToString: { date: '$at', format: '%Y-%m-%d', timezone: 'UTC', onNull: '' },
  $dateFromString: { dateString: '2026-01-01', timezone: 'UTC', onError: null, onNull: null },
  $dateToParts: { date: '$at', timezone: 'UTC', iso8601: true },
  $dateFromParts: { year: 2026, month: 2, day: 3, hour: 4, timezone: 'UTC' },
  ...each(['$dateAdd', '$dateSubtract'], { startDate: '$at', unit: 'month', amount: 1, timezone: 'UTC' }),
  $dateDiff: { startDate: '$at', endDate: '$$NOW', unit: 'day', timezone: 'UTC', startOfWeek: 'monday' },
  $dateTrunc: { date: '$at', unit: 'week', binSize: 2, timezone: 'UTC', startOfWeek: 'monday' },
  $tsSecond: '$missing',
  $mergeObjects: ['$doc', { b: 1 }],
  $objectToArray: '$doc',
  $bsonSize: '$doc',
  $binarySize: '$text',
  $getField: { field: 'a', input: '$doc' },
  $setField: { field: 'b', input: '$doc', value: 1 },
  $unsetField: { field: 'a', input: '$doc' },
  $concat: ['$text', '!'],
  ...each(['$toLower', '$toUpper', '$strLenCP', '$strLenBytes'], '$text'),
  $strcasecmp: ['$text', 'ABC'],
  ...each(['$substr', '$substrBytes', '$substrCP'], ['$text', 0, 1]),
  $split: ['$text', 'b'],
  ...each(['$trim', '$ltrim', '$rtrim'], { input: '$text', chars: 'a' }),
  ...each(['$indexOfCP', '$indexOfBytes'], ['$text', 'b', 0, 3]),
  ...each(['$replaceOne', '$replaceAll'], { input: '$text', find: 'a', replacement: 'b' }),
  ...each(['$regexMatch', '$regexFind', '$regexFindAll'], { input: '$text', regex: '^a', options: 'i' }),
  $literal: '$n',
  $let: { vars: { x: 1 }, in: '$$x' },
  $map: { input: '$list', as: 'one', in: { $add: ['$$one', 1] } },
  $filter: { input: '$list', as: 'one', cond: { $gt: ['$$one', 1] }, limit: 1 },
  $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } },
};

const INDEXES: Record<string, Document> = {
  ascending: { key: { a: 1 } },
  descending: { key: { b: -1 } },
  compound: { key: { a: 1, b: -1, 'c.d': 1 } },
  multikey: { key: { list: 1 } },
  unique: { key: { a: 1, _id: 1 }, unique: true },
  sparse: { key: { s: 1 }, sparse: true },
  partialFilterExpression: { key: { p: 1 }, partialFilterExpression: { p: { $gt: 1 } } },
  expireAfterSeconds: { key: { e: 1 }, expireAfterSeconds: 60 },
  hidden: { key: { h: 1 }, hidden: true },
  collation: { key: { text: 1 }, collation: { locale: 'de', strength: 2 } },
};

const COLLECTIONS: Record<string, Document> = {
  validator: { validator: { n: { $gt: 1 } }, validationLevel: 'moderate', validationAction: 'error' },
  viewOn: { viewOn: 'probe', pipeline: [{ $match: { n: 5 } }] },
  collation: { collation: { locale: 'de', strength: 2 } },
};

const OPTIONS: Record<string, Document> = {
  sort: { sort: { n: 1 } },
  projection: { projection: { n: 1 } },
  skip: { skip: 1 },
  limit: { limit: 1 },
  batchSize: { batchSize: 1 },
  singleBatch: { singleBatch: true },
  hint: { hint: { _id: 1 } },
  collation: { collation: { locale: 'de', strength: 1 }, sort: { text: 1 } },
  min: { min: { _id: 1 }, hint: { _id: 1 } },
  max: { max: { _id: 2 }, hint: { _id: 1 } },
  returnKey: { returnKey: true, hint: { _id: 1 } },
  showRecordId: { showRecordId: true },
  let: { let: { x: 1 }, filter: { $expr: { $eq: ['$n', '$$x'] } } },
  maxTimeMS: { maxTimeMS: 1000 },
  comment: { comment: 'why' },
  $natural: { sort: { $natural: -1 } },
};

function each(names: readonly string[], operand: unknown): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, operand]));
}

function commands<T>(probes: Record<string, T>, toCommand: (name: string, probe: T) => Document) {
  return Object.fromEntries(Object.entries(probes).map(([name, probe]) => [name, toCommand(name, probe)]));
}

const pipeline = (...stages: Document[]) => ({ aggregate: 'probe', pipeline: stages, cursor: {} });

/** By row of the table, then by name. */
export const PROBES: Record<string, Record<string, Document>> = {
  Commands: COMMANDS,
  'Query operators': commands(QUERY, (_, filter) => ({ find: 'probe', filter })),
  Projections: commands(PROJECTION, (_, projection) => ({ find: 'probe', filter: { list: 1 }, projection })),
  'Update operators': commands(UPDATE, (_, u) => ({ update: 'probe', updates: [{ q: { _id: 2 }, u }] })),
  Stages: commands(STAGES, (name, operand) =>
    name === '$documents'
      ? { aggregate: 1, pipeline: [{ [name]: operand }], cursor: {} }
      : pipeline({ $project: { x: 0 } }, { [name]: operand }),
  ),
  Accumulators: commands(ACCUMULATORS, (name, operand) => pipeline({ $group: { _id: null, x: { [name]: operand } } })),
  'Window functions': commands(WINDOWS, (name, operand) =>
    pipeline({ $setWindowFields: { sortBy: { n: 1 }, output: { x: { [name]: operand } } } }),
  ),
  Expressions: commands(EXPRESSIONS, (name, operand) => pipeline({ $project: { x: { [name]: operand } } })),
  Collections: commands(COLLECTIONS, (name, options) => ({ create: `with_${name}`, ...options })),
  Indexes: commands(INDEXES, (name, spec) => ({ createIndexes: 'indexed', indexes: [{ ...spec, name }] })),
  'Read options': commands(OPTIONS, (_, options) => ({ find: 'probe', ...options })),
};
