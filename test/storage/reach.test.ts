import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedEngine, startEmbedded } from '../../src/storage/embedded/embedded.ts';
import { reach } from '../../src/storage/reach.ts';
import { temporaryFolder } from '../support/server.ts';

describe('a database that does not answer', () => {
  let dir: string;
  let socket: string;
  let client: MongoClient;
  let engine: EmbeddedEngine | undefined;

  beforeEach(async () => {
    dir = await temporaryFolder();
    socket = join(dir, 'parley.sock');
    client = new MongoClient(`mongodb://ada:secret@${encodeURIComponent(socket)}/?authMechanism=PLAIN`, {
      serverSelectionTimeoutMS: 20,
    });
  });
  afterEach(async () => {
    await client.close();
    await engine?.stop();
    engine = undefined;
    await rm(dir, { recursive: true });
  });

  it('is waited for, and that is said once', async () => {
    const lines: string[] = [];
    const plain = new MongoClient(`mongodb://${encodeURIComponent(socket)}`, { serverSelectionTimeoutMS: 20 });
    const reached = reach(plain, { info: (line) => lines.push(line) }, Number.POSITIVE_INFINITY);
    engine = await startEmbedded({ dir });
    await reached;
    expect(await plain.db('test').command({ ping: 1 })).toMatchObject({ ok: 1 });
    await plain.close();
    expect(lines).toEqual([`The database at ${socket} does not answer yet: waiting for it.`]);
  });

  it('is named at last, without the password', async () => {
    const { message } = await reach(client, { info: () => {} }, 2).then(
      () => expect.unreachable(),
      (error: Error) => error,
    );
    expect(message).toMatch(
      /^The database at .*parley\.sock does not answer \(.*\)\. Start it, or correct MONGODB_URI\.$/,
    );
    expect(message).not.toContain('secret');
  });
});
