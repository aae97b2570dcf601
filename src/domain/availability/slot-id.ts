// Ids of offered slots: signed, so that only what was shown can be chosen by id.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../errors.ts';

export interface OfferedSlot {
  readonly tenant: string;
  /** Whom it was offered to: a user's or guest's id. */
  readonly subject: string;
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly durationMinutes: number;
  readonly expiresAt: number;
}

export interface SlotSigner {
  sign(slot: OfferedSlot): string;
  /** Throws `invalid_input` for what was not signed here for this reader, `stale` for what has expired. */
  open(
    id: string,
    expected: { readonly tenant: string; readonly subject: string },
    now: number,
  ): { start: number; durationMinutes: number };
}

const TAG_BYTES = 16;

export function createSlotSigner(key: Uint8Array): SlotSigner {
  function tag(body: string, tenant: string, subject: string): Buffer {
    // JSON keeps the three apart whatever they contain.
    return createHmac('sha256', key)
      .update(JSON.stringify([tenant, subject, body]))
      .digest()
      .subarray(0, TAG_BYTES);
  }
  return {
    sign({ tenant, subject, start, durationMinutes, expiresAt }) {
      const body = [start / 60_000, durationMinutes, Math.ceil(expiresAt / 60_000)]
        .map((n) => n.toString(36))
        .join('.');
      return `${body}.${tag(body, tenant, subject).toString('base64url')}`;
    },
    open(id, { tenant, subject }, now) {
      const at = id.lastIndexOf('.');
      const body = id.slice(0, Math.max(at, 0));
      const given = Buffer.from(id.slice(at + 1), 'base64url');
      const expected = tag(body, tenant, subject);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw new DomainError('invalid_input', 'That slot was not offered here: ask for free times again.');
      }
      const [start = 0, durationMinutes = 0, expiresAt = 0] = body.split('.').map((part) => Number.parseInt(part, 36));
      if (expiresAt * 60_000 < now) {
        throw new DomainError('stale', 'That offer has expired: ask for free times again.');
      }
      return { start: start * 60_000, durationMinutes };
    },
  };
}
