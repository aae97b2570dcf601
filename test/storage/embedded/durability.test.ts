// Nothing that was acknowledged is lost, and nothing that was not is half there: kill -9, full disk, damaged files,
// two processes on one folder.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmbedded } from '../../../src/storage/embedded/embedded.ts';
import { times } from '../../support/counts.ts';
import { rejection, runEngine, temporaryFolder } from './engine.ts';

const FIXTURE = fileURLToPath(new URL('./fixtures/writers.ts', import.meta.url));
const WRITERS = 64;

describe('kill -9', () => {
  const rounds = times(5, 50);
  const timeout = times(120_000, 1_800_000);

  it(`in the middle of ${WRITERS} writers loses nothing acknowledged, ${rounds} times over`, { timeout }, async () => {
    const dir = temporaryFolder();
    const acknowledged = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      const lines = await writeUntilKilled(dir, round, 50 + Math.floor(Math.random() * 300));
      for (const line of lines) acknowledged.add(line);
    }
    const claims = await expectWhole(dir, acknowledged);
    expect(claims).toBeGreaterThan(rounds * 50);
  });

  it(`while the disk is full loses nothing acknowledged either, ${rounds} times over`, { timeout }, async () => {
    const dir = temporaryFolder();
    const acknowledged = new Set<string>();
    let full = 0;
    for (let round = 0; round < rounds; round++) {
      // Each time there is some room again.
      const lines = await writeUntilKilled(dir, round, Number.POSITIVE_INFINITY, 60 * (round + 1));
      for (const line of lines) {
        if (line === 'full') full++;
        else acknowledged.add(line);
      }
    }
    expect(full).toBeGreaterThanOrEqual(rounds);
    expect(acknowledged.size).toBeGreaterThan(rounds);
    await expectWhole(dir, acknowledged);
  });
});

/** All that was acknowledged is there, no write is half there, and the indexes hold just the documents; counts the claims. */
async function expectWhole(dir: string, acknowledged: Set<string>): Promise<number> {
  checkFile(join(dir, 'parley.sqlite'));
  const running = await runEngine({ dir });
  onTestFinished(() => running.close());
  const collection = running.db.collection('written');
  const claims = new Set<string>();
  for await (const document of collection.find()) {
    acknowledged.delete(`${document.writer} ${document.n}`);
    const expected = [`${document.writer}:${document.n}`];
    if (document.revision === 1) expected.push(`${document.writer}:${document.n}:moved`);
    expect(document.claims).toEqual(expected);
    for (const claim of document.claims) claims.add(claim);
  }
  expect([...acknowledged]).toEqual([]);
  const all = (await collection.find().toArray()).length;
  expect(await collection.find({ claims: { $gte: '' } }).toArray()).toHaveLength(all);
  expect(await collection.countDocuments({}, { hint: 'writer_1_n_1' })).toBe(all);
  return claims.size;
}

/** SQLite's own look at every page, of a file that nobody has open. */
function checkFile(file: string): void {
  const db = new DatabaseSync(file);
  expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  db.close();
}

/**
 * Kills the writers after so many acknowledged documents, or soon after the disk has become full for the first time;
 * returns the lines that were complete by then.
 */
