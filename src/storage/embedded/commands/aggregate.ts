// aggregate: the leading $match goes through the planner, the pipeline does the rest; $out and $merge write the result.
import { type PipelineContext, runPipeline } from '../aggregate/pipeline.ts';
import { CommandError, notSupported } from '../errors.ts';
import { Query } from '../query.ts';
import type { Reply } from '../reply.ts';
import { Stored } from '../stored.ts';
import { type Document, encode, isDocument, isNumber, toNumber } from '../values.ts';
import { writeResult } from './aggregate-write.ts';
import { checkCollectionName } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { type CountRequest, countRequest } from './count-documents.ts';
import { listSource, openCursor } from './find.ts';
import { queryRequest, readCollation } from './query-options.ts';

const FIRST_BATCH = 101;

export const aggregateCommands: Command[] = [
  {
    name: 'aggregate',
    fields: ['pipeline', 'cursor', 'explain', 'allowDiskUse', 'bypassDocumentValidation', 'collation', 'hint', 'let'],
    run: aggregate,
  },
];

async function aggregate(context: Context): Promise<Reply> {
  const { args, db } = context;
  const target = args.raw('aggregate');
  const pipeline = args.documents('pipeline') ?? [];
  const first = pipeline[0] ?? {};
  if ('$changeStream' in first) {
    throw notSupported('A change stream', 40573);
  }
  const explained = args.boolean('explain');
  if (!explained && !args.has('cursor')) {
    throw new CommandError(9, "The 'cursor' option is required, except for aggregate with the explain argument");
  }
  const name = typeof target === 'string' ? target : undefined;
  if (name !== undefined) checkCollectionName(name);
  const counting = explained ? undefined : countRequest(pipeline);
  if (counting) return countMatches(context, name, counting);
  const { documents, write } = await runPipeline(...(await split(context, name, pipeline)), pipelineContext(context));
  if (write) {
    await writeResult(context, write, documents);
    return openCursor(
      context,
      `${db}.${name ?? '$cmd.aggregate'}`,
      listSource(0, () => new Uint8Array()),
      0,
      true,
    );
  }
  const source = listSource(documents.length, (i) => encode(documents[i] as Document));
  return openCursor(context, `${db}.${name ?? '$cmd.aggregate'}`, source, batchSize(context), false);
}

async function countMatches(context: Context, name: string | undefined, counting: CountRequest): Promise<Reply> {
  const { db, catalog, args, pause } = context;
  const collection = name === undefined ? undefined : catalog.find(db, name);
  const most = counting.skip + counting.limit;
  let n = 0;
  if (collection && Object.keys(counting.filter).length === 0) n = collection.records.size;
  else if (collection) {
    const request = queryRequest(args, 'filter', context.now());
    const query = new Query(collection, { ...request, filter: counting.filter });
    while (n < most && (await query.next(pause))) n++;
  }
  n = Math.min(n, most) - counting.skip;
  // A group of nothing is no group: the driver reads an empty result as zero.
  const result = n > 0 ? [encode({ _id: counting.key, [counting.name]: n })] : [];
  return openCursor(
    context,
    `${db}.${name}`,
    listSource(result.length, () => result[0] as Uint8Array),
    FIRST_BATCH,
    true,
  );
}

/** The stages that are left to the pipeline, and the documents that reach them. */
async function split(
  context: Context,
  name: string | undefined,
  pipeline: Document[],
): Promise<[Document[], AsyncIterable<Document> | Iterable<Document>]> {
  const collection = name === undefined ? undefined : context.catalog.find(context.db, name);
  if (!collection) return [pipeline, []];
  const [first] = pipeline;
  const filter = first && isDocument(first.$match) && !mentionsText(first.$match) ? first.$match : undefined;
  const request = queryRequest(context.args, 'filter', context.now());
  const query = new Query(collection, { ...request, filter: filter ?? {} });
  return [filter ? pipeline.slice(1) : pipeline, documentsOf(query, context)];
}

function mentionsText(filter: Document): boolean {
  return '$text' in filter;
}

async function* documentsOf(query: Query, { pause }: Context): AsyncIterable<Document> {
  for (let match = await query.next(pause); match; match = await query.next(pause)) yield match.stored.document;
}

export function pipelineContext(context: Context): PipelineContext {
  const { args, catalog, db, now, pause } = context;
  const variables = args.document('let');
  const collation = readCollation(args);
  const session = args.document('lsid');
  return {
    now: new Date(now()),
    ...(session ? { session } : {}),
    ...(variables ? { let: variables } : {}),
    ...(collation ? { collation } : {}),
    async lookup(name) {
      const documents: Document[] = [];
      for (const bytes of catalog.find(db, name)?.records.values() ?? []) {
        if (pause.due()) await pause.rest();
        documents.push(new Stored(bytes).document);
      }
      return documents;
    },
  };
}

function batchSize({ args }: Context): number {
  const size = args.document('cursor')?.batchSize;
  return isNumber(size) ? Math.max(0, Math.trunc(toNumber(size))) : FIRST_BATCH;
}
