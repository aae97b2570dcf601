// The documents of the storage benchmark: about 1 KB, as meetings are, with what four indexes need.
import type { CreateIndexesOptions, IndexSpecification } from 'mongodb';

const START = Date.UTC(2026, 0, 5);
const MINUTE = 60_000;
const TEXT = 'What was said, and what is to be done until the next time. '.repeat(13);

export function sample(n: number) {
  return {
    tenant: `T0${n % 10}`,
    organizer: `U${String(n % 1_000).padStart(6, '0')}`,
    start: new Date(START + n * 5 * MINUTE),
    status: n % 7 === 0 ? 'cancelled' : 'scheduled',
    ...(n % 7 !== 0 && { claims: [`U${n % 1_000}:${n}`, `U${n % 1_000}:${n + 1}`] }),
    n,
    title: `Meeting ${n}`,
    text: TEXT,
  };
}

export const INDEXES: readonly [IndexSpecification, CreateIndexesOptions][] = [
  [{ tenant: 1, start: 1 }, {}],
  [
    { tenant: 1, claims: 1 },
    { unique: true, partialFilterExpression: { claims: { $exists: true } } },
  ],
  [{ tenant: 1, organizer: 1, start: -1 }, {}],
  [{ status: 1, n: 1 }, {}],
];
