// The embedded engine over the real driver, beside two limits measured in the same run: a server with canned answers,
// which shows what protocol and driver cost alone, and bare SQLite with one durable commit an insert.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { calculateObjectSize, serialize } from 'bson';
import { type Collection, type Document, MongoClient, type ObjectId } from 'mongodb';
import { print, quantile, type Row } from './row.ts';
import { INDEXES, sample } from './support/storage-data.ts';
import type { Usage } from './support/storage-host.ts';

const ROUNDS = 5;
const SMALL = 3_000;
const MEDIUM = 100_000;
const LARGE = 300_000;

interface Host {
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

async function host(kind: 'engine' | 'canned', folder: string): Promise<Host> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'support/storage-host.ts'), [kind, folder]);
  await once(child, 'message');
  return {
    async usage() {
      child.send('usage');
      const [usage] = await once(child, 'message');
      return usage as Usage;
    },
    async stop() {
      child.send('stop');
      await once(child, 'exit');
    },
  };
}

interface Connected {
  readonly host: Host;
  readonly client: MongoClient;
  readonly documents: Collection;
  stop(): Promise<void>;
}

async function connect(kind: 'engine' | 'canned', folder: string): Promise<Connected> {
  const server = await host(kind, folder);
  const client = new MongoClient((await server.usage()).uri, { maxPoolSize: 64 });
  const documents = client.db('bench').collection('documents');
  return {
    host: server,
    client,
    documents,
    async stop() {
      await client.close();
      await server.stop();
    },
  };
}

/** Operations a second with so many under way at a time. */
async function rate(concurrency: number, count: number, run: (i: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (next < count) await run(next++);
    }),
  );
  return (count * 1000) / (performance.now() - began);
}

/** The medians of several rounds in which everything is measured in turn, so that noise meets all alike. */
async function medians<Name extends string>(
  measures: Record<Name, () => Promise<number>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(measures) as Name[];
  const figures = new Map<Name, number[]>(names.map((name) => [name, []]));
  // The first round only warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of names) {
      const figure = await measures[name]();
      if (round > 0) figures.get(name)?.push(figure);
    }
  }
  return Object.fromEntries(names.map((name) => [name, quantile(figures.get(name) ?? [], 0.5)])) as Record<
    Name,
    number
  >;
}

async function fill(documents: Collection, from: number, to: number): Promise<ObjectId[]> {
  const ids: ObjectId[] = [];
  for (let at = from; at < to; at += 1_000) {
    const batch = Array.from({ length: Math.min(1_000, to - at) }, (_, i) => sample(at + i));
    const { insertedIds } = await documents.insertMany(batch);
    ids.push(...(Object.values(insertedIds) as ObjectId[]));
  }
  return ids;
}

async function makeIndexes(documents: Collection): Promise<void> {
  for (const [keys, options] of INDEXES) await documents.createIndex(keys, options);
}

/** A page of a tenant's next meetings: a range over two fields, in order. */
function page(documents: Collection, i: number, size: number): Promise<Document[]> {
  const from = sample((i * 7919) % size);
  return documents
    .find({ tenant: from.tenant, start: { $gte: from.start } })
    .sort({ start: 1 })
    .limit(20)
    .toArray();
}

/** What Agenda asks: the next job that is due and not locked, locked by the same command; then it is put back. */
async function runJob(jobs: Collection, now: Date): Promise<void> {
  const job = await jobs.findOneAndUpdate(
    {
      name: 'sweep',
      disabled: { $ne: true },
      $or: [{ lockedAt: null, nextRunAt: { $lte: now } }, { lockedAt: { $lte: new Date(0) } }],
    },
    { $set: { lockedAt: now } },
    { sort: { nextRunAt: 1, priority: -1 }, returnDocument: 'after' },
  );
  if (!job) throw new Error('no job is due');
  const next = new Date(job.nextRunAt.getTime() + 60_000);
  await jobs.findOneAndUpdate({ _id: job._id }, { $set: { nextRunAt: next }, $unset: { lockedAt: 1 } });
}

