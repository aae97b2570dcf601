// Starts Parley as its user does, `npm start` in a process of its own, and waits until it is ready.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../..');
/** How long a start takes is measured elsewhere: here it may share its machine with whatever else is tested. */
const READY_TIMEOUT_MS = 180_000;

/** Below those that systems give to outgoing connections, so that none of these takes a port that is to be used again. */
const PORTS = { first: 10_000, count: 20_000 };
let nextPort = randomInt(PORTS.count);

/** A port that was free a moment ago, and that this process has not given away before. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < PORTS.count; tried++) {
    const port = PORTS.first + (nextPort++ % PORTS.count);
    if (await isFree(port)) return port;
  }
  throw new Error('no port');
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

export async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'parley-'));
}

export interface Server {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** npm's process. */
  readonly npm: ChildProcess;
  /** The server's own pid, below npm. */
  readonly pid: number;
  /** What it has printed so far. */
  output(): string;
  /** SIGTERM to npm; answers its exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL to the server, as a power cut would. */
  kill(): Promise<void>;
}

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function launch(env: Record<string, string>): { npm: ChildProcess; output: () => string } {
  const npm = spawn('npm', ['start', '--silent'], {
    cwd: ROOT,
    env: { ...process.env, LOG_LEVEL: 'warn', NODE_ENV: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const collect = (chunk: Buffer) => {
    text += chunk.toString();
  };
  npm.stdout.on('data', collect);
  npm.stderr.on('data', collect);
  return { npm, output: () => text };
}

/** For starts that are expected to be refused. */
export async function startRefused(env: Record<string, string>): Promise<Ended> {
  const { npm, output } = launch(env);
  const [code] = await once(npm, 'close');
  return { code, output: output() };
}

/** npm runs scripts through a shell that `exec` replaces, so npm's one child is the server. */
export async function childOf(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number(children.trim().split(' ')[0]);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Polls until `check` answers something; fails with `what` after the time is up. */
export async function eventually<T>(
  what: string,
  check: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 10_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await check();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await pause(10);
  }
}

export async function startServer(env: Record<string, string> = {}): Promise<Server> {
  const port = env.PORT ? Number(env.PORT) : await freePort();
  const dataDir = env.DATA_DIR ?? (await temporaryFolder());
  const { npm, output } = launch({ ...env, PORT: String(port), DATA_DIR: dataDir });
  const closed = once(npm, 'close');
  const url = `http://127.0.0.1:${port}`;
  await eventually(
    'ready',
    async () => {
      if (npm.exitCode !== null) throw new Error(`npm start ended with ${npm.exitCode}:\n${output()}`);
      return fetch(`${url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
    },
    READY_TIMEOUT_MS,
  ).catch((error: Error) => {
    npm.kill('SIGKILL');
    throw new Error(`${error.message}\n${output()}`);
  });
  const pid = await childOf(npm.pid ?? 0);
  return {
    url,
    port,
    dataDir,
    npm,
    pid,
    output,
    async stop() {
      npm.kill('SIGTERM');
      const [code] = await closed;
      if (!env.DATA_DIR) await rm(dataDir, { recursive: true, force: true });
      return code;
    },
    async kill() {
      process.kill(pid, 'SIGKILL');
      await closed;
    },
  };
}
