// Commands that name a view: reading one runs its pipeline, everything that would change one is refused.
import type { Collection } from '../collection.ts';
import { CommandError } from '../errors.ts';
import { collatorOf } from '../match/collation.ts';
import type { Reply } from '../reply.ts';
import { type Document, isDocument, isNumber, toNumber } from '../values.ts';
import { aggregate, documentsThrough } from './aggregate.ts';
import { Arguments } from './arguments.ts';
import type { Context } from './command.ts';
import { distinctValues } from './distinct.ts';
import { queryRequest } from './query-options.ts';

/** How a command that names a view is carried out; undefined when views make no difference to it. */
export function onView(command: string): ((context: Context, name: string) => Reply | Promise<Reply>) | undefined {
  return READS[command] ?? (CHANGES.has(command) ? refuse : undefined);
}

/** What only a collection has or lets be changed. */
const CHANGES = new Set([
  'insert',
  'update',
  'delete',
  'findAndModify',
  'createIndexes',
  'dropIndexes',
  'listIndexes',
  'collMod',
  'collStats',
]);

function viewOf({ catalog, db }: Context, name: string): Collection | undefined {
  return catalog.find(db, name);
}

function refuse({ db }: Context, name: string): never {
  throw new CommandError(166, `Namespace ${db}.${name} is a view, not a collection`);
}

const READS: Readonly<Record<string, (context: Context, name: string) => Reply | Promise<Reply>>> = {
  find(context, name) {
    const { args } = context;
    for (const option of ['min', 'max', 'returnKey', 'showRecordId']) {
      if (args.raw(option)) throw new CommandError(168, `Option ${option} not supported in aggregation.`);
    }
    const { filter, sort, skip, limit, projection, batchSize, ...rest } = args.fields;
    if (isDocument(sort) && '$natural' in sort) {
      throw new CommandError(168, 'Sort option $natural not supported in aggregation.');
    }
    if (args.boolean('singleBatch') && args.integer('limit') !== 1) {
      throw new CommandError(168, 'Option singleBatch not supported in aggregation.');
    }
    const stages: Document[] = [{ $match: filter ?? {} }];
    if (isDocument(sort) && Object.keys(sort).length > 0) stages.push({ $sort: sort });
    if (isNumber(skip) && toNumber(skip) > 0) stages.push({ $skip: skip });
    if (isNumber(limit) && toNumber(limit) !== 0) stages.push({ $limit: limit });
    if (isDocument(projection) && Object.keys(projection).length > 0) stages.push({ $project: projection });
    const cursor = batchSize === undefined ? {} : { batchSize };
    const { collation, hint, let: variables, lsid } = rest;
    return aggregate({
      ...context,
      args: new Arguments('aggregate', {
        aggregate: name,
        pipeline: stages,
        cursor,
        ...(collation !== undefined && { collation }),
        ...(hint !== undefined && { hint }),
        ...(variables !== undefined && { let: variables }),
        ...(lsid !== undefined && { lsid }),
      }),
    });
  },

  async count(context, name) {
    const { args } = context;
    const request = queryRequest(args, 'query', context.now(), viewOf(context, name));
    const stages: Document[] = [{ $match: request.filter }];
    const skip = args.integer('skip') ?? 0;
    const limit = Math.abs(args.integer('limit', Number.MIN_SAFE_INTEGER) ?? 0);
    if (skip > 0) stages.push({ $skip: skip });
    if (limit > 0) stages.push({ $limit: limit });
    let n = 0;
    for await (const _ of documentsThrough(context, name, stages, request)) n++;
    return { n };
  },

  async distinct(context, name) {
    const { args } = context;
    const request = queryRequest(args, 'query', context.now(), viewOf(context, name));
    const documents = documentsThrough(context, name, [{ $match: request.filter }], request);
    const path = args.requiredString('key').split('.');
    return { values: await distinctValues(documents, path, collatorOf(request.collation)) };
  },
};
