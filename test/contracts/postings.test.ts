// What Parley has posted, and the local outbox: each once, newest first, within its tenant.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Posting } from '../../src/bot/postings.ts';
import { tenantId } from '../../src/domain/actor.ts';
import { createOutbox } from '../../src/storage/outbox.ts';
import { createPostingStore } from '../../src/storage/postings.ts';
import { NOW } from '../support/world.ts';
import { DATABASES } from './databases.ts';

const T1 = tenantId('T1');
const T2 = tenantId('T2');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

function posting(id: string, seconds: number, change: Partial<Posting> = {}): Posting {
  return {
    tenant: T1,
    id,
    channel: 'D1',
    viewer: 'UADA',
    text: 'Booked.',
    meetingIds: ['m1', 'm2'],
    listedIds: [],
    options: [],
    at: at(seconds),
    ...change,
  };
}

describe.each(DATABASES)('what is posted on $name', ({ fresh }) => {
  let db: Db;
  beforeEach(async () => {
    db = await fresh();
  });

  it('is intended once, and keeps what it was when it is intended again', async () => {
    const postings = createPostingStore(db);
    const intents = Array.from({ length: 8 }, () => postings.intend(posting('p1', 0)));
    expect((await Promise.all(intents)).filter((since) => since === null)).toHaveLength(1);
    expect(await postings.intend(posting('p1', 9, { text: 'Other.' }))).toEqual(posting('p1', 0).at);
    expect(await postings.showing(T1, 'm1', 5)).toEqual([]);
    await postings.posted({ ...posting('p1', 0), ts: '1.1' });
    expect(await postings.at(T1, 'D1', '1.1')).toEqual({ ...posting('p1', 0), ts: '1.1' });
    expect(await postings.at(T2, 'D1', '1.1')).toBeNull();
  });

  it('is found by each of its meetings, newest first, and as it was last posted', async () => {
    const postings = createPostingStore(db);
    for (const n of [1, 2, 3]) await postings.posted({ ...posting(`p${n}`, n), ts: `1.${n}` });
    await postings.posted({ ...posting('p2', 2, { text: 'Moved.', meetingIds: ['m2'] }), ts: '1.2' });
    await postings.posted({ ...posting('p1', 9, { tenant: T2 }), ts: '1.9' });
    const ids = async (meeting: string, limit: number) =>
      (await postings.showing(T1, meeting, limit)).map(({ id, text }) => `${id} ${text}`);
    expect(await ids('m1', 5)).toEqual(['p3 Booked.', 'p1 Booked.']);
    expect(await ids('m2', 2)).toEqual(['p3 Booked.', 'p2 Moved.']);
    expect(await ids('m3', 5)).toEqual([]);
  });

  it('as mail is kept once for each delivery, newest first, its HTML apart', async () => {
    const outbox = createOutbox(db);
    const mail = (id: string, seconds: number) => ({
      id,
      to: 'john@acme.com',
      subject: id,
      text: 'Hi',
      at: at(seconds),
    });
    const html = '<p>Hi</p>';
    await Promise.all(Array.from({ length: 8 }, () => outbox.put(T1, { ...mail('d1', 1), html })));
    await outbox.put(T1, { ...mail('d1', 5), html, text: 'Again' });
    await outbox.put(T1, { ...mail('d2', 2), html, ics: 'BEGIN:VCALENDAR' });
    await outbox.put(T2, { ...mail('d1', 3), html });
    expect(await outbox.find(T1, 'd1')).toEqual({ ...mail('d1', 1), html });
    expect(await outbox.find(T2, 'd2')).toBeNull();
    expect(await outbox.list(T1, 5)).toEqual([{ ...mail('d2', 2), ics: 'BEGIN:VCALENDAR' }, mail('d1', 1)]);
    expect((await outbox.list(T1, 1)).map(({ id }) => id)).toEqual(['d2']);
    expect(await outbox.list(T2, 5)).toHaveLength(1);
  });
});
