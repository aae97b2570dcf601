// An engine without thread, socket and file: commands go in as the server would hand them over, replies come out decoded.
import { Catalog } from '../../../../src/storage/embedded/catalog.ts';
import { FailPoint } from '../../../../src/storage/embedded/commands/fail-point.ts';
import { answer } from '../../../../src/storage/embedded/commands/index.ts';
import { Cursors } from '../../../../src/storage/embedded/cursors.ts';
import { createJournal } from '../../../../src/storage/embedded/journal.ts';
import { openStore } from '../../../../src/storage/embedded/store.ts';
import { type Document, decode, encode } from '../../../../src/storage/embedded/values.ts';

export type EngineInProcess = {
  readonly catalog: Catalog;
  /** Runs a command on the database `test`; rejects when the reply is an error, with the reply's fields. */
  run(command: Document): Promise<Document>;
};

/** Its clock stands still at 1970. */
export function engineInProcess(): EngineInProcess {
  const journal = createJournal(openStore(':memory:'), () => {});
  const catalog = new Catalog(journal);
  const now = () => 0;
  const engine = {
    catalog,
    cursors: new Cursors(now),
    journal,
    failPoint: new FailPoint(),
    now,
    state: () => ({ writable: true }),
    log: (line: string) => {
      throw new Error(line);
    },
    backup: () => {
      throw new Error('there is no file to back up');
    },
  };
  return {
    catalog,
    run: async (command) => {
      const body = encode({ ...command, $db: 'test' });
      const request = { id: 1, body, sequences: new Map(), wantsReply: true, legacy: false };
      const bytes = await answer(engine, request, { id: 1 });
      if (!bytes) throw new Error('the engine closed the connection');
      const reply = decode(bytes);
      if (Number(reply.ok) !== 1) throw Object.assign(new Error(String(reply.errmsg)), reply);
      return reply;
    },
  };
}
