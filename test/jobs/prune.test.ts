// What is forgotten and when: hours a week after a meeting's end, records when they are too old, nothing else.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { prune } from '../../src/jobs/prune.ts';
import { createPruning } from '../../src/storage/pruning.ts';
import { freshDatabase } from '../support/database.ts';
import { createWorld, NOW } from '../support/world.ts';

const DAY_MS = 24 * 3_600_000;
const later = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
let db: Db;

beforeEach(async () => {
  db = await freshDatabase();
});

const run = (now: Date) => prune({ ...createPruning(db), links: async () => 0, retentionDays: 90 }, now);

describe('pruning', () => {
  it('gives back the hours of a meeting a week after its end, and keeps the meeting', async () => {
    const world = createWorld(db);
    const ada = await world.addUser('UADA', 'Ada Park');
    const wish = {
      start: new Date(NOW.getTime() + 3_600_000 - (NOW.getTime() % 3_600_000)),
      durationMinutes: 30,
      attendees: [],
    };
    const { meeting } = await world.meetings.book(ada, wish, world.key());
    expect(await run(later(7))).toBe(0);
    expect(await run(later(8))).toBe(1);
    expect(await run(later(8))).toBe(0);
    const stored = await db.collection('meetings').findOne({ id: meeting.id });
    expect(stored).toMatchObject({ title: meeting.title });
    expect(stored).not.toHaveProperty('claims');
  });

  it('forgets records once they are older than they are kept, but no open turn', async () => {
    const turn = { tenant: 'T1', queue: 'q', receivedAt: NOW };
    await db.collection('turns').insertMany([
      { ...turn, eventId: 'done', finishedAt: NOW },
      { ...turn, eventId: 'open', open: true },
    ]);
    for (const [name, field] of [
      ['conversations', 'at'],
      ['postings', 'at'],
      ['deliveries', 'takenAt'],
      ['outbox', 'at'],
    ] as const) {
      await db.collection(name).insertMany([
        { tenant: 'T1', id: 'old', eventId: 'old', subject: 'old', [field]: NOW },
        { tenant: 'T1', id: 'new', eventId: 'new', subject: 'new', [field]: later(30) },
      ]);
    }
    expect(await run(later(89))).toBe(0);
    expect(await run(later(91))).toBe(5);
    expect(await db.collection('turns').distinct('eventId')).toEqual(['open']);
    expect(await db.collection('outbox').distinct('id')).toEqual(['new']);
  });
});
