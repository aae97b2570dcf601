// Cursors between a first batch and the last: kept by id, given up after ten idle minutes, bounded in number.
import { randomBytes } from 'node:crypto';
import { CommandError } from './errors.ts';
import type { Pacing } from './pause.ts';

/** Where a cursor's documents come from: as many as `want` asks for, fewer only at the end. */
export type DocumentSource = {
  /** The next documents, at most `count` and about `maxBytes`; `done` when nothing is left. */
  next(count: number, maxBytes: number, pause: Pacing): Promise<{ documents: Uint8Array[]; done: boolean }>;
};

export type Cursor = {
  readonly id: bigint;
  readonly namespace: string;
  readonly source: DocumentSource;
  /** The logical session that opened it, as hex; a session that ends takes its cursors along. */
  readonly session: string | undefined;
  /** The connection that opened it. */
  readonly connection: number;
  lastUsed: number;
  busy: boolean;
};

/** Ten minutes, as MongoDB does. */
export const CURSOR_IDLE_MS = 600_000;
const MAX_CURSORS = 10_000;
const MAX_CURSORS_OF_CONNECTION = 1_000;

export class Cursors {
  readonly #cursors = new Map<bigint, Cursor>();
  /** How many cursors each connection has open. */
  readonly #ofConnection = new Map<number, number>();
  readonly #now: () => number;

  /** `now` tells the time in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get size(): number {
    return this.#cursors.size;
  }

  /** Keeps a source for getMore. Throws CommandError 292 when too many are open, in all or of that connection. */
  open(namespace: string, source: DocumentSource, by: Pick<Cursor, 'session' | 'connection'>): Cursor {
    if (this.#cursors.size >= MAX_CURSORS) this.sweep();
    if (this.#cursors.size >= MAX_CURSORS) throw new CommandError(292, `${MAX_CURSORS} cursors are open already`);
    const others = this.#ofConnection.get(by.connection) ?? 0;
    if (others >= MAX_CURSORS_OF_CONNECTION) {
      throw new CommandError(292, `This connection has ${MAX_CURSORS_OF_CONNECTION} cursors open already`);
    }
    this.#ofConnection.set(by.connection, others + 1);
    // Positive and unguessable: a client can only reach cursors whose ids it was given.
    const id = randomBytes(8).readBigInt64LE() & 0x7fff_ffff_ffff_ffffn;
    const cursor: Cursor = { id, namespace, source, ...by, lastUsed: this.#now(), busy: false };
    this.#cursors.set(id, cursor);
    return cursor;
  }

  /** The cursor for a getMore on `namespace`. Throws CommandError 43 when it is gone, 13 on another namespace. */
  take(id: bigint, namespace: string): Cursor {
    const cursor = this.#cursors.get(id);
    if (!cursor) throw new CommandError(43, `cursor id ${id} not found`);
    if (cursor.namespace !== namespace) {
      throw new CommandError(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to '${cursor.namespace}'`,
      );
    }
    if (cursor.busy) throw new CommandError(12051, `cursor id ${id} is already in use`);
    cursor.busy = true;
    return cursor;
  }

  release(cursor: Cursor): void {
    cursor.busy = false;
    cursor.lastUsed = this.#now();
  }

  /** False when there is no such cursor. */
  close(id: bigint): boolean {
    const cursor = this.#cursors.get(id);
    if (!cursor) return false;
    this.#cursors.delete(id);
    const left = (this.#ofConnection.get(cursor.connection) ?? 1) - 1;
    if (left > 0) this.#ofConnection.set(cursor.connection, left);
    else this.#ofConnection.delete(cursor.connection);
    return true;
  }

  closeSession(session: string): void {
    for (const cursor of this.#cursors.values()) if (cursor.session === session) this.close(cursor.id);
  }

  /** Gives up cursors over a namespace that is no more. */
  closeNamespace(namespace: string): void {
    for (const cursor of this.#cursors.values()) if (cursor.namespace === namespace) this.close(cursor.id);
  }

  /** Gives up what nobody has read for ten minutes. */
  sweep(): void {
    const oldest = this.#now() - CURSOR_IDLE_MS;
    for (const cursor of this.#cursors.values()) {
      if (!cursor.busy && cursor.lastUsed < oldest) this.close(cursor.id);
    }
  }
}
