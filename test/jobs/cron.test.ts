// The times of our own jobs, and the notes of their runs.
import { describe, expect, it } from 'vitest';
import { lastTime, nextTime } from '../../src/jobs/cron.ts';
import { type JobRun, recorded } from '../../src/jobs/recorded.ts';

const at = (text: string) => new Date(`2026-${text}Z`);

describe('cron expressions', () => {
  it.each([
    ['* * * * *', '01-07T10:12:30', '01-07T10:12:00', '01-07T10:13:00'],
    ['* * * * *', '01-07T10:12:00', '01-07T10:12:00', '01-07T10:13:00'],
    ['17 2 * * *', '01-07T02:16:59', '01-06T02:17:00', '01-07T02:17:00'],
    ['17 2 * * *', '01-07T02:17:00', '01-07T02:17:00', '01-08T02:17:00'],
    ['*/15 * * * *', '12-31T23:50:00', '12-31T23:45:00', '01-01T00:00:00'],
    ['0 6,18 * * *', '01-07T10:00:00', '01-07T06:00:00', '01-07T18:00:00'],
    ['0 0 1 * *', '02-03T00:00:00', '02-01T00:00:00', '03-01T00:00:00'],
    ['30 5 * * 1', '01-07T10:00:00', '01-05T05:30:00', '01-12T05:30:00'],
  ])('%s at %s: last %s, next %s', (cron, now, last, next) => {
    expect(lastTime(cron, at(now))).toEqual(at(last));
    const following = nextTime(cron, at(now));
    expect(following.toISOString().slice(5)).toBe(at(next).toISOString().slice(5));
    expect(following > at(now)).toBe(true);
  });

  it('refuses one that names no time', () => {
    expect(() => nextTime('0 0 31 2 *', at('01-07T10:00:00'))).toThrow('names no time');
  });
});

describe('a recorded job', () => {
  const now = at('01-07T10:12:07');
  const end = at('01-07T10:12:09');

  function run(work: () => Promise<void>) {
    const runs: JobRun[] = [];
    const note = async (one: JobRun) => {
      runs.push(one);
    };
    const job = recorded({ name: 'sweep', cron: '* * * * *', run: work }, { clock: () => end, note });
    return { runs, done: job.run(now) };
  }

  it('notes when it ran, how long, and how late it began', async () => {
    const { runs, done } = run(async () => undefined);
    await done;
    expect(runs).toEqual([
      { job: 'sweep', startedAt: now, finishedAt: end, durationMs: expect.any(Number), lagMs: 7_000 },
    ]);
  });

  it('notes why it failed, and fails all the same', async () => {
    const { runs, done } = run(async () => {
      throw new Error('no disk');
    });
    await expect(done).rejects.toThrow('no disk');
    expect(runs).toMatchObject([{ job: 'sweep', error: 'no disk' }]);
  });
});
