// A full disk, as those see it who ask the whole process: /readyz turns red and says why, what cannot be recorded is
// refused, and all is well again by itself when there is room.
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADA, visit } from '../support/playground.ts';
import { eventually, type Server, startServer } from '../support/server.ts';

/** The engine looks every two seconds whether it may write again. */
const NOTICED_MS = 30_000;

let server: Server;
beforeEach(async () => {
  server = await startServer({ LOG_LEVEL: 'fatal' });
}, 200_000);
afterEach(async () => {
  await server.stop();
});

/** Bounds the files that the server may write, in bytes: to the engine its disk is full. */
function boundFiles(bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${bytes}:`]);
}

async function readiness(): Promise<{ status: number; reason?: string }> {
  const answer = await fetch(`${server.url}/readyz`);
  const { reason } = (await answer.json()) as { reason?: string };
  return { status: answer.status, ...(reason && { reason }) };
}

describe('while the disk is full', () => {
  it('/readyz is red and says why, reading goes on, and all is well when there is room', async () => {
    const ada = await visit(server.url, ADA);
    const before = await ada.messages();
    boundFiles(1);
    await expect(ada.say('what is on my calendar?')).rejects.toThrow();
    const red = await eventually('red', async () => {
      const state = await readiness();
      return state.status === 503 && state;
    });
    expect(red.reason).toMatch(/The data file .*\./);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect(await ada.messages()).toEqual(before);

    boundFiles('unlimited');
    await eventually('green', async () => (await readiness()).status === 200, NOTICED_MS);
    await ada.say('what is on my calendar?');
    await eventually('an answer', async () => (await ada.messages()).length >= before.length + 2, NOTICED_MS);
  }, 200_000);
});
