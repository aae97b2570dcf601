import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SUITES } from './suites.ts';

const TESTS = join(import.meta.dirname, '..');

it('holds every test that has a full count', () => {
  const listed = Object.values(SUITES).flat();
  const counting = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => /from '[./]+support\/counts\.ts'/.test(readFileSync(join(TESTS, file), 'utf8')))
    .map((file) => `test/${file}`);
  expect(counting.length).toBeGreaterThan(5);
  expect(counting.filter((file) => !listed.some((suite) => file.startsWith(suite)))).toEqual([]);
});
