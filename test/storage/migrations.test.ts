// Bringing a database up to date: once, by one of several processes, from wherever the one before was killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, openStorage } from '../../src/storage/connect.ts';
import { DECLARED_INDEXES } from '../../src/storage/indexes.ts';
import { MIGRATIONS } from '../../src/storage/migrations/index.ts';
import { type DeclaredIndexes, type MigrateOptions, migrate, STRUCTURE } from '../../src/storage/migrations/migrate.ts';
import type { Migration } from '../../src/storage/migrations/migration.ts';
import { times } from '../support/counts.ts';
import { embeddedServer } from '../support/database.ts';
import { TEST_MIGRATIONS } from '../support/migrating.ts';
import { eventually, temporaryFolder } from '../support/server.ts';

const SCRIPT = join(import.meta.dirname, '../support/migrating.ts');
const PEOPLE = times(600, 3_000);
const KILLS = times(1, 20);
const PATIENCE_MS = times(60_000, 600_000);

interface Structure {
  readonly _id: 'structure';
  readonly version: number;
  readonly indexes?: string;
  readonly lease?: { readonly owner: string; readonly until: Date };
}

describe('migrations', () => {
  let uri: string;
  let db: Db;
  let lines: string[];
  let count = 0;
  let now: Date;

  beforeEach(async () => {
    const server = await embeddedServer();
    uri = server.uri;
    db = server.client.db(`migrated_${process.pid}_${count++}`);
    lines = [];
    now = new Date('2026-01-07T15:12:00Z');
  });

  const structure = () => db.collection<Structure>(STRUCTURE).findOne({ _id: 'structure' });
  const put = (state: Omit<Structure, '_id'>) =>
    db.collection<Structure>(STRUCTURE).insertOne({ _id: 'structure', ...state });

  /** A migration that notes that it ran. */
  const step = (version: number, run: Migration['run'] = async () => {}): Migration => ({
    version,
    name: `step ${version}`,
    async run(database, signal) {
      lines.push(`ran ${version}`);
      await run(database, signal);
    },
  });

  const declared = (fingerprint: string, line: string): DeclaredIndexes => ({
    fingerprint,
    present: async () => true,
    ensure: async () => void lines.push(line),
  });

  const options = (migrations: readonly Migration[], change: Partial<MigrateOptions> = {}): MigrateOptions => ({
    db,
    migrations,
    indexes: declared('set 1', 'made indexes'),
    alone: false,
    clock: () => now,
    log: { info: () => {} },
    ...change,
  });

  it('run in order, once, and the next start has nothing to do', async () => {
    await migrate(options([step(1), step(2)]));
    expect(lines).toEqual(['ran 1', 'ran 2', 'made indexes']);
    await migrate(options([step(1), step(2)]));
    expect(lines).toHaveLength(3);
    await migrate(options([step(1), step(2), step(3)]));
    expect(lines.slice(3)).toEqual(['ran 3', 'made indexes']);
    expect(await structure()).toEqual({ _id: 'structure', version: 3, indexes: 'set 1' });
  });

  it('make a changed set of indexes without a migration', async () => {
    await migrate(options([step(1)]));
    lines = [];
    await migrate(options([step(1)], { indexes: declared('set 2', 'made others') }));
    expect(lines).toEqual(['made others']);
  });

  it('refuse a database that a newer version has used, and say what to do', async () => {
    await put({ version: 7 });
    await expect(migrate(options([step(1), step(2)]))).rejects.toThrow(
      /^The database has structure 7 and this version of Parley knows up to 2: a newer version has used it\. Start that/,
    );
    expect(lines).toEqual([]);
  });

  it('say which failed and why, and go on with it at the next start', async () => {
    let broken = true;
    const migrations = [
      step(1),
      step(2, async () => {
        if (broken) throw new Error('Two people are called Ada.');
      }),
      step(3),
    ];
    await expect(migrate(options(migrations))).rejects.toThrow(
      /structure 2 \(step 2\) failed: Two people are called Ada/,
    );
    expect(await structure()).toEqual({ _id: 'structure', version: 1 });
    broken = false;
    await migrate(options(migrations));
    expect(lines).toEqual(['ran 1', 'ran 2', 'ran 2', 'ran 3', 'made indexes']);
  });

  it('wait for a living process, no longer than its deadline, and say so', async () => {
    await put({ version: 0, lease: { owner: 'another', until: new Date('2099-01-01') } });
    const told: string[] = [];
    const log = {
      info(line: string) {
        told.push(line);
        now = new Date(now.getTime() + 6 * 60_000);
      },
    };
    await expect(migrate(options([step(1)], { log }))).rejects.toThrow(/for five minutes and is not done/);
    expect(told).toEqual(['Another process is bringing the database up to date: waiting for it.']);
    expect(lines).toEqual([]);
  });

  it('take over from a dead process: when its lease stays as it is, or at once in a locked folder', async () => {
    const asked: number[] = [];
    const clock = () => {
      now = new Date(now.getTime() + 500);
      asked.push(now.getTime());
      return now;
    };
    const begun = now.getTime();
    // By its own clock, which was late, the lease has ended already.
    await put({ version: 0, lease: { owner: 'dead', until: new Date('2020-01-01') } });
    await migrate(options([step(1)], { clock }));
    expect(lines).toEqual(['ran 1', 'made indexes']);
    expect(asked.at(-1)).toBeGreaterThanOrEqual(begun + 6_000);
    const until = new Date('2099-01-01');
    await db
      .collection<Structure>(STRUCTURE)
      .updateOne({ _id: 'structure' }, { $set: { lease: { owner: 'dead', until } } });
    await migrate(options([step(1), step(2)], { alone: true }));
    expect(lines.slice(2)).toEqual(['ran 2', 'made indexes']);
  });

  it('take no lease from a living process, however far behind its clock is', async () => {
    const state = db.collection<Structure>(STRUCTURE);
    await put({ version: 0, lease: { owner: 'living', until: new Date('2020-01-01') } });
    let renewals = 0;
    const clock = () => {
      now = new Date(now.getTime() + 500);
      return now;
    };
    const renewal = setInterval(() => {
      const until = new Date(Date.UTC(2020, 0, 1, 0, 0, renewals++));
      void state.updateOne({ 'lease.owner': 'living' }, { $set: { 'lease.until': until } });
    }, 30);
    const waiting = migrate(options([step(1)], { clock }));
    await eventually('it has waited long enough', () => renewals > 40);
    expect(lines).toEqual([]);
    clearInterval(renewal);
    await waiting;
    expect(lines).toEqual(['ran 1', 'made indexes']);
  });

  it('do not record what was done after the lease was lost', async () => {
    const robbed = step(1, async () => {
      const lease = { owner: 'thief', until: new Date('2099-01-01') };
      await db.collection<Structure>(STRUCTURE).updateOne({ _id: 'structure' }, { $set: { lease } });
    });
    await expect(migrate(options([robbed]))).rejects.toThrow('Another process has taken the migration over.');
    expect(await structure()).toMatchObject({ version: 0, lease: { owner: 'thief' } });
  });

  it('are numbered without a gap', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  it('make again the indexes that a database was restored without', async () => {
    await migrate(options(MIGRATIONS, { indexes: DECLARED_INDEXES }));
    const names = async () => (await db.collection('meetings').indexes()).map(({ name }) => name);
    const before = await names();
    await db.collection('meetings').dropIndexes();
    await db.collection('turns').drop();
    expect(await names()).toEqual(['_id_']);
    await migrate(options(MIGRATIONS, { indexes: DECLARED_INDEXES }));
    expect(await names()).toEqual(before);
    expect(await DECLARED_INDEXES.present(db)).toBe(true);
  });

  it('bring a data folder up to date, and refuse one that a newer version has used', async () => {
    const dataDir = await temporaryFolder();
    const open = () => openStorage({ dataDir, clock: () => now, log: { info: (line) => void lines.push(line) } });
    const storage = await open();
    expect(lines).toContain('Bringing the database to structure 1: make the indexes.');
    const indexes = await storage.db.collection('meetings').listIndexes().toArray();
    expect(indexes.map(({ name }) => name)).toContain('claims');
    await storage.close();
    const again = await open();
    expect(lines.filter((line) => line.startsWith('Bringing'))).toHaveLength(1);
    await again.db.collection<Structure>(STRUCTURE).updateOne({ _id: 'structure' }, { $set: { version: 99 } });
    await again.close();
    await expect(open()).rejects.toThrow('The database has structure 99');
    // Refused, and left as it is for the version that knows it.
    const looked = await openDatabase({ dataDir, log: { info: () => {} } });
    expect(await looked.db.collection(STRUCTURE).findOne()).toMatchObject({ version: 99 });
    await looked.close();
    await rm(dataDir, { recursive: true });
  }, 60_000);

  describe('in three processes', () => {
    const running = new Set<ChildProcess>();

    function start(): ChildProcess {
      const child = spawn(process.execPath, [SCRIPT, uri, db.databaseName], { stdio: 'inherit' });
      running.add(child);
      child.once('exit', () => running.delete(child));
      return child;
    }

    const runs = () => db.collection<{ version: number; pid: number }>('runs').find().toArray();
    const split = () => db.collection('people').countDocuments({ first: { $exists: true } });

    afterEach(() => {
      for (const child of running) child.kill('SIGKILL');
    });
    beforeEach(async () => {
      const people = Array.from({ length: PEOPLE }, (_, n) => ({ tenant: 'T1', name: `Ada${n} Park${n}` }));
      await db.collection('people').insertMany(people);
    });

    async function expectDone(): Promise<void> {
      expect(await structure()).toMatchObject({ version: TEST_MIGRATIONS.length });
      expect(await split()).toBe(PEOPLE);
      expect(await db.collection('people').countDocuments({ splits: { $ne: 1 } })).toBe(0);
    }

    it(
      'run once',
      async () => {
        const children = [start(), start(), start()];
        const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
        expect(codes).toEqual([0, 0, 0]);
        expect((await runs()).map(({ version }) => version)).toEqual([1, 2, 3]);
        await expectDone();
      },
      PATIENCE_MS,
    );

    it(
      'go on where one was killed',
      async () => {
        for (let started = 0; started < 3; started++) start();
        for (let kill = 1; kill <= KILLS; kill++) {
          const before = await split();
          const { pid } = await eventually(
            'work going on',
            async () => {
              const last = (await runs()).at(-1);
              return last?.version === 2 && (await split()) > before ? last : false;
            },
            PATIENCE_MS,
          );
          process.kill(pid, 'SIGKILL');
          start();
        }
        await eventually('every process has ended', () => running.size === 0, PATIENCE_MS);
        expect((await runs()).filter(({ version }) => version === 2)).toHaveLength(KILLS + 1);
        await expectDone();
      },
      PATIENCE_MS * (KILLS + 1),
    );
  });
});
