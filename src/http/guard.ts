// Doors that open with a secret in their address: who brings one that opens nothing gets one answer for every reason,
// and who tries many is slowed down.
import { html } from 'hono/html';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Documents } from './pages/document.ts';
import type { Visitor } from './visitor.ts';
import { type Reader, readerOf, wordsOf } from './words/words.ts';

/** Wrong links that one address may bring in a minute: plenty for a person, nothing for a search through 2^128. */
const TRIES = 20;
const WINDOW_SECONDS = 60;

export interface Guard {
  /** The answer to an address that has brought too many wrong links; undefined for everybody else. */
  slowed(visitor: Visitor): Promise<Response | undefined>;
  /** Counts a link that opens nothing, and answers it. */
  refuse(visitor: Visitor): Promise<Response>;
}

/** Each process counts for itself: together they bound the load all the same. */
export function createGuard(documents: Documents): Guard {
  const limiter = new RateLimiterMemory({ points: TRIES, duration: WINDOW_SECONDS });
  const plain = (reader: Reader, title: string, text: string, status: number, headers = {}) => {
    const body = html`<main class="card"><h1>${title}</h1><p>${text}</p></main>`;
    return documents.respond({ title, language: reader.language, body }, status, headers);
  };
  return {
    async slowed(visitor) {
      const known = await limiter.get(visitor.address);
      if (!known || known.remainingPoints > 0) return undefined;
      const reader = readerOf(visitor.languages, 'en');
      const { title, text } = wordsOf(reader.language).slowed;
      const seconds = Math.max(1, Math.ceil(known.msBeforeNext / 1000));
      return plain(reader, title, text(seconds), 429, { 'retry-after': String(seconds) });
    },

    async refuse(visitor) {
      await limiter.consume(visitor.address).catch((reached: unknown) => {
        if (!(reached instanceof RateLimiterRes)) throw reached;
      });
      const reader = readerOf(visitor.languages, 'en');
      const { title, text } = wordsOf(reader.language).refused;
      return plain(reader, title, text, 404);
    },
  };
}
