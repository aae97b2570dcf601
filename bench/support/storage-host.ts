// A process that holds one database server and nothing else: the embedded engine, or a server with canned answers that
// shows what the protocol and the driver alone cost. The benchmark asks it by IPC what it used.
import { rmSync } from 'node:fs';
import { deserialize, serialize } from 'bson';
import { startEmbedded } from '../../src/storage/embedded/embedded.ts';
import { cursorReply } from '../../src/storage/embedded/reply.ts';
import { listen } from '../../src/storage/embedded/server.ts';
import { sample } from './storage-data.ts';

export type Usage = {
  readonly uri: string;
  /** From the first line of this file to the first connection taken. */
  readonly startMs: number;
  readonly cpuMs: number;
  readonly residentMb: number;
};

const [kind, folder = ''] = process.argv.slice(2);
const began = performance.now();
const { uri, stop } = kind === 'engine' ? await startEmbedded({ dir: folder }) : await startCanned(folder);
const startMs = performance.now() - began;

process.on('message', async (message) => {
  if (message === 'stop') {
    await stop();
    process.disconnect();
    return;
  }
  const { user, system } = process.cpuUsage();
  const residentMb = process.memoryUsage.rss() / 1024 / 1024;
  process.send?.({ uri, startMs, cpuMs: (user + system) / 1000, residentMb } satisfies Usage);
});
process.send?.('ready');

async function startCanned(dir: string): Promise<{ uri: string; stop(): Promise<void> }> {
  const path = `${dir}/canned.sock`;
  rmSync(path, { force: true });
  const documents = Array.from({ length: 20 }, (_, n) => serialize(sample(n)));
  const one = cursorReply('firstBatch', documents.slice(0, 1), 0n, 'bench.documents');
  const twenty = cursorReply('firstBatch', documents, 0n, 'bench.documents');
  const hello = serialize({
    isWritablePrimary: true,
    helloOk: true,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    minWireVersion: 0,
    maxWireVersion: 25,
    ok: 1,
  });
  const server = await listen(
    { path },
    async ({ body }) => {
      const command = deserialize(body);
      if (!command.find) return hello;
      return command.limit === 20 ? twenty : one;
    },
    { maxConnections: 1_000, log: () => {} },
  );
  return { uri: `mongodb://${encodeURIComponent(path)}`, stop: () => server.stop() };
}
