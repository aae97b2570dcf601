// Doors that open with a secret in their address: who brings one that opens nothing gets one answer for every reason,
// and who tries many is slowed down.
import { html } from 'hono/html';
import type { Documents } from './pages/document.ts';
import type { Visitor } from './visitor.ts';
import { type Reader, readerOf, wordsOf } from './words/words.ts';

export interface RateLimit {
  readonly name: string;
  /** So many in so many seconds. */
  readonly points: number;
  readonly seconds: number;
}

/** Wrong links that one address may bring in a minute: plenty for a person, nothing for a search through 2^128. */
export const WRONG_LINKS: RateLimit = { name: 'wrong-links', points: 20, seconds: 60 };

/** What is counted against one limit, over all processes. Implemented by storage. */
export interface RateLimits {
  /** How long the key has to wait until it may go on: 0 when it may at once. */
  waitMs(key: string): Promise<number>;
  /** Counts one more. */
  count(key: string): Promise<void>;
}

export interface Guard {
  /** The answer to an address that has brought too many wrong links; undefined for everybody else. */
  slowed(visitor: Visitor): Promise<Response | undefined>;
  /** Counts a link that opens nothing, and answers it. */
  refuse(visitor: Visitor): Promise<Response>;
}

/** `wrongLinks` are counted by the visitor's address. */
export function createGuard(documents: Documents, wrongLinks: RateLimits): Guard {
  const plain = (reader: Reader, title: string, text: string, status: number, headers = {}) => {
    const body = html`<main class="card"><h1>${title}</h1><p>${text}</p></main>`;
    return documents.respond({ title, language: reader.language, body }, status, headers);
  };
  return {
    async slowed(visitor) {
      const waitMs = await wrongLinks.waitMs(visitor.address);
      if (waitMs === 0) return undefined;
      const reader = readerOf(visitor.languages, 'en');
      const { title, text } = wordsOf(reader.language).slowed;
      const seconds = Math.ceil(waitMs / 1000);
      return plain(reader, title, text(seconds), 429, { 'retry-after': String(seconds) });
    },

    async refuse(visitor) {
      await wrongLinks.count(visitor.address);
      const reader = readerOf(visitor.languages, 'en');
      const { title, text } = wordsOf(reader.language).refused;
      return plain(reader, title, text, 404);
    },
  };
}
