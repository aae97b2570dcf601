// The root secret and the keys made from it. One secret is to be kept; every purpose gets a key of its own.
import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'secret';

/**
 * The secret kept in the data folder, made on first use (256 random bits, mode 0600). Two processes that start at
 * once agree on one: the file is created exclusively.
 */
export async function loadSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, FILE);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(randomBytes(32).toString('hex'));
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!exists) throw error;
  }
  const secret = (await readFile(path, 'utf8')).trim();
  if (secret.length < 32) {
    throw new Error(`${path} is damaged: it should hold at least 32 characters. Restore it from a backup.`);
  }
  return secret;
}

/** 256 bits for one purpose (`slot-ids`, `playground-signing`): HKDF-SHA256, RFC 5869. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'parley', purpose, 32));
}
