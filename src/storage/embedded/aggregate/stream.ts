// Documents on their way through a pipeline: one at a time where a stage allows it, with room for others in between.

import { CommandError } from '../errors.ts';
import type { Pacing } from '../pause.ts';
import { type Document, getField, isDocument } from '../values.ts';

export type Stream = AsyncIterable<Document> | Iterable<Document>;

/** What a stage may hold in memory, in bytes, as MongoDB bounds it when it may not use the disk. */
export const MAX_STAGE_BYTES = 100 * 1024 * 1024;

/** Each document becomes none, one or several others. */
export async function* flatMap(
  source: Stream,
  pacing: Pacing,
  change: (doc: Document) => readonly Document[],
): AsyncIterable<Document> {
  for await (const doc of source) {
    if (pacing.due()) await pacing.rest();
    yield* change(doc);
  }
}

/**
 * All documents, for a stage that needs to see them together.
 * @throws CommandError 292 when they take more memory than `stage` may
 */
export async function collect(source: Stream, pacing: Pacing, stage: string): Promise<Document[]> {
  const documents: Document[] = [];
  const memory = new Memory(stage);
  for await (const doc of source) {
    if (pacing.due()) await pacing.rest();
    memory.add(doc);
    documents.push(doc);
  }
  return documents;
}

/** How much a stage holds. */
export class Memory {
  readonly #stage: string;
  #bytes = 0;

  constructor(stage: string) {
    this.#stage = stage;
  }

  /** Throws CommandError 292 when a stage holds too much with this value. */
  add(value: unknown): void {
    this.#bytes += weigh(value);
    if (this.#bytes > MAX_STAGE_BYTES) throw tooLarge(this.#stage);
  }
}

/** The refusal of a stage that would hold more than it may. */
export function tooLarge(stage: string): CommandError {
  return new CommandError(
    292,
    `${stage} exceeded the memory limit of ${MAX_STAGE_BYTES} bytes. The embedded database does not use the disk for ` +
      'it: set MONGODB_URI to use a MongoDB server',
  );
}

/** About how many bytes a value takes as BSON. */
export function weigh(value: unknown): number {
  if (typeof value === 'string') return value.length + 8;
  if (typeof value !== 'object' || value === null) return 8;
  if (Array.isArray(value)) {
    let size = 16;
    for (const element of value) size += weigh(element);
    return size;
  }
  if (isDocument(value)) {
    let size = 16;
    for (const name of Object.keys(value)) size += name.length + weigh(getField(value, name));
    return size;
  }
  return 'buffer' in value && value.buffer instanceof Uint8Array ? value.buffer.length + 16 : 16;
}

/** Rows sorted between one another in one go. */
const RUN = 2048;

/** Sorted by key, equal ones in the order in which they came; others run while a long list is sorted. */
export async function sortByKey<T extends { readonly key: string }>(rows: readonly T[], pacing: Pacing): Promise<T[]> {
  let runs: T[][] = [];
  for (let at = 0; at < rows.length; at += RUN) {
    if (pacing.due()) await pacing.rest();
    runs.push(rows.slice(at, at + RUN).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)));
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(await merge(runs[at] as T[], runs[at + 1] ?? [], pacing));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<T extends { readonly key: string }>(left: T[], right: T[], pacing: Pacing): Promise<T[]> {
  if (right.length === 0) return left;
  const result: T[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (pacing.due()) await pacing.rest();
    const [a, b] = [left[i], right[j]];
    if (a && (!b || a.key <= b.key)) {
      result.push(a);
      i++;
    } else if (b) {
      result.push(b);
      j++;
    }
  }
  return result;
}
