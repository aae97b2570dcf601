import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restore } from '../../../src/storage/embedded/backup.ts';
import { startEmbedded } from '../../../src/storage/embedded/embedded.ts';

describe('a backup', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-backup-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function withEngine<T>(dir: string, use: (client: MongoClient) => Promise<T>): Promise<T> {
    const engine = await startEmbedded({ dir: join(folder, dir) });
    const client = new MongoClient(engine.uri);
    try {
      return await use(client);
    } finally {
      await client.close();
      await engine.stop();
    }
  }

  const numbers = (client: MongoClient) => client.db('d').collection<{ _id: number; twin: number }>('numbers');
  const stored = async (client: MongoClient) => (await numbers(client).find().toArray()).map(({ _id }) => _id);

  it('holds everything acknowledged before it, and no half of a write, while others write', async () => {
    const file = join(folder, 'copy.sqlite');
    const acknowledged = await withEngine('live', async (client) => {
      await numbers(client).createIndex({ twin: 1 }, { unique: true });
      const known: number[] = [];
      let stop = false;
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let n = writer; !stop; n += 8) {
          await numbers(client).insertMany([
            { _id: 2 * n, twin: 2 * n },
            { _id: 2 * n + 1, twin: 2 * n + 1 },
          ]);
          known.push(2 * n, 2 * n + 1);
        }
      });
      while (known.length < 200) await new Promise((resolve) => setImmediate(resolve));
      const before = [...known];
      await client.db('admin').command({ parleyBackup: file });
      stop = true;
      await Promise.all(writers);
      return before;
    });
    expect(restore(join(folder, 'other'), file, 'aside')).toBeUndefined();
    await withEngine('other', async (client) => {
      const there = new Set(await stored(client));
      expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
      // Both of a pair, which were one command, or neither.
      for (const id of there) expect(there.has(id ^ 1)).toBe(true);
      await expect(numbers(client).insertOne({ _id: -1, twin: 0 })).rejects.toMatchObject({ code: 11000 });
    });
  });

  it('holds up nobody: commands are answered between its steps, in the order in which they came', async () => {
    const file = join(folder, 'copy.sqlite');
    await withEngine('live', async (client) => {
      const text = 'x'.repeat(8_000);
      const large = client.db('d').collection<{ _id: number; text: string }>('large');
      for (let at = 0; at < 4_000; at += 500) {
        await large.insertMany(Array.from({ length: 500 }, (_, index) => ({ _id: at + index, text })));
      }
      let done = false;
      const copying = client
        .db('admin')
        .command({ parleyBackup: file })
        .finally(() => {
          done = true;
        });
      let answered = 0;
      for (; !done; answered++) {
        await numbers(client).insertOne({ _id: answered, twin: answered });
        expect(await numbers(client).findOne({ _id: answered })).not.toBeNull();
      }
      await copying;
      // 32 MB are 80 steps of 100 pages.
      expect(answered).toBeGreaterThan(10);
    });
  });

  it('is given up when the engine stops, and leaves nothing behind', async () => {
    const file = join(folder, 'copy.sqlite');
    const engine = await startEmbedded({ dir: join(folder, 'live') });
    const client = new MongoClient(engine.uri);
    const text = 'x'.repeat(8_000);
    const large = client.db('d').collection<{ text: string }>('large');
    for (let batch = 0; batch < 8; batch++) await large.insertMany(Array.from({ length: 500 }, () => ({ text })));
    const copying = client.db('admin').command({ parleyBackup: file });
    const failed = expect(copying).rejects.toThrow(/was not finished|closed/);
    // It is under way when another command is answered after it.
    await client.db('admin').command({ ping: 1 });
    await engine.stop();
    await failed;
    await client.close();
    expect((await readdir(folder)).filter((name) => name.startsWith('copy'))).toEqual([]);
  });

  it('takes the place of the data, which is kept beside it', async () => {
    const file = join(folder, 'copy.sqlite');
    await withEngine('live', async (client) => {
      await numbers(client).insertOne({ _id: 1, twin: 1 });
      await client.db('admin').command({ parleyBackup: file });
      await numbers(client).insertOne({ _id: 2, twin: 2 });
    });
    expect(restore(join(folder, 'live'), file, 'aside')).toBe(join(folder, 'live', 'parley.sqlite.aside'));
    expect(await withEngine('live', stored)).toEqual([1]);
    expect(await readdir(join(folder, 'live'))).toContain('parley.sqlite.aside');
  });

  it('overwrites nothing, and is refused where it cannot be', async () => {
    const taken = join(folder, 'taken');
    await writeFile(taken, 'mine');
    await withEngine('live', async (client) => {
      const backup = (path: string) => client.db('admin').command({ parleyBackup: path });
      await expect(backup(taken)).rejects.toThrow(/exists already/);
      await expect(backup('relative')).rejects.toThrow(/absolute path/);
      await expect(backup(join(folder, 'no', 'folder'))).rejects.toMatchObject({ code: 96 });
      await numbers(client).insertOne({ _id: 1, twin: 1 });
      expect(() => restore(join(folder, 'live'), taken, 'aside')).toThrow(/in use by process/);
    });
    expect(() => restore(join(folder, 'live'), taken, 'aside')).toThrow(/cannot be restored.*Nothing was changed/);
    expect(() => restore(join(folder, 'live'), join(folder, 'none'), 'aside')).toThrow(/There is no file/);
    expect(await withEngine('live', stored)).toEqual([1]);
  });
});
