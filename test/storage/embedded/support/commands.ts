// Cases of commands: each is asked of a fresh engine with a collection `c` of five documents.
import { inspect } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Document } from '../../../../src/storage/embedded/values.ts';
import { type EngineInProcess, engineInProcess } from './in-process.ts';

/** The command, those that go before it, and fields of its reply or the code of its refusal. */
export type CommandCase = readonly [command: Document, reply: Document | number, before?: readonly Document[]];

/** Commands that are asked of the database `admin`. */
const ADMIN = new Set(['bulkWrite', 'getParameter', 'listDatabases', 'renameCollection']);

export async function engineWithFive(): Promise<EngineInProcess> {
  const engine = engineInProcess();
  const documents = [1, 2, 3, 4, 5].map((n) => ({ _id: n, n, s: n % 2 ? 'A' : 'a', list: ['x', 'y'] }));
  await engine.run({ insert: 'c', documents });
  return engine;
}

/** The reply, or the code of the refusal. */
export function ask(engine: EngineInProcess, command: Document, db?: string): Promise<Document | number> {
  const admin = ADMIN.has(Object.keys(command)[0] ?? '') ? 'admin' : 'test';
  return engine.run(command, db ?? admin).catch(({ code }: { code: number }) => code);
}

/** A test for each case, named by its page of the manual. */
export function checkCommands(name: string, cases: readonly CommandCase[]): void {
  describe(name, () => {
    let engine: EngineInProcess;
    beforeEach(async () => {
      engine = await engineWithFive();
    });
    for (const [command, reply, before = []] of cases) {
      const title = inspect([...before, command], { depth: 9, compact: true, breakLength: Number.POSITIVE_INFINITY });
      it(`${Object.keys(command)[0]}: ${title}`, async () => {
        for (const other of before) await engine.run(other);
        const answer = await ask(engine, command);
        if (typeof reply === 'number') expect(answer).toBe(reply);
        else expect(answer).toMatchObject(reply);
      });
    }
  });
}
