// Who we are and how we feel: the handshake, version, parameters, small statistics, and a backup.
import { isAbsolute } from 'node:path';
import { CommandError } from '../errors.ts';
import { MAX_DOCUMENT_BYTES } from '../raw.ts';
import type { Reply } from '../reply.ts';
import type { Document } from '../values.ts';
import { MAX_MESSAGE_BYTES } from '../wire.ts';
import type { Command, Context } from './command.ts';

/** The release whose behaviour is followed; drivers and tools decide by it what they may ask for. */
const VERSION = '8.0.0';
/** The wire version of the newest driver; as a standalone without sets it makes no driver demand a replica set. */
const WIRE_VERSION = 25;
const MAX_WRITE_BATCH = 100_000;

function hello({ connection, now, state }: Context, nameOfPrimary: string): Document {
  return {
    helloOk: true,
    [nameOfPrimary]: true,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: MAX_WRITE_BATCH,
    localTime: new Date(now()),
    logicalSessionTimeoutMinutes: 30,
    connectionId: connection.id,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: !state().writable,
  };
}

/** Handshake fields vary with every driver; none of them changes what we answer. */
const ANY_FIELDS = 'any';

export const diagnosticCommands: Command[] = [
  { name: 'parleyBackup', fields: [], run: runBackup },
  { name: 'hello', fields: ANY_FIELDS, run: (context) => hello(context, 'isWritablePrimary') },
  { name: 'isMaster', fields: ANY_FIELDS, run: (context) => hello(context, 'ismaster') },
  { name: 'ismaster', fields: ANY_FIELDS, run: (context) => hello(context, 'ismaster') },
  { name: 'ping', fields: [], run: () => ({}) },
  {
    name: 'buildInfo',
    fields: [],
    run: () => ({
      version: VERSION,
      gitVersion: 'embedded',
      versionArray: [...VERSION.split('.').map(Number), 0],
      modules: [],
      bits: 64,
      debug: false,
      maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    }),
  },
  {
    name: 'connectionStatus',
    fields: ['showPrivileges'],
    run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }),
  },
  {
    name: 'getParameter',
    fields: ANY_FIELDS,
    run: ({ args }) => {
      const parameters: Document = { featureCompatibilityVersion: { version: VERSION.slice(0, 3) } };
      if (args.raw('getParameter') === '*') return parameters;
      const found = Object.keys(parameters).filter((name) => args.has(name));
      if (found.length === 0) throw new CommandError(72, 'no option found to get');
      return Object.fromEntries(found.map((name) => [name, parameters[name]]));
    },
  },
  { name: 'whatsmyuri', fields: [], run: ({ connection }) => ({ you: `connection ${connection.id}` }) },
  { name: 'getCmdLineOpts', fields: [], run: () => ({ argv: [], parsed: {} }) },
  {
    name: 'getLog',
    fields: [],
    run: ({ args }) => {
      const which = args.raw('getLog');
      if (which === '*') return { names: ['global', 'startupWarnings'] };
      if (which === 'global' || which === 'startupWarnings') return { totalLinesWritten: 0, log: [] };
      throw new CommandError(96, `no RamLog named: ${String(which)}`);
    },
  },
  {
    name: 'serverStatus',
    fields: ANY_FIELDS,
    run: ({ now, cursors }) => ({
      host: 'embedded',
      version: VERSION,
      process: 'parley',
      pid: BigInt(process.pid),
      uptime: process.uptime(),
      localTime: new Date(now()),
      metrics: { cursor: { open: { total: BigInt(cursors.size) } } },
      mem: { bits: 64, resident: Math.round(process.memoryUsage.rss() / 1_048_576) },
    }),
  },
  {
    name: 'endSessions',
    fields: [],
    run: ({ args, cursors }) => {
      for (const session of args.documents('endSessions') ?? []) {
        const id = sessionKey(session);
        if (id !== undefined) cursors.closeSession(id);
      }
      return {};
    },
  },
];

/** A logical session's id as hex, undefined when `lsid` is none. */
export function sessionKey(lsid: Document | undefined): string | undefined {
  const id = lsid?.id as { buffer?: unknown } | undefined;
  return id?.buffer instanceof Uint8Array ? Buffer.from(id.buffer).toString('hex') : undefined;
}

/** Our own: `{parleyBackup: '/absolute/path'}` answers `{bytes}`. */
async function runBackup({ args, backup }: Context): Promise<Reply> {
  const file = args.requiredString('parleyBackup');
  if (!isAbsolute(file)) throw new CommandError(2, `parleyBackup takes an absolute path, not "${file}"`);
  try {
    return { bytes: await backup(file) };
  } catch (error) {
    throw new CommandError(96, error instanceof Error ? error.message : String(error));
  }
}
