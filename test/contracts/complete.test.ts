// Every repository has a suite here, which runs on the embedded engine and on a MongoDB.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { QUERIES } from '../storage/queries.ts';

it('has a suite for every repository', () => {
  const suites = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .filter((text) => text.includes('.each(DATABASES)'))
    .join();
  const missing = Object.keys(QUERIES).filter((name) => !suites.includes(name));
  expect(missing).toEqual([]);
});