function bareInserts(folder: string, count: number): number {
  const db = new DatabaseSync(join(folder, `bare-${performance.now()}.sqlite`));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec('CREATE TABLE documents (record INTEGER PRIMARY KEY, body BLOB NOT NULL)');
  const insert = db.prepare('INSERT INTO documents (body) VALUES (?)');
  const began = performance.now();
  for (let i = 0; i < count; i++) insert.run(serialize(sample(i)));
  const took = performance.now() - began;
  db.close();
  return (count * 1000) / took;
}

async function throughput(folder: string): Promise<Row[]> {
  const engine = await connect('engine', join(folder, 'throughput'));
  const canned = await connect('canned', folder);
  const { documents } = engine;
  await makeIndexes(documents);
  const ids = await fill(documents, 0, MEDIUM);
  const inserts = engine.client.db('bench').collection('inserts');
  const jobs = engine.client.db('bench').collection('jobs');
  await jobs.createIndex({ name: 1, nextRunAt: 1, priority: -1, lockedAt: 1, disabled: 1 });
  const addJobs = (count: number) =>
    jobs.insertMany(Array.from({ length: count }, (_, i) => ({ name: 'sweep', priority: 0, nextRunAt: new Date(i) })));
  const byId = (from: Collection, i: number) => from.findOne({ _id: ids[(i * 7919) % ids.length] as ObjectId });
  let cpu = 0;
  const found = await medians({
    find1: () => rate(1, 2_000, (i) => byId(documents, i)),
    cannedFind1: () => rate(1, 2_000, (i) => byId(canned.documents, i)),
    find64: async () => {
      const before = await engine.host.usage();
      const result = await rate(64, 10_000, (i) => byId(documents, i));
      cpu = ((await engine.host.usage()).cpuMs - before.cpuMs) / 10_000;
      return result;
    },
    cannedFind64: () => rate(64, 10_000, (i) => byId(canned.documents, i)),
    insert1: () => rate(1, 1_000, (i) => inserts.insertOne(sample(i))),
    insert64: () => rate(64, 6_000, (i) => inserts.insertOne(sample(i))),
    bare: async () => bareInserts(folder, 1_000),
    job64: async () => {
      await jobs.deleteMany({});
      await addJobs(1_000);
      return 2 * (await rate(64, 2_000, () => runJob(jobs, new Date(1_000_000))));
    },
    page: () => rate(1, 500, (i) => page(documents, i, MEDIUM - 1_000)),
    cannedPage: () => rate(1, 500, (i) => page(canned.documents, i, MEDIUM - 1_000)),
    slowest: () => slowestBeside(engine, byId),
  });
  await engine.stop();
  await canned.stop();
  const times = (name: string, value: number, atLeast: number): Row => ({ name, value, unit: 'x', atLeast });
  const perSecond = (name: string, value: number): Row => ({ name, value, unit: '/s' });
  return [
    perSecond('bare SQLite, one commit an insert', found.bare),
    perSecond('canned answers, findOne by _id, one at a time', found.cannedFind1),
    perSecond('canned answers, findOne by _id, 64 at a time', found.cannedFind64),
    perSecond('findOne by _id, one at a time', found.find1),
    times('  of canned answers', found.find1 / found.cannedFind1, 0.6),
    perSecond('findOne by _id, 64 at a time', found.find64),
    times('  of canned answers', found.find64 / found.cannedFind64, 0.6),
    { name: '  server CPU for one', value: cpu, unit: 'ms', limit: 0.06 },
    perSecond('insertOne, one at a time', found.insert1),
    times('  of bare SQLite', found.insert1 / found.bare, 0.5),
    perSecond('insertOne, 64 at a time', found.insert64),
    times('  of bare SQLite', found.insert64 / found.bare, 1.5),
    perSecond('findOneAndUpdate on a queue, 64 at a time', found.job64),
    times('  of bare SQLite', found.job64 / found.bare, 1),
    perSecond('range, sort, limit 20 over 100,000', found.page),
    times('  of canned answers', found.page / found.cannedPage, 0.4),
    { name: 'slowest findOne beside an unindexed scan', value: found.slowest, unit: 'ms', limit: 20 },
  ];
}

