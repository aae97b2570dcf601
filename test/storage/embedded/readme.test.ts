// The README's table against the running engine: what it says is there works, what it says is refused is refused so.
import { readFileSync } from 'node:fs';
import type { Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningEngine, rejection, runEngine } from './engine.ts';
import { PROBED, PROBES } from './support/probes.ts';

const README = new URL('../../../src/storage/embedded/README.md', import.meta.url);

/** Rows of the table as `{row, there: names, refused: [name, code]}`. */
const rows = readFileSync(README, 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, row = '']) => row === 'Collections' || row in PROBES)
  .map(([, row = '', there = '', refused = '']) => ({
    row,
    there: [...there.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    refused: [...refused.matchAll(/`([^`]+)` (\d+)/g)].map(([, name = '', code]): [string, number] => [
      name,
      Number(code),
    ]),
  }));

/** How a refused name is asked for, by row. */
const ASK: Record<string, (name: string) => Document> = {
  Commands: (name) => ({ [name]: 1 }),
  'Query operators': (name) =>
    name === '$where' || name === '$text'
      ? find({ filter: { [name]: 'x' } })
      : find({ filter: { a: { [name]: [1, 1] } } }),
  Projections: (name) => find({ projection: { x: { [name]: 'textScore' } } }),
  'Update operators': (name) => ({ update: 'probe', updates: [{ q: {}, u: { [name]: { list: [1] } } }] }),
  Stages: (name) => pipeline({ [name]: {} }),
  Accumulators: (name) => pipeline({ $group: { _id: null, x: { [name]: '$n' } } }),
  'Window functions': (name) => pipeline({ $setWindowFields: { sortBy: { n: 1 }, output: { x: { [name]: '$n' } } } }),
  Expressions: (name) => pipeline({ $project: { x: { [name]: '$n' } } }),
  Indexes: (name) => ({ createIndexes: 'indexed', indexes: [{ name: 'refused', ...indexOf(name) }] }),
  Collections: (name) => ({ create: 'refused', [name]: true }),
  'Read options': (name) => find({ [name]: true }),
};

function find(fields: Document): Document {
  return { find: 'probe', ...fields };
}

function pipeline(stage: Document): Document {
  return { aggregate: 'probe', pipeline: [stage], cursor: {} };
}

function indexOf(name: string): Document {
  if (name === 'wildcard') return { key: { '$**': 1 } };
  return { key: { a: name } };
}

/** Commands that are asked of the database `admin`. */
const ADMIN = ['bulkWrite', 'getCmdLineOpts', 'getLog', 'getParameter', 'listDatabases', 'renameCollection'];

let running: RunningEngine;

beforeAll(async () => {
  running = await runEngine();
});
afterAll(() => running.close());

it('lists every row that there are probes for', () => {
  expect(rows.map(({ row }) => row).sort()).toEqual(Object.keys(PROBES).sort());
});

describe.each(rows)('$row', ({ row, there, refused }) => {
  const probes = PROBES[row];
  beforeAll(async () => {
    await running.db.collection('probe').deleteMany({});
    await running.db.collection('probe').insertMany(PROBED);
  });
  if (probes) {
    it('has a probe for each name, and a name for each probe', () => {
      expect(there.toSorted()).toEqual(Object.keys(probes).sort());
    });
    it.each(Object.entries(probes))('has %s', async (name, probe) => {
      // A cursor or a collection has to be there before it can be asked for.
      if (name === 'getMore') {
        const { cursor } = await running.db.command({ find: 'probe', batchSize: 1 });
        expect(await running.db.command({ ...probe, getMore: cursor.id })).toMatchObject({ ok: 1 });
      } else {
        const admin = ADMIN.includes(name);
        const db = admin ? running.client.db('admin') : running.db;
        const reply = await db.command(probe);
        expect(reply).toMatchObject({ ok: 1 });
        expect(reply).not.toHaveProperty('writeErrors');
      }
    });
  }
  it.each(refused)('refuses %s with %i', async (name, code) => {
    const ask = ASK[row] as (name: string) => Document;
    const outcome = await running.db.command(ask(name)).catch((error: unknown) => error as Document);
    const refusal = outcome instanceof Error ? outcome : outcome.writeErrors?.[0];
    expect(refusal).toMatchObject({ code });
    // What MongoDB itself no longer has is refused in its own words.
    if (name !== '$pushAll') expect(refusal.message ?? refusal.errmsg).toContain('MONGODB_URI');
  });
});

it('names the way out where a feature of MongoDB is refused', async () => {
  const error = await rejection(running.db.command(pipeline({ $geoNear: {} })));
  expect(error.message).toBe(
    'The pipeline stage $geoNear is not supported by the embedded database: set MONGODB_URI to use a MongoDB server',
  );
});
