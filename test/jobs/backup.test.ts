import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rotateBackups } from '../../src/jobs/backup.ts';

describe('the nightly backup', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-rotation-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const night = (day: number) => new Date(Date.UTC(2026, 0, day, 2, 17));

  it('makes one a day and keeps the last ones', async () => {
    const made: string[] = [];
    const backUp = async (file: string) => {
      made.push(file);
      await writeFile(file, 'copy');
    };
    await writeFile(join(folder, 'notes.txt'), 'not ours');
    for (let day = 1; day <= 5; day++) {
      await rotateBackups({ folder, keep: 3, backUp }, night(day));
      await rotateBackups({ folder, keep: 3, backUp }, night(day));
    }
    expect(made).toHaveLength(5);
    expect((await readdir(folder)).sort()).toEqual([
      'notes.txt',
      'parley-2026-01-03.sqlite',
      'parley-2026-01-04.sqlite',
      'parley-2026-01-05.sqlite',
    ]);
  });

  it('removes nothing when the new one cannot be made', async () => {
    const full = async () => {
      throw new Error('no space');
    };
    await writeFile(join(folder, 'parley-2026-01-01.sqlite'), 'copy');
    await expect(rotateBackups({ folder, keep: 1, backUp: full }, night(2))).rejects.toThrow('no space');
    expect(await readdir(folder)).toEqual(['parley-2026-01-01.sqlite']);
  });
});
