// Reading: find, getMore, killCursors, count.

import { variablesOf } from '../aggregate/expression.ts';
import type { Surroundings } from '../aggregate/operands.ts';
import type { DocumentSource } from '../cursors.ts';
import { CommandError, notSupported } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { checkMinMax } from '../plan/min-max.ts';
import { plainProjection } from '../project/plain.ts';
import { compileProjection } from '../project/projection.ts';
import { filterOf, type Match, Query, type QueryRequest } from '../query.ts';
import { cursorReply, type Reply } from '../reply.ts';
import { type Document, encode, typeName } from '../values.ts';
import { type Arguments, collectionName } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { sessionKey } from './diagnostics.ts';
import { queryRequest } from './query-options.ts';

/** Documents in a first batch when the client names no number. */
const FIRST_BATCH = 101;
const MAX_REPLY_BYTES = 16 * 1024 * 1024;

export const QUERY_FIELDS = ['filter', 'sort', 'projection', 'hint', 'skip', 'limit', 'collation', 'let'];

export const findCommands: Command[] = [
  {
    name: 'find',
    fields: [
      ...QUERY_FIELDS,
      'batchSize',
      'singleBatch',
      'allowDiskUse',
      'allowPartialResults',
      'noCursorTimeout',
      'max',
      'min',
      'returnKey',
      'showRecordId',
      'tailable',
      'awaitData',
      'oplogReplay',
    ],
    run: find,
  },
  { name: 'getMore', fields: ['collection', 'batchSize'], run: getMore },
  { name: 'killCursors', fields: ['cursors'], run: killCursors },
  { name: 'count', fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'], run: count },
];

async function find(context: Context): Promise<Reply> {
  const { args, db, catalog } = context;
  const name = collectionName(args);
  if (args.boolean('tailable')) throw notSupported('find with tailable');
  if (args.boolean('awaitData')) throw new CommandError(9, "Cannot set 'awaitData' without also setting 'tailable'");
  const limit = args.integer('limit') ?? 0;
  const skip = args.integer('skip') ?? 0;
  const batchSize = args.integer('batchSize') ?? FIRST_BATCH;
  const collection = catalog.find(db, name);
  const returnKey = args.boolean('returnKey');
  const request = { ...queryRequest(args, 'filter', context.now(), collection), skip, limit, returnKey };
  checkMinMax(request);
  if (!collection) {
    shapeOf(args, request, filterOf(request));
    return cursorReply('firstBatch', [], 0n, `${db}.${name}`);
  }
  const query = new Query(collection, request);
  const source = await findSource(query, shapeOf(args, request, query.filter), request, context);
  return openCursor(context, `${db}.${name}`, source, batchSize, args.boolean('singleBatch'));
}

/** What the client gets of a match. */
type Shape = (match: Match) => Uint8Array;

function shapeOf(args: Arguments, request: QueryRequest, filter: Filter): Shape {
  const projection = args.document('projection');
  const plain = projection && plainProjection(projection);
  if (plain && !args.boolean('showRecordId') && !request.returnKey) return ({ stored }) => plain(stored.bytes);
  const project =
    projection && Object.keys(projection).length > 0
      ? compileProjection(projection, filter, surroundingsOf(request))
      : undefined;
  if (args.boolean('showRecordId')) {
    return ({ record, stored, key }) =>
      encode({ ...(key ?? project?.(stored.document) ?? stored.document), $recordId: BigInt(record) });
  }
  // As in MongoDB, who asks for keys gets them alone, whatever the projection.
  if (request.returnKey) return ({ key = {} }) => encode(key);
  return project ? ({ stored }) => encode(project(stored.document)) : ({ stored }) => stored.bytes;
}

/** What the expressions of a projection can see beside the document. */
export function surroundingsOf(request: QueryRequest): Surroundings {
  return { ...request, let: variablesOf(request) };
}

type Paging = { readonly skip: number; readonly limit: number };

async function findSource(
  query: Query,
  shape: Shape,
  { skip, limit }: Paging,
  context: Context,
): Promise<DocumentSource> {
  if (!query.sorted) {
    const matches = await query.all(context.pause);
    return listSource(matches.length, (i) => shape(matches[i] as Match));
  }
  let toSkip = skip;
  let left = limit === 0 ? Number.POSITIVE_INFINITY : limit;
  let ahead: Uint8Array | undefined;
  return {
    async next(count, maxBytes, pause) {
      const documents: Uint8Array[] = [];
      let size = 0;
      while (documents.length < count) {
        if (!ahead && left > 0) {
          const match = await query.next(pause);
          if (!match) return { documents, done: true };
          if (toSkip > 0) {
            toSkip--;
            continue;
          }
          left--;
          ahead = shape(match);
        }
        if (!ahead) return { documents, done: true };
        if (documents.length > 0 && size + ahead.length > maxBytes) return { documents, done: false };
        documents.push(ahead);
        size += ahead.length;
        ahead = undefined;
      }
      return { documents, done: left === 0 };
    },
  };
}

/** A source over results that are all known already. */
export function listSource(length: number, document: (i: number) => Uint8Array): DocumentSource {
  let at = 0;
  return {
    async next(count, maxBytes, pause) {
      const documents: Uint8Array[] = [];
      let size = 0;
      while (documents.length < count && at < length) {
        if (pause.due()) await pause.rest();
        const bytes = document(at);
        if (documents.length > 0 && size + bytes.length > maxBytes) return { documents, done: false };
        documents.push(bytes);
        size += bytes.length;
        at++;
      }
      return { documents, done: at >= length };
    },
  };
}

/** The first batch of a source, and a cursor for the rest unless the client wants only this one. */
export async function openCursor(
  context: Context,
  namespace: string,
  source: DocumentSource,
  batchSize: number,
  singleBatch: boolean,
): Promise<Reply> {
  const { documents, done } = await source.next(batchSize, MAX_REPLY_BYTES, context.pause);
  if (done || singleBatch) return cursorReply('firstBatch', documents, 0n, namespace);
  const cursor = context.cursors.open(namespace, source, {
    session: sessionKey(context.args.document('lsid')),
    connection: context.connection.id,
  });
  return cursorReply('firstBatch', documents, cursor.id, namespace);
}

async function getMore({ args, db, cursors, pause }: Context): Promise<Reply> {
  const id = cursorId(args.raw('getMore'), 'getMore.getMore');
  const name = args.requiredString('collection');
  if (name === '') throw new CommandError(73, 'Collection names cannot be empty');
  const namespace = `${db}.${name}`;
  const batchSize = args.integer('batchSize') || Number.POSITIVE_INFINITY;
  const cursor = cursors.take(id, namespace);
  try {
    if (args.integer('maxTimeMS')) {
      throw new CommandError(2, 'cannot set maxTimeMS on getMore command for a non-awaitData cursor');
    }
    const { documents, done } = await cursor.source.next(batchSize, MAX_REPLY_BYTES, pause);
    if (done) cursors.close(cursor.id);
    return cursorReply('nextBatch', documents, done ? 0n : cursor.id, namespace);
  } catch (error) {
    cursors.close(cursor.id);
    throw error;
  } finally {
    cursors.release(cursor);
  }
}

function cursorId(value: unknown, field: string): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  throw new CommandError(14, `BSON field '${field}' is the wrong type '${typeName(value)}', expected type 'long'`);
}

