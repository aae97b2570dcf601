// findAndModify: change one document and hand it out, as it was or as it is now.
import { CommandError } from '../errors.ts';
import { remove, update } from '../modify.ts';
import { plainProjection } from '../project/plain.ts';
import { compileProjection } from '../project/projection.ts';
import { filterOf, type QueryRequest } from '../query.ts';
import { type Reply, replyWithDocument } from '../reply.ts';
import type { Stored } from '../stored.ts';
import { type Document, encode } from '../values.ts';
import { collectionName } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { surroundingsOf } from './find.ts';
import { queryRequest } from './query-options.ts';
import { readModification } from './write.ts';

const FIELDS = [
  'query',
  'sort',
  'remove',
  'update',
  'new',
  'fields',
  'upsert',
  'bypassDocumentValidation',
  'collation',
  'arrayFilters',
  'hint',
  'let',
  'stmtId',
];

export const findAndModifyCommands: Command[] = [
  { name: 'findAndModify', fields: FIELDS, run: findAndModify },
  { name: 'findandmodify', fields: FIELDS, run: findAndModify },
];

async function findAndModify(context: Context): Promise<Reply> {
  const { args, db, catalog, pause } = context;
  const name = collectionName(args);
  const query = queryRequest(args, 'query', context.now(), catalog.find(db, name));
  const removes = args.boolean('remove');
  if (removes === args.has('update')) {
    throw new CommandError(
      9,
      removes ? 'Cannot specify both an update and remove=true' : 'Either an update or remove=true must be specified',
    );
  }
  if (removes) {
    if (args.boolean('upsert')) throw new CommandError(9, 'Cannot specify both upsert=true and remove=true');
    if (args.boolean('new'))
      throw new CommandError(
        9,
        "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
      );
    if (args.has('arrayFilters')) throw new CommandError(9, 'Cannot specify arrayFilters and remove=true');
    const collection = catalog.find(db, name);
    const result = collection ? await remove(collection, query, false, pause) : { deleted: 0 };
    return reply(context, query, { n: result.deleted }, result.deleted > 0 ? result.before : undefined);
  }
  const result = await update(
    catalog,
    db,
    name,
    {
      query,
      update: readModification(args, 'update'),
      many: false,
      upsert: args.boolean('upsert'),
      arrayFilters: args.documents('arrayFilters'),
      bypassValidation: args.boolean('bypassDocumentValidation'),
    },
    pause,
  );
  const wantsNew = args.boolean('new');
  if (result.upserted) {
    const lastError = { n: 1, updatedExisting: false, upserted: result.upserted.document._id };
    return reply(context, query, lastError, wantsNew ? result.upserted : undefined);
  }
  const lastError = { n: result.matched, updatedExisting: result.matched > 0 };
  return reply(context, query, lastError, wantsNew ? result.after : result.before);
}

function reply({ args }: Context, query: QueryRequest, lastErrorObject: Document, value: Stored | undefined): Reply {
  if (!value) return { lastErrorObject, value: null };
  const fields = args.document('fields');
  if (!fields || Object.keys(fields).length === 0) return replyWithDocument({ lastErrorObject }, 'value', value.bytes);
  const plain = plainProjection(fields);
  if (plain) return replyWithDocument({ lastErrorObject }, 'value', plain(value.bytes));
  const project = compileProjection(fields, filterOf(query), surroundingsOf(query));
  return replyWithDocument({ lastErrorObject }, 'value', encode(project(value.document)));
}
