// Every migration, in order.
import { indexes } from './001-indexes.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: readonly Migration[] = [indexes];
