// Writing: insert, update, delete. Each statement of a command succeeds or fails by itself; `ordered` stops at the first
// that fails.
import { BSONRegExp } from 'bson';
import { MAX_COMMAND_DEPTH, MAX_DEPTH } from '../codec/format.ts';
import { CommandError } from '../errors.ts';
import { remove, type UpdateRequest, update } from '../modify.ts';
import { filterOf, type QueryRequest } from '../query.ts';
import { documentsIn, withIdFirst } from '../raw.ts';
import type { Reply } from '../reply.ts';
import { show } from '../show.ts';
import { Stored } from '../stored.ts';
import { type Document, decode, encode, isDocument, isNumber, toNumber, typeName } from '../values.ts';
import { Arguments, collectionName } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { queryRequest } from './query-options.ts';

/** Statements in one command, as hello announces. */
export const MAX_WRITE_BATCH = 100_000;

const COMMON_FIELDS = ['ordered', 'bypassDocumentValidation', 'stmtIds', 'bypassEmptyTsReplacement'];

export const writeCommands: Command[] = [
  { name: 'insert', fields: ['documents', ...COMMON_FIELDS], run: insert },
  { name: 'update', fields: ['updates', 'let', ...COMMON_FIELDS], run: runUpdate },
  { name: 'delete', fields: ['deletes', 'let', ...COMMON_FIELDS], run: runDelete },
];

async function insert(context: Context): Promise<Reply> {
  const { args, db, catalog } = context;
  const name = collectionName(args);
  const documents = newDocuments(context);
  checkCount(documents.length);
  const bypass = args.boolean('bypassDocumentValidation');
  let n = 0;
  const writeErrors = await eachStatement(context, documents, ({ bytes, decoded }) => {
    const stored = storedWithId(bytes, decoded);
    checkNewDocument(stored.document);
    // Looked up anew for each: the collection may have been dropped while others ran.
    catalog.ensure(db, name).insert(stored, bypass);
    n++;
  });
  return { n, ...writeErrors };
}

type NewDocument = { readonly bytes: Uint8Array; readonly decoded?: Document };

/** The documents as the client encoded them, from beside the command or from within it. */
function newDocuments({ args, body, depth, sequences }: Context): NewDocument[] {
  const beside = sequences.get('documents');
  if (beside) return beside.map((bytes) => ({ bytes }));
  const decoded = args.requiredDocuments('documents');
  const documents = documentsIn(body, 'documents');
  // A command may be nested deeper than what is stored: then each of its documents is looked at anew.
  if (depth > MAX_DEPTH) return documents.map((bytes) => ({ bytes }));
  return documents.map((bytes, i) => ({ bytes, decoded: decoded[i] as Document }));
}

/** A document as it is stored, from its bytes or its fields; a new `_id` is made where it has none. */
export function storedWithId(given: Document | Uint8Array, decoded?: Document): Stored {
  const encoded = given instanceof Uint8Array ? given : encode(given);
  // Bytes from outside may be walked over only after decoding has found them whole.
  const document = decoded ?? decode(encoded);
  const bytes = withIdFirst(encoded);
  // A new _id makes the bytes longer: then the decoded form lacks it.
  return new Stored(bytes, bytes.length === encoded.length ? document : decode(bytes));
}

/** Throws CommandError 53 or 52 for an `_id` that no document may have. */
export function checkNewDocument({ _id }: Document): void {
  if (Array.isArray(_id) || _id instanceof BSONRegExp) {
    throw new CommandError(53, `The '_id' value cannot be of type ${typeName(_id)}`);
  }
  if (!isDocument(_id)) return;
  const dollar = Object.keys(_id).find((field) => field.startsWith('$'));
  if (dollar)
    throw new CommandError(52, `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`);
}

const UPDATE_FIELDS = new Set(['q', 'u', 'c', 'multi', 'upsert', 'hint', 'sort', 'collation', 'arrayFilters']);

async function runUpdate(context: Context): Promise<Reply> {
  const { args, db, catalog, pause } = context;
  const name = collectionName(args);
  const updates = statements(context, 'updates', UPDATE_FIELDS);
  for (const statement of updates) checkUpdate(statement, 'u');
  let n = 0;
  let nModified = 0;
  const upserted: Document[] = [];
  const writeErrors = await eachStatement(context, updates, async (statement, index) => {
    const request = readUpdate(statement, context, name);
    const result = await update(catalog, db, name, request, pause);
    n += result.upserted ? 1 : result.matched;
    nModified += result.modified;
    if (result.upserted) upserted.push({ index, _id: result.upserted.document._id });
  });
  return { n, nModified, ...(upserted.length > 0 ? { upserted } : {}), ...writeErrors };
}

function readUpdate(statement: Arguments, { args, now, catalog, db }: Context, name: string): UpdateRequest {
  const query = queryRequest(statement, 'q', now(), catalog.find(db, name));
  return updateRequest(statement, query, args, { update: 'u', constants: 'c' });
}

