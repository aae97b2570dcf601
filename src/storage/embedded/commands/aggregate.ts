// aggregate: the leading $match, $sort and $limit go through the planner, the pipeline does the rest; $out and $merge write the result.
import { leadingQuery } from '../aggregate/leading.ts';
import { type OtherCollection, type PipelineContext, type PipelineResult, runPipeline } from '../aggregate/pipeline.ts';
import type { Stream } from '../aggregate/stream.ts';
import type { Collection } from '../collection.ts';
import { parseSort } from '../compare.ts';
import type { DocumentSource } from '../cursors.ts';
import { CommandError, notSupported } from '../errors.ts';
import { collatorOf } from '../match/collation.ts';
import { Relay } from '../pause.ts';
import { Query, type QueryRequest } from '../query.ts';
import { checkSize } from '../raw.ts';
import type { Reply } from '../reply.ts';
import { Stored } from '../stored.ts';
import { type Document, encode, isNumber, toNumber } from '../values.ts';
import { isView, throughViews } from '../views.ts';
import { writeResult } from './aggregate-write.ts';
import { Arguments, checkCollectionName } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { type CountRequest, countRequest } from './count-documents.ts';
import { explainPipeline } from './explain.ts';
import { documentsOf, listSource, openCursor } from './find.ts';
import { queryRequest } from './query-options.ts';

const FIRST_BATCH = 101;

export const aggregateCommands: Command[] = [
  {
    name: 'aggregate',
    fields: ['pipeline', 'cursor', 'explain', 'allowDiskUse', 'bypassDocumentValidation', 'collation', 'hint', 'let'],
    run: aggregate,
  },
];

export async function aggregate(context: Context): Promise<Reply> {
  const { args, db } = context;
  const asked = args.requiredDocuments('pipeline');
  const first = asked[0] ?? {};
  if ('$changeStream' in first) {
    throw notSupported('A change stream', 40573);
  }
  const explained = args.boolean('explain');
  if (!explained && !args.has('cursor')) {
    throw new CommandError(9, "The 'cursor' option is required, except for aggregate with the explain argument");
  }
  const name = nameOf(args.raw('aggregate'), first);
  const size = batchSize(context);
  const { base, pipeline } = behind(context, name, asked);
  const target = name === undefined ? undefined : context.catalog.find(db, name);
  const request = queryRequest(args, 'filter', context.now(), target);
  if (explained) {
    const options = { command: args, collation: request.collation, executes: false };
    return explainPipeline(context, base ?? '$cmd.aggregate', pipeline, options);
  }
  const counting = countRequest(pipeline);
  if (counting) return countMatches(context, base, request, counting);
  const reader = new Relay(context.pause);
  const { documents, write } = throughPipeline({ ...context, pause: reader }, base, pipeline, request);
  const namespace = `${db}.${name ?? '$cmd.aggregate'}`;
  if (write) {
    await writeResult(context, write, documents, pipeline, request.collation);
    return openCursor(context, namespace, ofBytes([]), 0, true);
  }
  return openCursor(context, namespace, streamSource(documents, reader), size, false);
}

/** Stages that begin a pipeline of no collection. */
const COLLECTIONLESS = ['$documents', '$listLocalSessions'];

/**
 * The collection that a pipeline begins with, undefined for `1`.
 * @throws CommandError 9 or 73 when what is named does not suit its first stage
 */
function nameOf(named: unknown, first: Document): string | undefined {
  const stage = Object.keys(first)[0];
  const alone = stage !== undefined && COLLECTIONLESS.includes(stage);
  if (typeof named === 'string') {
    checkCollectionName(named);
    if (alone) throw new CommandError(73, `'${stage}' can only be run with {aggregate: 1}`);
    return named;
  }
  if (!isNumber(named) || toNumber(named) !== 1) {
    throw new CommandError(9, "Invalid command format: the 'aggregate' field must specify a collection name or 1");
  }
  if (alone) return undefined;
  throw new CommandError(
    73,
    `{aggregate: 1} is not valid for ${stage ? `'${stage}'` : 'an empty pipeline'}; a collection is required.`,
  );
}

/** A source over documents that are computed as they are read, each one ahead: so the last batch tells that it is. */
function streamSource(documents: Stream, relay: Relay): DocumentSource {
  const iterator = iterate(documents);
  let ahead: Uint8Array | undefined;
  const read = async () => {
    const { value, done } = await iterator.next();
    ahead = done ? undefined : encode(value);
    if (ahead) checkSize(ahead);
  };
  let begun = false;
  return {
    async next(count, maxBytes, pause) {
      relay.reader = pause;
      const batch: Uint8Array[] = [];
      if (count === 0) return { documents: batch, done: false };
      if (!begun) await read();
      begun = true;
      let size = 0;
      while (ahead && batch.length < count && (batch.length === 0 || size + ahead.length <= maxBytes)) {
        if (pause.due()) await pause.rest();
        batch.push(ahead);
        size += ahead.length;
        await read();
      }
      return { documents: batch, done: ahead === undefined };
    },
  };
}

