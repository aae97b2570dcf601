// From `npm start` to ready, and what the server process holds at rest.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { print, quantile, type Row } from './row.ts';

const RUNS = 5;
/** After this long at rest the start's garbage is collected or never will be. */
const REST_MS = 5_000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

/** npm's child: the server itself. */
async function childOf(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number(children.trim().split(' ')[0]);
}

async function once(rest: boolean): Promise<{ ready: number; memory: number }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const port = await freePort();
  const began = performance.now();
  const npm = spawn('npm', ['start', '--silent'], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  });
  try {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
      if (answer?.ok) break;
      if (npm.exitCode !== null) throw new Error(`npm start ended with ${npm.exitCode}`);
      await sleep(5);
    }
    const ready = performance.now() - began;
    if (rest) await sleep(REST_MS);
    const server = await childOf(npm.pid ?? 0);
    return { ready, memory: rest ? await residentMegabytes(server) : 0 };
  } finally {
    npm.kill('SIGTERM');
    await new Promise((resolve) => npm.once('exit', resolve));
    await rm(dataDir, { recursive: true });
  }
}

export async function run(): Promise<Row[]> {
  const ready: number[] = [];
  for (let i = 0; i < RUNS; i++) ready.push((await once(false)).ready);
  const { memory } = await once(true);
  return [
    { name: 'npm start until ready (median)', value: quantile(ready, 0.5), unit: 'ms', limit: 1500 },
    { name: 'server process at rest', value: memory, unit: 'MB', limit: 190 },
  ];
}

if (import.meta.main) process.exitCode = print(await run()) ? 0 : 1;
