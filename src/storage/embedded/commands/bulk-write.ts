// bulkWrite: the newer command that carries inserts, updates and deletes for several collections in one message.
import { CommandError } from '../errors.ts';
import { remove, update } from '../modify.ts';
import { documentsIn } from '../raw.ts';
import type { Reply } from '../reply.ts';
import { type Document, decode } from '../values.ts';
import { Arguments, splitNamespace } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { queryRequest } from './query-options.ts';
import { checkCount, checkNewDocument, checkUpdate, isStatementError, storedWithId, updateRequest } from './write.ts';

export const bulkWriteCommands: Command[] = [
  {
    name: 'bulkWrite',
    fields: ['ops', 'nsInfo', 'ordered', 'errorsOnly', 'bypassDocumentValidation', 'let', 'cursor', 'stmtIds'],
    run: bulkWrite,
  },
];

type Counts = { nInserted: number; nUpserted: number; nMatched: number; nModified: number; nDeleted: number };
type Operation = (context: Context, op: Arguments, namespace: Namespace, counts: Counts) => Promise<Document>;
type Namespace = readonly [db: string, name: string];

/** An operation's first field is its kind, and names the collection by its place in `nsInfo`. */
const OPERATIONS: Readonly<Record<string, { readonly fields: ReadonlySet<string>; readonly run: Operation }>> = {
  insert: { fields: new Set(['insert', 'document']), run: insertOne },
  update: {
    fields: new Set([
      ...['update', 'filter', 'updateMods', 'multi', 'upsert'],
      ...['arrayFilters', 'hint', 'collation', 'sort', 'constants'],
    ]),
    run: updateSome,
  },
  delete: { fields: new Set(['delete', 'filter', 'multi', 'hint', 'collation']), run: deleteSome },
};

async function bulkWrite(context: Context): Promise<Reply> {
  const { args, pause } = context;
  const namespaces = encodedList(context, 'nsInfo').map((bytes) => readNamespace(decode(bytes)));
  const encoded = encodedList(context, 'ops');
  checkCount(encoded.length);
  const ordered = !args.has('ordered') || args.boolean('ordered');
  const errorsOnly = args.boolean('errorsOnly');
  // What is wrong with how one is written ends the command before any is carried out.
  for (const bytes of encoded) {
    if (pause.due()) await pause.rest();
    readOperation(decode(bytes), namespaces);
  }
  const counts: Counts = { nInserted: 0, nUpserted: 0, nMatched: 0, nModified: 0, nDeleted: 0 };
  const results: Document[] = [];
  let nErrors = 0;
  for (const [idx, bytes] of encoded.entries()) {
    if (pause.due()) await pause.rest();
    try {
      const { operation, op, namespace } = readOperation(decode(bytes), namespaces);
      const result = await operation.run(context, op, namespace, counts);
      if (!errorsOnly) results.push({ ok: 1, idx, ...result });
    } catch (error) {
      if (!isStatementError(error)) throw error;
      nErrors++;
      results.push({ ok: 0, idx, code: error.code, errmsg: error.message, ...error.details, n: 0 });
      if (ordered) break;
    }
  }
  return { cursor: { id: 0n, firstBatch: results, ns: 'admin.$cmd.bulkWrite' }, nErrors, ...counts };
}

function encodedList({ sequences, body, args }: Context, field: string): readonly Uint8Array[] {
  const beside = sequences.get(field);
  if (!beside) args.requiredDocuments(field);
  return beside ?? documentsIn(body, field);
}

function readNamespace(info: Document): Namespace {
  const fields = new Arguments('bulkWrite.nsInfo', info);
  fields.refuseUnknown(NAMESPACE_FIELDS);
  return splitNamespace(fields.requiredString('ns'));
}

const NAMESPACE_FIELDS = new Set(['ns']);

/** Throws CommandError 2, 9, 14, 40414 or 40415 for an operation that is not written as one. */
function readOperation(fields: Document, namespaces: readonly Namespace[]) {
  const kind = Object.keys(fields)[0] ?? '';
  const operation = Object.hasOwn(OPERATIONS, kind) ? OPERATIONS[kind] : undefined;
  if (!operation) throw new CommandError(40415, `BSON field 'bulkWrite.ops.${kind}' is an unknown field.`);
  const op = new Arguments('bulkWrite.ops', fields);
  op.refuseUnknown(operation.fields);
  op.requiredDocument(kind === 'insert' ? 'document' : 'filter');
  if (kind === 'update') checkUpdate(op, 'updateMods');
  const namespace = namespaces[op.integer(kind) ?? -1];
  if (!namespace) throw new CommandError(2, `BulkWrite ops entry has an invalid nsInfo index: ${String(op.raw(kind))}`);
  return { operation, op, namespace };
}

async function insertOne(
  { args, catalog }: Context,
  op: Arguments,
  [db, name]: Namespace,
  counts: Counts,
): Promise<Document> {
  const stored = storedWithId(op.requiredDocument('document'));
  checkNewDocument(stored.document);
  catalog.ensure(db, name).insert(stored, args.boolean('bypassDocumentValidation'));
  counts.nInserted++;
  return { n: 1 };
}

async function updateSome(context: Context, op: Arguments, [db, name]: Namespace, counts: Counts): Promise<Document> {
  const query = queryRequest(op, 'filter', context.now(), context.catalog.find(db, name));
  const request = updateRequest(op, query, context.args, { update: 'updateMods', constants: 'constants' });
  const { matched, modified, upserted } = await update(context.catalog, db, name, request, context.pause);
  counts.nMatched += matched;
  counts.nModified += modified;
  if (!upserted) return { n: matched, nModified: modified };
  counts.nUpserted++;
  return { n: 1, nModified: 0, upserted: { index: 0, _id: upserted.document._id } };
}

async function deleteSome(context: Context, op: Arguments, [db, name]: Namespace, counts: Counts): Promise<Document> {
  const collection = context.catalog.find(db, name);
  const query = { ...queryRequest(op, 'filter', context.now(), collection), let: context.args.document('let') };
  const { deleted } = collection ? await remove(collection, query, op.boolean('multi'), context.pause) : { deleted: 0 };
  counts.nDeleted += deleted;
  return { n: deleted };
}
