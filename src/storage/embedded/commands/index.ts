// Every command by name, and the one way in which they are called: fields checked, time bounded, errors told as MongoDB
// tells them, and no reply before what it tells is durable.
import { decodeDeep } from '../codec/decode.ts';
import { MAX_COMMAND_DEPTH } from '../codec/format.ts';
import { CommandError, notSupported } from '../errors.ts';
import type { Batch } from '../journal.ts';
import { Pause } from '../pause.ts';
import { type Reply, replyBytes } from '../reply.ts';
import type { Connection } from '../server.ts';
import { type Document, decode, encode } from '../values.ts';
import { isView } from '../views.ts';
import type { Request } from '../wire.ts';
import { aggregateCommands } from './aggregate.ts';
import { Arguments, checkDatabaseName } from './arguments.ts';
import { bulkWriteCommands } from './bulk-write.ts';
import { catalogCommands } from './catalog.ts';
import type { Command, Context, Engine } from './command.ts';
import { checkConcerns } from './concerns.ts';
import { diagnosticCommands } from './diagnostics.ts';
import { distinctCommands } from './distinct.ts';
import { explainCommands } from './explain.ts';
import { CloseConnection, failPointCommands } from './fail-point.ts';
import { findCommands } from './find.ts';
import { findAndModifyCommands } from './find-and-modify.ts';
import { indexCommands } from './indexes.ts';
import { onView } from './views.ts';
import { writeCommands } from './write.ts';

type Entry = Command & { readonly known: ReadonlySet<string> | undefined };

const listCommands: Command = {
  name: 'listCommands',
  fields: [],
  run: () => ({
    commands: Object.fromEntries([...COMMANDS.keys()].map((name) => [name, { help: '', adminOnly: ADMIN.has(name) }])),
  }),
};

/** Commands about the server, which are asked of the database `admin`. */
const ADMIN = new Set(['bulkWrite', 'listDatabases', 'renameCollection', 'getParameter', 'getCmdLineOpts', 'getLog']);

const COMMANDS: ReadonlyMap<string, Entry> = new Map<string, Entry>(
  [
    listCommands,
    ...diagnosticCommands,
    ...findCommands,
    ...distinctCommands,
    ...writeCommands,
    ...findAndModifyCommands,
    ...bulkWriteCommands,
    ...aggregateCommands,
    ...catalogCommands,
    ...indexCommands,
    ...explainCommands,
    ...failPointCommands,
  ].map((command) => [
    command.name,
    { ...command, known: command.fields === 'any' ? undefined : new Set([command.name, ...command.fields]) },
  ]),
);

/**
 * They tell nothing of what is stored, and so wait for no commit: one that failed would fail a driver's handshake, and the
 * driver takes the server for lost then.
 */
const APART: ReadonlySet<string> = new Set(diagnosticCommands.map(({ name }) => name));

/** What a driver sends to end or continue a transaction; nothing of it can have begun. */
const TRANSACTION_COMMANDS = new Set(['commitTransaction', 'abortTransaction']);

/** What MongoDB has and this engine does not: users and roles, sharding and replica sets, code, and a server's upkeep. */
const ABSENT_COMMANDS = new Set([
  ...['createUser', 'updateUser', 'dropUser', 'dropAllUsersFromDatabase', 'usersInfo', 'grantRolesToUser'],
  ...[
    'createRole',
    'updateRole',
    'dropRole',
    'rolesInfo',
    'revokeRolesFromUser',
    'saslStart',
    'authenticate',
    'logout',
  ],
  ...['replSetGetStatus', 'replSetInitiate', 'replSetGetConfig', 'replSetReconfig', 'replSetStepDown'],
  ...['enableSharding', 'shardCollection', 'addShard', 'listShards', 'balancerStatus', 'moveChunk'],
  ...['mapReduce', 'createSearchIndexes', 'updateSearchIndex', 'dropSearchIndex'],
  ...['currentOp', 'killOp', 'profile', 'fsync', 'compact', 'validate', 'reIndex', 'setParameter', 'shutdown'],
  ...['convertToCapped', 'cloneCollectionAsCapped', 'setIndexCommitQuorum', 'planCacheClear', 'hostInfo'],
]);

