// The first structure: every index that the repositories declare.
import { ensureIndexes } from '../indexes.ts';
import type { Migration } from './migration.ts';

export const indexes: Migration = {
  version: 1,
  name: 'make the indexes',
  run: ensureIndexes,
};
