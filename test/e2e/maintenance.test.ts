// An operator's way out of the embedded engine: check, move, start on the other database.
import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedEngine, startEmbedded } from '../../src/storage/embedded/embedded.ts';
import { ADA, visit } from '../support/playground.ts';
import { eventually, startServer, temporaryFolder } from '../support/server.ts';

const CLI = join(import.meta.dirname, '../../src/cli.ts');

describe('the data of a Parley that is stopped', () => {
  let dataDir: string;
  let otherDir: string;
  let other: EmbeddedEngine;

  beforeEach(async () => {
    dataDir = await temporaryFolder();
    otherDir = await temporaryFolder();
    other = await startEmbedded({ dir: otherDir });
  });
  afterEach(async () => {
    await other.stop();
    for (const folder of [dataDir, otherDir]) await rm(folder, { recursive: true, force: true });
  });

  async function parley(...options: string[]): Promise<string> {
    const env = { ...process.env, DATA_DIR: dataDir };
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...options], { env });
    return stdout;
  }

  it('is checked, moved, and goes on elsewhere', async () => {
    const first = await startServer({ DATA_DIR: dataDir });
    const ada = await visit(first.url, ADA);
    await ada.say('book a 30 min demo with john@acme.com tomorrow at 2pm');
    await eventually('the reply', async () => (await ada.messages()).length === 2);
    await first.stop();

    expect(await parley('check')).toContain('All is well.');
    const uri = `${other.uri}/elsewhere`;
    expect(await parley('move', '--to', uri)).toMatch(/meetings: 1 documents, verified/);
    const secret = await readFile(join(dataDir, 'secret'), 'utf8');
    const second = await startServer({ DATA_DIR: join(otherDir, 'data'), MONGODB_URI: uri, PARLEY_SECRET: secret });
    const still = await visit(second.url, ADA);
    expect((await still.messages()).length).toBe(2);
    await still.say('cancel the demo');
    await eventually('the cancellation', async () => {
      const mails = await still.read<{ subject: string }[]>('outbox');
      return mails.some(({ subject }) => subject === 'Cancelled: Demo');
    });
    expect(await second.stop()).toBe(0);
  });

  it('is not touched while a Parley runs on it', async () => {
    const running = await startServer({ DATA_DIR: dataDir });
    await expect(parley('check')).rejects.toThrow(String(running.pid));
    await running.stop();
  });

  it('is not moved to what is no address', async () => {
    await expect(parley('move', '--to', 'elsewhere')).rejects.toThrow(/starts with mongodb/);
    await expect(parley('move')).rejects.toThrow(/takes --to or --from/);
    await expect(parley('dance')).rejects.toThrow(/"dance" is not a command/);
  });
});