async function* iterate(documents: Stream): AsyncGenerator<Document, undefined> {
  yield* documents;
  return undefined;
}

function ofBytes(documents: readonly Uint8Array[]): DocumentSource {
  return listSource(documents.length, (i) => documents[i] as Uint8Array);
}

async function countMatches(
  context: Context,
  name: string | undefined,
  request: QueryRequest,
  counting: CountRequest,
): Promise<Reply> {
  const { db, catalog, pause } = context;
  const collection = name === undefined ? undefined : catalog.find(db, name);
  const most = counting.skip + counting.limit;
  let n = 0;
  const all = Object.keys(counting.filter).length === 0 && request.hint === undefined;
  if (collection && all) n = collection.records.size;
  else if (collection) {
    n = await new Query(collection, { ...request, filter: counting.filter }).count(most, pause);
  }
  n = Math.min(n, most) - counting.skip;
  // A group of nothing is no group: the driver reads an empty result as zero.
  const result = n > 0 ? [encode({ _id: counting.key, [counting.name]: n })] : [];
  return openCursor(context, `${db}.${name}`, ofBytes(result), FIRST_BATCH, true);
}

/** The collection that a name stands for, and the pipeline with the stages of the views between put before it. */
function behind({ catalog, db }: Context, name: string | undefined, pipeline: readonly Document[]) {
  if (name === undefined) return { base: undefined, pipeline };
  const { base, stages } = throughViews(catalog, db, name);
  return { base, pipeline: stages.length > 0 ? [...stages, ...pipeline] : pipeline };
}

/** What a pipeline makes of a collection or view, asked as `request` asks. */
export function documentsThrough(
  context: Context,
  name: string,
  asked: readonly Document[],
  request: QueryRequest,
): Stream {
  const { base, pipeline } = behind(context, name, asked);
  return throughPipeline(context, base, pipeline, request).documents;
}

function throughPipeline(
  context: Context,
  name: string | undefined,
  pipeline: readonly Document[],
  request: QueryRequest,
): PipelineResult {
  const surroundings = pipelineContext(context, request);
  const collection = name === undefined ? undefined : context.catalog.find(context.db, name);
  if (!collection) return runPipeline(pipeline, [], surroundings);
  const { rest, filter, skip, limit, ...leading } = leadingQuery(pipeline);
  const sort = leading.sort ? { sort: parseSort(leading.sort) } : {};
  const query = new Query(collection, { ...request, ...sort, filter, skip, limit });
  return runPipeline(rest, documentsOf(query, context), surroundings);
}

/** A collection as $lookup and its like read it: strings compare as in the pipeline, whatever its own collation. */
function otherCollection(context: Context, name: string, { collation, now }: QueryRequest): OtherCollection {
  const { catalog, db, pause } = context;
  const collection = catalog.find(db, name);
  if (!collection) return { all: () => [], finder: () => undefined };
  if (isView(collection)) {
    if (collatorOf(collection.collation)?.name !== collatorOf(collation)?.name) throw otherCollation(collection);
    const reading = { filter: {}, collation, now };
    return { all: () => documentsThrough(context, name, [], reading), finder: () => undefined };
  }
  const find = (filter: Document) => documentsOf(new Query(collection, { filter, now }), context);
  return {
    async *all() {
      for (const bytes of collection.records.values()) {
        if (pause.due()) await pause.rest();
        yield new Stored(bytes).document;
      }
    },
    finder: (path) => {
      const serves = [...collection.indexes.values()].some(
        ({ ready, spec }) =>
          ready && !spec.hidden && !spec.sparse && !spec.partial && !spec.collation && spec.key[0]?.path === path,
      );
      return serves ? find : undefined;
    },
  };
}

function otherCollation({ namespace }: Collection): CommandError {
  return new CommandError(167, `The view ${namespace} has another collation than the pipeline that reads it`);
}

function pipelineContext(context: Context, request: QueryRequest): PipelineContext {
  const { args, pause } = context;
  const { let: variables, collation, now } = request;
  const session = args.document('lsid');
  return {
    now,
    pause,
    ...(session ? { session } : {}),
    ...(variables ? { let: variables } : {}),
    ...(collation ? { collation } : {}),
    other: (name) => otherCollection(context, name, request),
  };
}

const CURSOR_FIELDS = new Set(['batchSize']);

function batchSize({ args }: Context): number {
  const cursor = new Arguments('aggregate.cursor', args.document('cursor') ?? {});
  cursor.refuseUnknown(CURSOR_FIELDS);
  return cursor.integer('batchSize') ?? FIRST_BATCH;
}
