// What an operator does with the data while no Parley runs on it: check it, or move it to another database.
import type { Config } from './config.ts';
import { checkDatabase } from './storage/check.ts';
import { openDatabase, type Storage } from './storage/connect.ts';
import { moveDatabase } from './storage/move.ts';

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
export async function move(config: Config, direction: 'to' | 'from', uri: string, print: Print): Promise<void> {
  await using(await embedded(config), async (here) =>
    using(await server(config, uri), async (there) => {
      const [source, target] = direction === 'to' ? [here, there] : [there, here];
      const moved = await moveDatabase(source.db, target.db, print);
      print(`Moved and verified: ${moved.length} collections.`);
      if (direction === 'to') {
        print(
          `Start Parley with MONGODB_URI set to that address, and PARLEY_SECRET to what ${config.dataDir}/secret holds.`,
        );
      }
    }),
  );
}
