// A large database on its way to another server, reached over its socket: killed with -9 again and again, and verified.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CreateIndexesOptions, Db, IndexSpecification } from 'mongodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/connect.ts';
import { times } from '../support/counts.ts';
import { embeddedServer } from '../support/database.ts';
import type { KillAt } from '../support/kill-at-line.ts';
import { temporaryFolder } from '../support/server.ts';

const CLI = join(import.meta.dirname, '../../src/cli.ts');
const KILLER = join(import.meta.dirname, '../support/kill-at-line.ts');
const DOCUMENTS = times(20_000, 100_000);
const KILLS = times(2, 12);
const BATCH = 5_000;
const TEST_MS = times(300_000, 1_800_000);

const INDEXES: readonly (readonly [IndexSpecification, CreateIndexesOptions])[] = [
  [{ tenant: 1, number: 1 }, { unique: true }],
  [{ tenant: 1, kind: 1, at: -1 }, {}],
  [
    { tenant: 1, claims: 1 },
    { unique: true, partialFilterExpression: { claims: { $exists: true } } },
  ],
  [{ tags: 1 }, {}],
  [{ note: 1 }, { sparse: true }],
  [{ at: 1 }, { expireAfterSeconds: 3_600 }],
  [{ kind: 1 }, { hidden: true }],
  [{ name: 1 }, { collation: { locale: 'en', strength: 2 } }],
];

let dataDir: string;

beforeEach(async () => {
  dataDir = await temporaryFolder();
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function fill(db: Db): Promise<void> {
  await db.createCollection('things', { validator: { number: { $type: 'number' } } });
  const things = db.collection('things');
  for (let from = 0; from < DOCUMENTS; from += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, index) => {
      const number = from + index;
      return {
        tenant: `T${number % 7}`,
        number,
        kind: ['a', 'b', 'c'][number % 3],
        name: `Name ${number % 1_000}`,
        at: new Date(Date.UTC(2099, 0, 1) + number * 1_000),
        tags: [`t${number % 11}`, `u${number % 13}`],
        ...(number % 2 && { claims: [`c${number}`, `d${number}`] }),
        ...(number % 5 === 0 && { note: `note ${number}` }),
      };
    });
    await things.insertMany(batch);
  }
  for (const [key, options] of INDEXES) await things.createIndex(key, options);
  await db.createCollection('notes', { viewOn: 'things', pipeline: [{ $match: { note: { $exists: true } } }] });
}

/** The move as an operator starts it; `killAt` tells at which of its lines it is killed. */
async function move(uri: string, killAt?: KillAt): Promise<{ code: number | null; lines: string[] }> {
  const child = spawn(process.execPath, ['--import', KILLER, CLI, 'move', '--to', uri], {
    env: { ...process.env, DATA_DIR: dataDir, ...(killAt && { KILL_AT: JSON.stringify(killAt) }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const [code] = await once(child, 'close');
  return { code, lines };
}

it(
  'carries documents with indexes of every kind, and goes on after each kill',
  async () => {
    const here = await openDatabase({ dataDir, log: { info: () => {} } });
    await fill(here.db);
    const indexes = await here.db.collection('things').listIndexes().toArray();
    await here.close();
    const { uri, client } = await embeddedServer();
    const address = `${uri}/moved_${process.pid}`;
    const there = client.db(`moved_${process.pid}`).collection('things');

    let before = 0;
    for (let kill = 1; kill <= KILLS; kill++) {
      // Spread over the copying; the last falls into the verification.
      const last = kill === KILLS;
      const until = Math.floor((kill * DOCUMENTS) / (KILLS + 1));
      const killAt = last ? { line: '^things: verifying' } : { line: '^things: (\\d+) of', least: until };
      const { code, lines } = await move(address, killAt);
      expect(code).toBeNull();
      if (before > 0) expect(lines.some((line) => /^things: going on behind \d+ of \d+$/.test(line))).toBe(true);
      const copied = await there.estimatedDocumentCount();
      expect(copied).toBeGreaterThan(before);
      before = copied;
    }
    const { code, lines } = await move(address);
    expect(code).toBe(0);
    expect(lines).toContain(`things: ${DOCUMENTS} documents, verified`);
    expect(lines).toContain('notes: a view, verified');
    expect(await there.countDocuments()).toBe(DOCUMENTS);
    expect(await there.listIndexes().toArray()).toEqual(indexes);
    await expect(there.insertOne({ tenant: 'T1', number: 1 })).rejects.toMatchObject({ code: 11_000 });
    await expect(there.insertOne({ tenant: 'T1', number: 'one' })).rejects.toMatchObject({ code: 121 });
    expect(await client.db(`moved_${process.pid}`).collection('notes').countDocuments()).toBe(DOCUMENTS / 5);
  },
  TEST_MS,
);
