// A driver of another language works on the engine as well: Debian's python3-pymongo, where it is installed.
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { runEngine } from './engine.ts';

const CLIENT = fileURLToPath(new URL('./fixtures/pymongo_client.py', import.meta.url));
/** Debian's own Python, which its packages belong to. */
const PYTHON = '/usr/bin/python3';
const run = promisify(execFile);

it('serves PyMongo', async () => {
  const { stdout: version, status } = spawnSync(PYTHON, ['-c', 'import pymongo; print(pymongo.version)']);
  if (status !== 0) {
    process.stdout.write('PyMongo was not tried: install python3-pymongo to test the engine with another driver.\n');
    return;
  }
  const running = await runEngine();
  onTestFinished(() => running.close());
  const { stdout } = await run(PYTHON, [CLIENT, running.engine.uri]).catch((error: { stdout: string }) => {
    throw new Error(`PyMongo ${String(version).trim()} failed after: ${error.stdout}`, { cause: error });
  });
  expect(stdout.trim().split('\n').at(-1)).toBe('done');
});
