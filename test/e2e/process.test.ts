// The process as its operator meets it: start, refuse, stop.
import { open, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, isAlive, startRefused, startServer, temporaryFolder } from '../support/server.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await temporaryFolder();
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('npm start', () => {
  it('says what runs and where, and ends cleanly when npm is told to stop', async () => {
    const server = await startServer({ DATA_DIR: dataDir });
    await eventually('the summary', () => server.output().includes('mail'));
    expect(server.output()).toContain(`http://localhost:${server.port}`);
    expect(server.output()).toContain(dataDir);
    expect(server.output()).toMatch(/database.*embedded/i);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${server.url}/nothing-here`)).status).toBe(404);
    // A stop that takes longer than its five seconds exits with 1.
    expect(await server.stop()).toBe(0);
    await eventually('the server is gone', () => !isAlive(server.pid));
  });

  it('keeps what it has over a restart', async () => {
    const first = await startServer({ DATA_DIR: dataDir });
    await first.stop();
    const before = await readdir(dataDir);
    const second = await startServer({ DATA_DIR: dataDir });
    await second.stop();
    expect((await readdir(dataDir)).sort()).toEqual(before.sort());
  });

  it('names each setting that cannot be', async () => {
    const { code, output } = await startRefused({ DATA_DIR: dataDir, PORT: 'eighty', LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(output).toContain('PORT must be a port number from 0 to 65535; received "eighty".');
    expect(output).toContain('LOG_LEVEL must be one of');
    expect(output).not.toMatch(/^\s+at /m);
  });

  it('names a port that is taken and suggests another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await eventually('listening', () => other.listening);
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, output } = await startRefused({ DATA_DIR: dataDir, PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is taken`);
    expect(output).toContain(`PORT=${port + 1}`);
  });

  it('refuses a second process on the same data and names the first', async () => {
    const first = await startServer({ DATA_DIR: dataDir });
    const { code, output } = await startRefused({ DATA_DIR: dataDir, PORT: '0' });
    expect(code).toBe(1);
    expect(output).toContain(String(first.pid));
    await first.stop();
  });

  it('refuses a corrupt data file, names it and says how to restore', async () => {
    const first = await startServer({ DATA_DIR: dataDir });
    await first.stop();
    const files = await readdir(dataDir, { recursive: true });
    const data = files.find((name) => name.endsWith('.sqlite')) ?? '';
    const file = await open(join(dataDir, data), 'r+');
    await file.write(Buffer.alloc(4096, 0x5a), 0, 4096, 0);
    await file.close();
    const { code, output } = await startRefused({ DATA_DIR: dataDir, PORT: '0' });
    expect(code).toBe(1);
    expect(output).toContain(data);
    expect(output).toMatch(/backup|restore/i);
  });
});
