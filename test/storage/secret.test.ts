import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deriveKey, loadSecret } from '../../src/storage/secret.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the root secret', () => {
  it('is made once, readable by its owner only', async () => {
    const data = join(folder, 'data');
    const first = await loadSecret(data);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await loadSecret(data)).toBe(first);
    expect((await stat(join(data, 'secret'))).mode & 0o777).toBe(0o600);
    expect((await stat(data)).mode & 0o777).toBe(0o700);
  });

  it('is one, however many ask at once', async () => {
    const secrets = await Promise.all(Array.from({ length: 20 }, () => loadSecret(folder)));
    expect(new Set(secrets).size).toBe(1);
    expect(await readdir(folder)).toEqual(['secret']);
  });

  it('is named when damaged, not replaced', async () => {
    await writeFile(join(folder, 'secret'), 'short');
    await expect(loadSecret(folder)).rejects.toThrow(/secret is damaged/);
  });

  it('gives each purpose a key of its own, always the same', () => {
    const secret = 'x'.repeat(32);
    expect(deriveKey(secret, 'a')).toEqual(deriveKey(secret, 'a'));
    expect(deriveKey(secret, 'a')).not.toEqual(deriveKey(secret, 'b'));
    expect(deriveKey(secret, 'a')).not.toEqual(deriveKey(`${secret}y`, 'a'));
    expect(deriveKey(secret, 'a')).toHaveLength(32);
  });
});
