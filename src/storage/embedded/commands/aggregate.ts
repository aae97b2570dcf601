// aggregate: the leading $match, $sort and $limit go through the planner, the pipeline does the rest; $out and $merge write the result.
import { leadingQuery } from '../aggregate/leading.ts';
import { type OtherCollection, type PipelineContext, runPipeline } from '../aggregate/pipeline.ts';
import type { Stream } from '../aggregate/stream.ts';
import { parseSort } from '../compare.ts';
import type { DocumentSource } from '../cursors.ts';
import { CommandError, notSupported } from '../errors.ts';
import { Relay } from '../pause.ts';
import { Query } from '../query.ts';
import { checkSize } from '../raw.ts';
import type { Reply } from '../reply.ts';
import { Stored } from '../stored.ts';
import { type Document, encode, isNumber, toNumber } from '../values.ts';
import { isView, throughViews } from '../views.ts';
import { writeResult } from './aggregate-write.ts';
import { checkCollectionName } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { type CountRequest, countRequest } from './count-documents.ts';
import { explainPipeline } from './explain.ts';
import { documentsOf, listSource, openCursor } from './find.ts';
import { queryRequest, readCollation } from './query-options.ts';

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
  const target = args.raw('aggregate');
  const asked = args.documents('pipeline') ?? [];
  const first = asked[0] ?? {};
  if ('$changeStream' in first) {
    throw notSupported('A change stream', 40573);
  }
  const explained = args.boolean('explain');
  if (!explained && !args.has('cursor')) {
    throw new CommandError(9, "The 'cursor' option is required, except for aggregate with the explain argument");
  }
  const name = typeof target === 'string' ? target : undefined;
  if (name !== undefined) checkCollectionName(name);
  const { base, pipeline } = behind(context, name, asked);
  if (explained) return explainPipeline(context, base ?? '$cmd.aggregate', pipeline, args);
  const counting = countRequest(pipeline);
  if (counting) return countMatches(context, base, counting);
  const reader = new Relay(context.pause);
  const streaming = { ...context, pause: reader };
  const [stages, source] = start(streaming, base, pipeline);
  const { documents, write } = runPipeline(stages, source, pipelineContext(streaming));
  const namespace = `${db}.${name ?? '$cmd.aggregate'}`;
  if (write) {
    await writeResult(context, write, documents, pipeline);
    return openCursor(context, namespace, ofBytes([]), 0, true);
  }
  return openCursor(context, namespace, streamSource(documents, reader), batchSize(context), false);
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

async function countMatches(context: Context, name: string | undefined, counting: CountRequest): Promise<Reply> {
  const { db, catalog, args, pause } = context;
  const collection = name === undefined ? undefined : catalog.find(db, name);
  const most = counting.skip + counting.limit;
  let n = 0;
  const request = queryRequest(args, 'filter', context.now());
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

/** What a pipeline makes of a collection or view. */
export function documentsThrough(context: Context, name: string, asked: readonly Document[]): Stream {
  const { base, pipeline } = behind(context, name, asked);
  const [stages, source] = start(context, base, pipeline);
  return runPipeline(stages, source, pipelineContext(context)).documents;
}

/** The stages that are left to the pipeline, and the documents that reach them. */
function start(
  context: Context,
  name: string | undefined,
  pipeline: readonly Document[],
): [readonly Document[], Stream] {
  const collection = name === undefined ? undefined : context.catalog.find(context.db, name);
  if (!collection) return [pipeline, []];
  const { rest, ...leading } = leadingQuery(pipeline);
  const options = queryRequest(context.args, 'filter', context.now());
  const sort = leading.sort ? { sort: parseSort(leading.sort) } : {};
  const { filter, skip, limit } = leading;
  return [rest, documentsOf(new Query(collection, { ...options, ...sort, filter, skip, limit }), context)];
}

/** A collection as $lookup and its like read it. */
function otherCollection(context: Context, name: string): OtherCollection {
  const { catalog, db, pause } = context;
  const collection = catalog.find(db, name);
  if (!collection) return { all: () => [], finder: () => undefined };
  if (isView(collection)) return { all: () => documentsThrough(context, name, []), finder: () => undefined };
  const find = (filter: Document) =>
    documentsOf(new Query(collection, { filter, now: new Date(context.now()) }), context);
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

function pipelineContext(context: Context): PipelineContext {
  const { args, now, pause } = context;
  const variables = args.document('let');
  const collation = readCollation(args);
  const session = args.document('lsid');
  return {
    now: new Date(now()),
    pause,
    ...(session ? { session } : {}),
    ...(variables ? { let: variables } : {}),
    ...(collation ? { collation } : {}),
    other: (name) => otherCollection(context, name),
  };
}

function batchSize({ args }: Context): number {
  const size = args.document('cursor')?.batchSize;
  return isNumber(size) ? Math.max(0, Math.trunc(toNumber(size))) : FIRST_BATCH;
}
