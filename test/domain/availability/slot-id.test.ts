import { describe, expect, it } from 'vitest';
import { createSlotSigner } from '../../../src/domain/availability/availability.ts';

const signer = createSlotSigner(Buffer.alloc(32, 7));
const NOW = Date.parse('2026-01-05T10:00:00Z');
const slot = {
  tenant: 'T1',
  subject: 'U1',
  start: Date.parse('2026-01-08T19:00:00Z'),
  durationMinutes: 30,
  expiresAt: NOW + 3_600_000,
};
const reader = { tenant: 'T1', subject: 'U1' };

describe('a slot id', () => {
  it('gives back what was offered', () => {
    expect(signer.open(signer.sign(slot), reader, NOW)).toEqual({ start: slot.start, durationMinutes: 30 });
  });

  it('is short enough for a button', () => {
    expect(signer.sign(slot).length).toBeLessThan(64);
  });

  it('is worth nothing to another reader, with another key, or changed', () => {
    const id = signer.sign(slot);
    const refused = (attempt: () => unknown) => expect(attempt).toThrow(/not offered here/);
    refused(() => signer.open(id, { tenant: 'T2', subject: 'U1' }, NOW));
    refused(() => signer.open(id, { tenant: 'T1', subject: 'U2' }, NOW));
    refused(() => createSlotSigner(Buffer.alloc(32, 8)).open(id, reader, NOW));
    refused(() => signer.open(`1${id}`, reader, NOW));
    refused(() => signer.open(id.slice(0, -2), reader, NOW));
    for (const junk of ['', '.', 'abc', '1.2.3.4', 'é'.repeat(50)]) refused(() => signer.open(junk, reader, NOW));
  });

  it('expires', () => {
    expect(() => signer.open(signer.sign(slot), reader, slot.expiresAt + 60_001)).toThrow(/expired/);
  });
});