async function writeUntilKilled(dir: string, round: number, documents: number, maxPages?: number): Promise<string[]> {
  const options = [dir, String(WRITERS), String(round), ...(maxPages === undefined ? [] : [String(maxPages)])];
  const child = spawn(process.execPath, [FIXTURE, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let refusals = Math.floor(Math.random() * 300);
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    output += text;
    refusals -= text.split('full\n').length - 1;
    if (output.split('\n').length > documents || (maxPages !== undefined && refusals < 0)) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return output.split('\n').slice(0, -1);
}

describe('a failed commit', () => {
  it('is undone as a whole, reads go on, and writes come back with the room', async () => {
    const running = await runEngine({ maxPages: 200 });
    onTestFinished(() => running.close());
    const collection = running.db.collection('filled');
    await collection.createIndex({ n: 1 }, { unique: true });
    const text = 'x'.repeat(2_000);
    const stored = new Set<number>();
    const failures: Record<string, unknown>[] = [];
    // Until a whole round fails: what one round frees by failing, a smaller one may still use.
    for (let from = 0; failures.length < 20; from += 20) {
      failures.length = 0;
      const batch = Array.from({ length: 20 }, (_, i) => from + i);
      const results = await Promise.allSettled(batch.map((n) => collection.insertOne({ n, text })));
      results.forEach((result, i) => {
        if (result.status === 'fulfilled') stored.add(batch[i] as number);
        else failures.push(result.reason);
      });
    }
    expect(failures[0]).toMatchObject({ code: 14031 });
    const state = () => running.engine.state();
    await expect.poll(state).toMatchObject({ writable: false, reason: expect.stringContaining('cannot grow') });
    // What failed left no document and no key behind, neither now nor after a restart.
    const numbers = async (from: typeof collection) =>
      (await from.find({ n: { $gte: 0 } }).toArray()).map(({ n }) => n);
    expect(new Set(await numbers(collection))).toEqual(stored);
    expect(await collection.estimatedDocumentCount()).toBe(stored.size);
    await collection.deleteMany({ n: { $lt: 40 } });
    await collection.insertOne({ n: 0, text });
    await expect.poll(state).toEqual({ writable: true });
    const again = await running.restart();
    onTestFinished(() => again.close());
    const kept = new Set([...stored].filter((n) => n === 0 || n >= 40));
    expect(new Set(await numbers(again.db.collection('filled')))).toEqual(kept);
  });
});

describe('the data folder', () => {
  it('is private', async () => {
    const running = await runEngine();
    onTestFinished(() => running.close());
    expect(statSync(running.dir).mode & 0o777).toBe(0o700);
    expect(statSync(join(running.dir, 'parley.sqlite')).mode & 0o077).toBe(0);
  });

  it('has one process at a time: the second is told the pid of the first', async () => {
    const dir = temporaryFolder();
    const child = spawn(process.execPath, [FIXTURE, dir, '1'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const error = await rejection(startEmbedded({ dir }));
    expect(error.message).toContain(String(child.pid));
    expect(error.message).toContain(dir);
    child.kill('SIGKILL');
    await once(child, 'close');
    // A lock left by a dead process is taken over.
    const running = await runEngine({ dir });
    await running.close();
  });

  it('is taken over from a pid that belongs to another process by now', async () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'parley.lock'), JSON.stringify({ pid: process.ppid, started: 'long ago' }));
    const running = await runEngine({ dir });
    await running.close();
  });

  it('may have a path too long for a socket', async () => {
    const dir = join(temporaryFolder(), 'a'.repeat(120));
    const running = await runEngine({ dir });
    expect(await running.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    await running.close();
  });
});

describe('a data file', () => {
  it.each([
    [
      'no database at all',
      (_bytes: Buffer) => Buffer.from('this is no database, but long enough to look like a file '.repeat(20)),
    ],
    ['one with damaged pages', (bytes: Buffer) => bytes.fill(0xab, 4096, 4096 * 6)],
  ])('that is %s is refused with the way back', async (_name, damage) => {
    const running = await runEngine();
    await running.db
      .collection('some')
      .insertMany(Array.from({ length: 200 }, (_, n) => ({ n, text: 'x'.repeat(500) })));
    await running.client.close();
    await running.engine.stop();
    const file = join(running.dir, 'parley.sqlite');
    const good = readFileSync(file);
    rmSync(`${file}-wal`, { force: true });
    writeFileSync(file, damage(Buffer.from(good)));
    const { message } = await rejection(startEmbedded({ dir: running.dir }));
    expect(message).toContain(file);
    expect(message).toContain('backup');
    // Restored as the sentence says, it works again.
    writeFileSync(file, good);
    const again = await runEngine({ dir: running.dir });
    expect(await again.db.collection('some').countDocuments()).toBe(200);
    await again.close();
  });

  it('of a newer version is refused and stays as it is', async () => {
    const running = await runEngine();
    await running.client.close();
    await running.engine.stop();
    const file = join(running.dir, 'parley.sqlite');
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    const { message } = await rejection(startEmbedded({ dir: running.dir }));
    expect(message).toMatch(/newer.*99/);
    rmSync(running.dir, { recursive: true });
  });
});

describe('stopping', () => {
  it('finishes what runs, and a client that stays connected does not hold it up', async () => {
    const running = await runEngine();
    const other = new MongoClient(running.engine.uri, { serverSelectionTimeoutMS: 500 });
    const collection = other.db('test').collection('last');
    await collection.insertOne({ n: 0 });
    const writes = Array.from({ length: 50 }, (_, n) =>
      collection.insertOne({ n: n + 1 }).then(
        () => n + 1,
        () => undefined,
      ),
    );
    await running.engine.stop();
    const acknowledged = (await Promise.all(writes)).filter((n) => n !== undefined);
    await other.close();
    await running.client.close();
    const again = await runEngine({ dir: running.dir });
    const kept = await again.db.collection('last').distinct('n');
    expect(kept).toEqual(expect.arrayContaining([0, ...acknowledged]));
    await again.close();
  });
});