function killCursors({ args, cursors }: Context): Reply {
  collectionName(args);
  const cursorsKilled: bigint[] = [];
  const cursorsNotFound: bigint[] = [];
  for (const value of args.requiredArray('cursors')) {
    const id = cursorId(value, 'killCursors.cursors');
    (cursors.close(id) ? cursorsKilled : cursorsNotFound).push(id);
  }
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
}

async function count(context: Context): Promise<Reply> {
  const { args, db, catalog, pause } = context;
  const collection = catalog.find(db, collectionName(args));
  const request = queryRequest(args, 'query', context.now(), collection);
  if (!collection) {
    filterOf(request);
    return { n: 0 };
  }
  const limit = Math.abs(args.integer('limit', Number.MIN_SAFE_INTEGER) ?? 0) || Number.POSITIVE_INFINITY;
  const skip = args.integer('skip') ?? 0;
  const all = Object.keys(request.filter).length === 0 && request.hint === undefined;
  let n = all ? collection.records.size : 0;
  if (!all) {
    n = await new Query(collection, request).count(skip + limit, pause);
  }
  return { n: Math.min(Math.max(0, n - skip), limit) };
}

/** The documents that a query finds, as they are found. */
export async function* documentsOf(query: Query, { pause }: Context): AsyncIterable<Document> {
  for await (const { stored } of query.each(pause)) yield stored.document;
}
