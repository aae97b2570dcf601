// A disk that fails while the engine runs: writes are refused with the reason, reads go on, and the engine finds out by
// itself when the disk is well again, also when nobody writes. The failing disk is a real one: the process may not write
// beyond a size, which the system answers with an error as it would a broken disk.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { expect, it, onTestFinished } from 'vitest';
import { rejection, runEngine, temporaryFolder } from './engine.ts';

const FIXTURE = fileURLToPath(new URL('./fixtures/engine.ts', import.meta.url));

/** An engine in a process of its own, with the lines that it logs. */
async function engineApart() {
  const dir = temporaryFolder();
  const child = spawn(process.execPath, [FIXTURE, dir], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const output = createInterface(child.stdout);
  output.on('line', (line) => lines.push(line));
  await once(output, 'line');
  const client = new MongoClient(lines.shift() ?? '');
  onTestFinished(async () => {
    await client.close();
    child.stdin.end();
    await once(child, 'close');
    rmSync(dir, { recursive: true });
  });
  return { pid: child.pid ?? 0, lines, collection: client.db('test').collection('written'), client };
}

/** Bounds the files that a process may write, in bytes, while it runs. */
function boundFiles(pid: number, bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
}

it('refuses writes while the disk fails, and takes them again without being asked', async () => {
  const { pid, lines, collection, client } = await engineApart();
  await collection.createIndex({ n: 1 }, { unique: true });
  await collection.insertOne({ n: 1 });
  boundFiles(pid, 1);
  const writes = await Promise.allSettled([2, 3, 4].map((n) => collection.insertOne({ n })));
  expect(writes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  const failure = await rejection(collection.insertOne({ n: 5 }));
  expect(failure.code).toSatisfy((code) => code === 96 || code === 14031);
  expect(failure.message).toMatch(/The data file .*\./);
  expect(await client.db('admin').command({ hello: 1 })).toMatchObject({ readOnly: true });
  expect(await collection.find({ n: { $gte: 0 } }, { projection: { _id: 0 } }).toArray()).toEqual([{ n: 1 }]);
  expect(lines).toEqual([failure.message]);
  boundFiles(pid, 'unlimited');
  // Nobody writes now: the engine looks by itself.
  await expect.poll(() => lines.at(-1), { timeout: 15_000 }).toBe('The data file takes changes again.');
  expect(await client.db('admin').command({ hello: 1 })).toMatchObject({ readOnly: false });
  await collection.insertOne({ n: 2 });
  expect(await collection.countDocuments({ n: { $gte: 0 } })).toBe(2);
});

it('answers what tells nothing of the data, though a commit beside it fails: no driver takes the server for lost', async () => {
  const { pid, collection, client } = await engineApart();
  await collection.insertOne({ n: 1 });
  boundFiles(pid, 1);
  const admin = client.db('admin');
  for (let round = 0; round < 50; round++) {
    const writes = Array.from({ length: 8 }, () => collection.insertOne({ n: 2 }).then(String, () => 'refused'));
    const others = ['hello', 'ping', 'buildInfo', 'ping', 'hello'].map((name) => admin.command({ [name]: 1 }));
    for (const { ok } of await Promise.all(others)) expect(ok).toBe(1);
    expect(new Set(await Promise.all(writes))).toEqual(new Set(['refused']));
  }
});

it('refuses writes to a damaged file for good, and says how to go on', async () => {
  const running = await runEngine();
  onTestFinished(() => running.close());
  const collection = running.db.collection<{ _id: number; text: string }>('large');
  // More than SQLite keeps in memory, so that some pages have to be read from the file again.
  const text = 'x'.repeat(10_000);
  const documents = Array.from({ length: 3_000 }, (_, _id) => ({ _id, text }));
  for (let at = 0; at < documents.length; at += 200) await collection.insertMany(documents.slice(at, at + 200));
  const file = join(running.dir, 'parley.sqlite');
  const size = statSync(file).size;
  expect(size).toBeGreaterThan(16 * 1024 * 1024);
  const handle = openSync(file, 'r+');
  for (let at = 4096 * 5; at < size; at += 4096) writeSync(handle, Buffer.alloc(4096, 0xab), 0, 4096, at);
  closeSync(handle);
  const failure = await rejection(collection.deleteMany({}));
  expect(failure.message).toContain(`The data file ${file} is damaged`);
  expect(failure.message).toContain('copy a backup');
  await expect.poll(() => running.engine.state()).toEqual({ writable: false, reason: failure.message });
  // What a failed commit has undone is all there, to be read and carried elsewhere.
  expect(await collection.countDocuments({ text })).toBe(3_000);
  expect(await rejection(collection.insertOne({ _id: -1, text: '' }))).toMatchObject({ message: failure.message });
  expect(running.engine.state()).toMatchObject({ writable: false });
});
