// distinct: the different values at a path.
import type { Stream } from '../aggregate/stream.ts';
import { valuesAt } from '../aggregate/values-at.ts';
import { type Collator, sortKey } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { collatorOf } from '../match/collation.ts';
import { filterOf, Query } from '../query.ts';
import type { Reply } from '../reply.ts';
import { collectionName } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { documentsOf } from './find.ts';
import { queryRequest } from './query-options.ts';

export const distinctCommands: Command[] = [
  { name: 'distinct', fields: ['key', 'query', 'collation', 'hint'], run: distinct },
];

async function distinct(context: Context): Promise<Reply> {
  const { args, db, catalog } = context;
  const key = args.requiredString('key');
  if (key.includes('\0')) throw new CommandError(31032, 'Key field cannot contain an embedded null byte');
  const path = key.split('.');
  const collection = catalog.find(db, collectionName(args));
  const request = queryRequest(args, 'query', context.now(), collection);
  if (!collection) {
    filterOf(request);
    return { values: [] };
  }
  const documents = documentsOf(new Query(collection, request), context);
  return { values: await distinctValues(documents, path, collatorOf(request.collation)) };
}

/** The different values at a path, in order; of those that a collation calls equal, the first. */
export async function distinctValues(
  documents: Stream,
  path: readonly string[],
  collator: Collator | undefined,
): Promise<unknown[]> {
  const values = new Map<string, unknown>();
  for await (const document of documents) {
    for (const value of valuesAt(document, path)) {
      const key = sortKey({ value: [value] }, ONE_FIELD, collator);
      if (!values.has(key)) values.set(key, value);
    }
  }
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

const ONE_FIELD = [{ path: 'value', direction: 1 }] as const;