/** Answers one request, or with undefined asks to close the connection; never rejects. */
export async function answer(
  engine: Engine,
  request: Request,
  connection: Connection,
): Promise<Uint8Array | undefined> {
  try {
    return await run(engine, request, connection);
  } catch (error) {
    if (error instanceof CloseConnection) return undefined;
    return encode(failure(engine, error));
  }
}

async function run(engine: Engine, request: Request, connection: Connection): Promise<Uint8Array> {
  const { document: body, depth } = decodeDeep(request.body, MAX_COMMAND_DEPTH);
  const name = Object.keys(body)[0] ?? '';
  const command = COMMANDS.get(name);
  if (!command) throw unknownCommand(name);
  if (request.legacy && name.toLowerCase() !== 'ismaster' && name !== 'hello') {
    throw new CommandError(352, `Unsupported OP_QUERY command: ${name}. The client driver may require an upgrade.`);
  }
  const args = new Arguments(name, body);
  const db = request.legacy ? 'admin' : args.requiredString('$db');
  checkDatabaseName(db);
  if (command.known) args.refuseUnknown(command.known);
  if (ADMIN.has(name) && db !== 'admin') {
    throw new CommandError(13, `${name} may only be run against the admin database.`);
  }
  if (name === 'explain') refuseUnknownWithin(args.document('explain') ?? {});
  refuseTransaction(args);
  checkConcerns(args);
  const writeConcernError = engine.failPoint.strike(name);
  const batches = new Set<Batch>();
  let failed: CommandError | undefined;
  const note = () => {
    const batch = engine.journal.open;
    if (!batch || batches.has(batch) || APART.has(name)) return;
    batches.add(batch);
    batch.done.catch((error) => {
      failed = error as CommandError;
    });
  };
  const pause = new Pause(args.integer('maxTimeMS') ?? 0, note, () => {
    if (failed) throw retryLater(failed);
  });
  const context: Context = {
    ...engine,
    db,
    args,
    depth,
    body: request.body,
    sequences: request.sequences,
    connection,
    pause,
  };
  const target = body[name];
  const view = typeof target === 'string' && isView(engine.catalog.find(db, target)) ? onView(name) : undefined;
  const reply = await (view ? view(context, target as string) : command.run(context));
  // Whatever a batch holds now may have been seen: the reply waits until it is on disk.
  note();
  const bytes = replyBytes(writeConcernError ? { ...asDocument(reply), writeConcernError } : reply);
  for (const batch of batches) await batch.done;
  return bytes;
}

/** A command that is explained is read as closely as one that is run. */
function refuseUnknownWithin(explained: Document): void {
  const name = Object.keys(explained)[0] ?? '';
  const known = COMMANDS.get(name)?.known;
  if (known) new Arguments(name, explained).refuseUnknown(known);
}

function asDocument(reply: Reply): Document {
  return reply instanceof Uint8Array ? decode(reply) : reply;
}

function refuseTransaction(args: Arguments): void {
  if (args.raw('startTransaction') === true || args.raw('autocommit') === false) {
    throw notSupported('A multi-document transaction');
  }
  if (args.has('txnNumber') && args.has('lsid')) {
    throw new CommandError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  }
}

function unknownCommand(name: string): CommandError {
  if (TRANSACTION_COMMANDS.has(name)) return notSupported('A multi-document transaction');
  if (ABSENT_COMMANDS.has(name)) return notSupported(`The command ${name}`, 59);
  return new CommandError(59, `no such command: '${name}'`);
}

/** A command met data that a failed commit has taken back since: it is to be sent again. */
function retryLater(cause: CommandError): CommandError {
  return new CommandError(cause.code, cause.message, cause.details);
}

function failure({ log }: Engine, error: unknown): Document {
  if (error instanceof CommandError) {
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details };
  }
  log(`internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const message = error instanceof Error ? error.message : String(error);
  return { ok: 0, errmsg: `internal error: ${message}`, code: 1, codeName: 'InternalError' };
}
