// An engine without thread, socket and file: commands go in as the server would hand them over, replies come out decoded.
// A test that wants to look at the memory of both sides listens on a socket for it.
import { Catalog } from '../../../../src/storage/embedded/catalog.ts';
import { FailPoint } from '../../../../src/storage/embedded/commands/fail-point.ts';
import { answer } from '../../../../src/storage/embedded/commands/index.ts';
import { Cursors } from '../../../../src/storage/embedded/cursors.ts';
import { createJournal } from '../../../../src/storage/embedded/journal.ts';
import type { RequestHandler } from '../../../../src/storage/embedded/server.ts';
import { openStore } from '../../../../src/storage/embedded/store.ts';
import { type Document, decode, encode } from '../../../../src/storage/embedded/values.ts';

export type EngineInProcess = {
  readonly catalog: Catalog;
  readonly cursors: Cursors;
  /** What the engine has logged. */
  readonly lines: string[];
  /** Answers as the engine's thread does. */
  readonly handle: RequestHandler;
  /** Runs a command on a database; rejects when the reply is an error, with the reply's fields. */
  run(command: Document, db?: string): Promise<Document>;
};

export function engineInProcess(now: () => number = () => 0): EngineInProcess {
  const journal = createJournal(openStore(':memory:'), () => {});
  const catalog = new Catalog(journal);
  const cursors = new Cursors(now);
  const lines: string[] = [];
  const engine = {
    catalog,
    cursors,
    journal,
    failPoint: new FailPoint(),
    now,
    state: () => ({ writable: true }),
    log: (line: string) => void lines.push(line),
    backup: () => {
      throw new Error('there is no file to back up');
    },
  };
  return {
    catalog,
    cursors,
    lines,
    handle: (request, connection) => answer(engine, request, connection),
    run: async (command, db = 'test') => {
      const body = encode({ ...command, $db: db });
      const request = { id: 1, body, sequences: new Map(), wantsReply: true, legacy: false };
      const bytes = await answer(engine, request, { id: 1 });
      if (!bytes) throw new Error('the engine closed the connection');
      const reply = decode(bytes);
      if (Number(reply.ok) !== 1) throw Object.assign(new Error(String(reply.errmsg)), reply);
      return reply;
    },
  };
}