/** The longest that a small read waits while another connection scans everything. */
async function slowestBeside(
  { documents }: Connected,
  byId: (from: Collection, i: number) => Promise<unknown>,
): Promise<number> {
  let scanning = true;
  const scan = documents.countDocuments({ title: { $regex: 'no such title' } }).finally(() => {
    scanning = false;
  });
  let slowest = 0;
  for (let i = 0; scanning; i++) {
    const began = performance.now();
    await byId(documents, i);
    slowest = Math.max(slowest, performance.now() - began);
  }
  await scan;
  return slowest;
}

/** Start, memory, and what an operation costs as the collection grows. */
async function growth(folder: string): Promise<Row[]> {
  const dir = join(folder, 'growth');
  const cost = new Map<number, { find: number; page: number; insert: number }>();
  const starts = new Map<number, number>();
  let empty = 0;
  let memory = 0;
  let size = 0;
  for (const count of [SMALL, MEDIUM, LARGE]) {
    let engine = await connect('engine', dir);
    if (size === 0) {
      empty = (await engine.host.usage()).residentMb;
      await makeIndexes(engine.documents);
    }
    await fill(engine.documents, size, count);
    size = count;
    await engine.stop();
    engine = await connect('engine', dir);
    starts.set(count, (await engine.host.usage()).startMs);
    const ids = await engine.documents
      .find({}, { projection: { _id: 1 } })
      .limit(2_000)
      .toArray();
    const spare = engine.client.db('bench').collection<Document>('documents');
    cost.set(
      count,
      await medians({
        find: () => rate(8, 4_000, (i) => engine.documents.findOne({ _id: ids[i % 2_000]?._id as ObjectId })),
        page: () => rate(8, 1_000, (i) => page(engine.documents, i, SMALL - 1_000)),
        insert: async () => {
          const result = await rate(8, 1_000, (i) => spare.insertOne({ ...sample(LARGE + i), tenant: 'spare' }));
          await spare.deleteMany({ tenant: 'spare' });
          return result;
        },
      }),
    );
    if (count === MEDIUM) memory = (await engine.host.usage()).residentMb;
    await engine.stop();
  }
  const bytes = calculateObjectSize({ ...sample(12_345), _id: '0123456' }) * MEDIUM;
  const slower = (name: 'find' | 'page' | 'insert') => (cost.get(SMALL)?.[name] ?? 0) / (cost.get(LARGE)?.[name] ?? 1);
  return [
    { name: 'start with 100,000 documents of 1 KB', value: starts.get(MEDIUM) ?? 0, unit: 'ms', limit: 1500 },
    { name: 'start with 300,000 documents of 1 KB', value: starts.get(LARGE) ?? 0, unit: 'ms', limit: 4500 },
    { name: 'process with an empty engine', value: empty, unit: 'MB' },
    { name: 'process with 100,000 documents, four indexes', value: memory, unit: 'MB' },
    { name: '  what they add, of their BSON', value: ((memory - empty) * 1024 * 1024) / bytes, unit: 'x', limit: 2.5 },
    { name: 'findOne at 300,000 to 3,000', value: slower('find'), unit: 'x', limit: 1.3 },
    { name: 'range at 300,000 to 3,000', value: slower('page'), unit: 'x', limit: 1.3 },
    { name: 'insertOne at 300,000 to 3,000', value: slower('insert'), unit: 'x', limit: 1.3 },
  ];
}

export async function run(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  try {
    return [...(await throughput(folder)), ...(await growth(folder))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) process.exitCode = print(await run()) ? 0 : 1;
