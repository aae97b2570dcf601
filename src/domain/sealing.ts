// Sealing: text that is kept or handed out, and that only Parley reads back. AES-256-GCM, bound to whose it is.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export interface Sealer {
  /** `context` says whose it is and what for: it opens in the same context only. Base64url. */
  seal(text: string, context: readonly string[]): string;
  /** Null for what was altered, belongs elsewhere, or was sealed under another key. */
  open(sealed: string, context: readonly string[]): string | null;
}

const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES;

/** `key` has 256 bits. What is sealed begins with the key's id, so that one of another secret is known as such. */
export function createSealer(key: Uint8Array): Sealer {
  const keyId = createHash('sha256').update('key-id').update(key).digest().subarray(0, KEY_ID_BYTES);
  // JSON keeps the parts apart whatever they contain.
  const bound = (context: readonly string[]) => Buffer.from(JSON.stringify(context));
  return {
    seal(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([keyId, nonce, cipher.getAuthTag(), body]).toString('base64url');
    },

    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url');
      // Base64 has several spellings of the same bytes; ours is one.
      if (bytes.length < HEAD_BYTES || bytes.toString('base64url') !== sealed) return null;
      if (!bytes.subarray(0, KEY_ID_BYTES).equals(keyId)) return null;
      const nonce = bytes.subarray(KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(bound(context)).setAuthTag(bytes.subarray(HEAD_BYTES - TAG_BYTES, HEAD_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