/** Throws what an update without one of its parts, or with one of another type, ends the whole command with. */
export function checkUpdate(statement: Arguments, field: string): void {
  readModification(statement, field);
  for (const name of ['multi', 'upsert']) statement.boolean(name);
  for (const name of ['sort', 'collation']) statement.document(name);
  statement.documents('arrayFilters');
}

/** One update of `update` or `bulkWrite`, by the names that this command has for its parts. */
export function updateRequest(
  statement: Arguments,
  query: QueryRequest,
  args: Arguments,
  names: { readonly update: string; readonly constants: string },
): UpdateRequest {
  const update = readModification(statement, names.update);
  const constants = statement.document(names.constants);
  if (constants && !Array.isArray(update)) {
    throw new CommandError(51198, 'Constant values may only be specified for pipeline updates');
  }
  const many = statement.boolean('multi');
  if (many && statement.has('sort')) throw new CommandError(9, 'Cannot specify sort with multi=true');
  const variables = { ...args.document('let'), ...literals(constants) };
  return {
    query: Object.keys(variables).length > 0 ? { ...query, let: variables } : query,
    update,
    many,
    upsert: statement.boolean('upsert'),
    arrayFilters: statement.documents('arrayFilters'),
    bypassValidation: args.boolean('bypassDocumentValidation'),
  };
}

/** Constants are values, where `let` has expressions. */
function literals(constants: Document | undefined): Document {
  return Object.fromEntries(Object.entries(constants ?? {}).map(([name, value]) => [name, { $literal: value }]));
}

/** An update document, a replacement, or a pipeline. Throws CommandError 40414 without one, 9 for anything else. */
export function readModification(args: Arguments, field: string): Document | Document[] {
  const given = args.raw(field);
  if (Array.isArray(given)) return args.documents(field) ?? [];
  if (given === undefined || isDocument(given)) return args.requiredDocument(field);
  throw new CommandError(9, 'Update argument must be either an object or an array');
}

/** Variables stand beside the statements, for all of them. */
function withLet<T extends object>(request: T, args: Arguments): T {
  const variables = args.document('let');
  return variables ? { ...request, let: variables } : request;
}

const DELETE_FIELDS = new Set(['q', 'limit', 'hint', 'collation']);

async function runDelete(context: Context): Promise<Reply> {
  const { args, db, catalog, pause, now } = context;
  const name = collectionName(args);
  const deletes = statements(context, 'deletes', DELETE_FIELDS);
  for (const statement of deletes) deletesAll(statement);
  let n = 0;
  const writeErrors = await eachStatement(context, deletes, async (statement) => {
    const collection = catalog.find(db, name);
    const query = withLet(queryRequest(statement, 'q', now(), collection), args);
    if (!collection) filterOf(query);
    else n += (await remove(collection, query, deletesAll(statement), pause)).deleted;
  });
  return { n, ...writeErrors };
}

/** Whether a delete takes all that it finds. Throws CommandError 40414 or 9 for a limit that is neither 0 nor 1. */
function deletesAll(statement: Arguments): boolean {
  const limit = statement.requiredRaw('limit');
  const number = isNumber(limit) ? toNumber(limit) : Number.NaN;
  if (number === 0 || number === 1) return number === 0;
  throw new CommandError(9, `The limit field in delete objects must be 0 or 1. Got ${show(limit)}`);
}

/** The statements of a command: one that has no filter or an unknown field ends it before any is carried out. */
function statements({ args, sequences }: Context, field: string, known: ReadonlySet<string>): Arguments[] {
  const list = sequences.get(field)?.map((bytes) => decode(bytes, MAX_COMMAND_DEPTH)) ?? args.requiredDocuments(field);
  checkCount(list.length);
  return list.map((fields) => {
    const statement = new Arguments(`${args.name}.${field}`, fields);
    statement.refuseUnknown(known);
    statement.requiredDocument('q');
    return statement;
  });
}

export function checkCount(count: number): void {
  if (count > 0 && count <= MAX_WRITE_BATCH) return;
  throw new CommandError(16, `Write batch sizes must be between 1 and ${MAX_WRITE_BATCH}. Got ${count} operations.`);
}

/** Runs the statements one after another and collects `{writeErrors: [{index, code, errmsg, …}]}`, if there are any. */
async function eachStatement<T>(
  { args, pause }: Context,
  list: readonly T[],
  run: (statement: T, index: number) => void | Promise<void>,
): Promise<Document> {
  const ordered = !args.has('ordered') || args.boolean('ordered');
  const writeErrors: Document[] = [];
  for (const [index, statement] of list.entries()) {
    if (pause.due()) await pause.rest();
    try {
      await run(statement, index);
    } catch (error) {
      if (!isStatementError(error)) throw error;
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.details });
      if (ordered) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}

/** An exceeded deadline and a data file that takes nothing end the whole command, as does a fault of ours. */
export function isStatementError(error: unknown): error is CommandError {
  return error instanceof CommandError && error.code !== 50 && error.details?.errorLabels === undefined;
}
