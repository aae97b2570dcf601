// What an operator does with the data: back it up, restore it, check it, move it to another database. A backup is also
// possible while Parley runs; the rest wants it stopped.
import { join, resolve } from 'node:path';
import type { Config } from './config.ts';
import { checkDatabase } from './storage/check.ts';
import { createClient, ENGINE_FOLDER, openDatabase, type Storage } from './storage/connect.ts';
import { restore as restoreFile } from './storage/embedded/backup.ts';
import { runningSocket } from './storage/embedded/lock.ts';
import { moveDatabase } from './storage/move/move.ts';

type Print = (line: string) => void;

const SILENT = { info: () => {} };

async function using<T>(storage: Storage, use: (storage: Storage) => Promise<T>): Promise<T> {
  try {
    return await use(storage);
  } finally {
    await storage.close();
  }
}

function embedded(config: Config): Promise<Storage> {
  return openDatabase({ dataDir: config.dataDir, log: SILENT });
}

function server(config: Config, uri: string): Promise<Storage> {
  return openDatabase({ dataDir: config.dataDir, uri, log: SILENT });
}

/** Prints what is wrong with the configured database; answers whether all is well. */
export async function check(config: Config, print: Print): Promise<boolean> {
  const storage = await (config.mongodbUri ? server(config, config.mongodbUri) : embedded(config));
  return using(storage, async ({ db }) => {
    const problems = await checkDatabase(db);
    for (const problem of problems) print(problem);
    print(problems.length === 0 ? 'All is well.' : `Problems found: ${problems.length}.`);
    return problems.length === 0;
  });
}

/** From the embedded engine to the server at `uri`, or back. Rejects with a sentence when the target is in use. */
export async function move(
  config: Config,
  direction: 'to' | 'from',
  uri: string,
  clock: () => Date,
  print: Print,
): Promise<void> {
  await using(await embedded(config), async (here) =>
    using(await server(config, uri), async (there) => {
      const [source, target] = direction === 'to' ? [here, there] : [there, here];
      const moved = await moveDatabase(source.db, target.db, clock, print);
      print(`Moved and verified: ${moved.length} collections.`);
      if (direction === 'to') {
        print(
          `Start Parley with MONGODB_URI set to that address, and PARLEY_SECRET to what ${config.dataDir}/secret holds.`,
        );
      }
    }),
  );
}

/** Writes a consistent copy of the embedded database into a new file, also while Parley runs. */
export async function backup(config: Config, file: string, print: Print): Promise<void> {
  refuseServer(config);
  const target = resolve(file);
  const socket = runningSocket(join(config.dataDir, ENGINE_FOLDER));
  const command = { parleyBackup: target };
  let bytes: number;
  if (socket) {
    const client = createClient(`mongodb://${encodeURIComponent(socket)}`);
    try {
      ({ bytes } = (await client.db('admin').command(command)) as unknown as { bytes: number });
    } finally {
      await client.close();
    }
  } else {
    bytes = await using(await embedded(config), async ({ client }) => {
      return ((await client.db('admin').command(command)) as unknown as { bytes: number }).bytes;
    });
  }
  print(`${target}: ${(bytes / 1_048_576).toFixed(1)} MB, opened and checked.`);
}

/** Puts a backup in the place of the data; what was there stays beside it. `now` names it. */
export function restore(config: Config, file: string, now: Date, print: Print): void {
  refuseServer(config);
  const suffix = `before-${now.toISOString().replaceAll(/[:.]/g, '-')}`;
  const aside = restoreFile(join(config.dataDir, ENGINE_FOLDER), resolve(file), suffix);
  print(`Restored ${resolve(file)}.`);
  if (aside) print(`What was there is kept as ${aside}.`);
}

function refuseServer({ mongodbUri }: Config): void {
  if (mongodbUri) throw new Error('MONGODB_URI is set: use mongodump and mongorestore for the backups of a server.');
}
