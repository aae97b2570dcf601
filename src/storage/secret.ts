// The root secret and the keys made from it. One secret is to be kept; every purpose gets a key of its own.
import { hkdfSync, randomBytes } from 'node:crypto';
import { access, link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'secret';

/**
 * The secret kept in the data folder, made on first use (256 random bits, mode 0600). Two processes that start at
 * once agree on one.
 */
export async function loadSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, FILE);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (!(await exists(path))) await create(path);
  const secret = (await readFile(path, 'utf8')).trim();
  if (secret.length < 32) {
    throw new Error(`${path} is damaged: it should hold at least 32 characters. Restore it from a backup.`);
  }
  return secret;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Written aside and then linked into place: nobody ever reads half a secret, and the first of two processes wins. */
async function create(path: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(aside, 'wx', 0o600);
  try {
    await file.writeFile(randomBytes(32).toString('hex'));
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(aside, path);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!taken) throw error;
  } finally {
    await unlink(aside);
  }
}

/** 256 bits for one purpose (`slot-ids`, `playground-signing`): HKDF-SHA256, RFC 5869. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'parley', purpose, 32));
}
