// No query of Parley looks at a whole collection: every function of every repository is called, and what it asks of the
// database is explained.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, MongoClient } from 'mongodb';
import { afterAll, describe, expect, it } from 'vitest';
import { embeddedServer, freshDatabase } from '../support/database.ts';
import { QUERIES, type Watch } from './queries.ts';

const STORAGE = join(import.meta.dirname, '../../src/storage');
/** `findAndModify` first: it has an `update` of another shape. */
const ASKING = ['findAndModify', 'find', 'aggregate', 'count', 'distinct', 'update', 'delete'];
/** What the driver adds to a command for itself. */
const ENVELOPE = ['$db', 'lsid', 'txnNumber', '$clusterTime', 'writeConcern', 'readConcern'];
/** Tenants are few, and a sweep goes through all of them. */
const WHOLE_COLLECTION = ['tenants'];

let client: MongoClient | undefined;
afterAll(() => client?.close());

async function monitored(): Promise<MongoClient> {
  client ??= new MongoClient((await embeddedServer()).uri, { monitorCommands: true, ignoreUndefined: true });
  return client;
}

/** The commands that look for something; one for each statement of a batch. */
function asked(command: Document): Document[] {
  const name = ASKING.find((candidate) => candidate in command);
  if (!name) return [];
  const plain = Object.fromEntries(Object.entries(command).filter(([field]) => !ENVELOPE.includes(field)));
  const batch = name === 'update' ? 'updates' : name === 'delete' ? 'deletes' : undefined;
  return batch ? plain[batch].map((statement: Document) => ({ ...plain, [batch]: [statement] })) : [plain];
}

function stages(plan: Document): Document[] {
  const inner = [plan.inputStage, ...(plan.inputStages ?? [])].filter(Boolean) as Document[];
  return [plan, ...inner.flatMap(stages)];
}

/** Every path that a filter names, at any depth: operators stand for the field that they are said of. */
function paths(filter: unknown, above = ''): string[] {
  if (Array.isArray(filter)) return filter.flatMap((each) => paths(each, above));
  if (typeof filter !== 'object' || filter === null || filter instanceof Date) return [];
  return Object.entries(filter).flatMap(([name, inner]) => {
    const path = name.startsWith('$') ? above : above === '' ? name : `${above}.${name}`;
    return [path, ...paths(inner, path)];
  });
}

/** What is wrong with the way that a query goes; undefined when it goes by an index from a field that it names. */
function complaint(command: Document, explained: Document): string | undefined {
  // Of an aggregation it is told within its first stage.
  const queryPlanner = explained.queryPlanner ?? explained.stages[0].$cursor.queryPlanner;
  const collection = queryPlanner.namespace.split('.').at(-1);
  const plan = stages(queryPlanner.winningPlan);
  const named = paths(queryPlanner.parsedQuery);
  const scans = plan.filter(({ stage }) => stage === 'IXSCAN');
  const whole = scans.filter(({ keyPattern }) => !named.includes(Object.keys(keyPattern)[0] ?? ''));
  const byId = plan.some(({ stage }) => stage === 'IDHACK');
  const fine = byId || (scans.length > 0 && (whole.length === 0 || WHOLE_COLLECTION.includes(collection)));
  if (fine && !plan.some(({ stage }) => stage === 'COLLSCAN')) return undefined;
  return `${JSON.stringify(command)}: ${plan.map(({ stage, indexName }) => indexName ?? stage).join(' ')}`;
}

async function repositories(): Promise<string[]> {
  const files = readdirSync(STORAGE).filter((file) => file.endsWith('.ts') && file !== 'connect.ts');
  const modules = await Promise.all(files.map((file) => import(join(STORAGE, file))));
  return modules.flatMap((module) => Object.keys(module).filter((name) => /^create[A-Z]/.test(name)));
}

describe('every query runs on an index', () => {
  it('of every repository that there is', async () => {
    expect(Object.keys(QUERIES).sort()).toEqual((await repositories()).sort());
  });

  it('or is noticed, also when it only walks along an index for its order', async () => {
    const db = await freshDatabase();
    const problem = async (command: Document) => complaint(command, await db.command({ explain: command }));
    expect(await problem({ find: 'outbox', filter: { to: 'ada@acme.com' } })).toContain('COLLSCAN');
    const walk = { find: 'outbox', filter: { to: 'ada@acme.com' }, sort: { _id: 1 } };
    expect(await problem(walk)).toContain('_id_');
    expect(await problem({ find: 'outbox', filter: { tenant: 'T1', to: 'ada@acme.com' } })).toBeUndefined();
  });

  it.each(Object.keys(QUERIES))('%s', async (name) => {
    const { databaseName } = await freshDatabase();
    const db = (await monitored()).db(databaseName);
    const commands: Document[] = [];
    const listen = ({ command }: { command: Document }) => commands.push(...asked(command));
    let uncalled: string[] = [];
    const watch: Watch = (repository) => {
      uncalled = Object.keys(repository);
      client?.on('commandStarted', listen);
      return new Proxy(repository, {
        get(target, key, receiver) {
          uncalled = uncalled.filter((each) => each !== key);
          return Reflect.get(target, key, receiver);
        },
      });
    };
    await QUERIES[name]?.(db, watch);
    client?.off('commandStarted', listen);
    expect(uncalled).toEqual([]);
    const complaints: string[] = [];
    for (const command of commands) {
      const problem = complaint(command, await db.command({ explain: command, verbosity: 'queryPlanner' }));
      if (problem) complaints.push(problem);
    }
    expect(complaints).toEqual([]);
    expect(commands.length).toBeGreaterThan(0);
  });
});
