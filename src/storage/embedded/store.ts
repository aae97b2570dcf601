// The data file: SQLite in WAL mode with FULL synchronisation, one row a document. It knows rows and transactions;
// what a document means, and when a batch is committed, is decided above.
import { backup, DatabaseSync } from 'node:sqlite';

/** Raised with every change of the tables below; a file with a higher one was written by a newer Parley. */
export const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE collections (id INTEGER PRIMARY KEY, db TEXT NOT NULL, name TEXT NOT NULL, options BLOB NOT NULL);
  CREATE TABLE indexes (collection INTEGER NOT NULL, name TEXT NOT NULL, spec BLOB NOT NULL,
    PRIMARY KEY (collection, name));
  CREATE TABLE documents (record INTEGER PRIMARY KEY, collection INTEGER NOT NULL, body BLOB NOT NULL);
`;

export type CollectionRow = {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  readonly options: Uint8Array;
};
export type IndexRow = { readonly collection: number; readonly name: string; readonly spec: Uint8Array };
/** `[record id, collection id, BSON]`, in the order in which the documents were inserted. */
export type DocumentRow = [record: number, collection: number, body: Uint8Array];

/** More than a page, so that it takes room; what an earlier probe could not remove goes first. */
const GROW = `
  BEGIN IMMEDIATE;
  DROP TABLE IF EXISTS probe;
  CREATE TABLE probe (body BLOB);
  INSERT INTO probe VALUES (zeroblob(65536));
  COMMIT;
`;

/**
 * Makes the log as long as it gets between two checkpoints (1000 pages, SQLite's default): pages that do not fit the cache
 * are written to it before their transaction ends, and this one is taken back. A commit that overwrites its log takes half
 * the time of one that makes it longer, for then only data have to reach the disk.
 */
const LENGTHEN_LOG = `
  PRAGMA cache_size = 32;
  BEGIN IMMEDIATE;
  CREATE TABLE probe (body BLOB);
  INSERT INTO probe VALUES (zeroblob(4096000));
  ROLLBACK;
`;

/** Of a copy: a step holds up the file for less than a millisecond. */
const PAGES_A_STEP = 100;
const TICK_MS = 5;

/** Changes belong to the transaction that `begin` opened; nothing is durable before `commit` returns. */
export type Store = {
  readonly file: string;
  begin(): void;
  commit(): void;
  /** Ends the open transaction, if SQLite has not ended it by itself after an error. */
  rollback(): void;
  addCollection(row: CollectionRow): void;
  changeCollection(row: CollectionRow): void;
  removeCollection(id: number): void;
  putIndex(row: IndexRow): void;
  removeIndex(collection: number, name: string): void;
  addDocument(record: number, collection: number, body: Uint8Array): void;
  changeDocument(record: number, body: Uint8Array): void;
  removeDocument(record: number): void;
  collections(): CollectionRow[];
  indexes(): IndexRow[];
  documents(): Iterable<DocumentRow>;
  /** Compares the file's structure with its contents; throws an Error when it is damaged. */
  verify(): void;
  /** Makes the file grow a little and shrink again, to see whether it can; throws what SQLite throws. */
  probe(): void;
  /**
   * Writes what is committed into a new file, some pages at a time; what is committed meanwhile is in it too. `copied` is
   * told of every step and ends the copy by throwing. Rejects at once when a transaction is open as it begins.
   */
  copyTo(file: string, copied: () => void): Promise<void>;
  close(): void;
};

/** The sentence that a damaged file gets, at start or later. */
export function corruptFileMessage(file: string, detail: string): string {
  return (
    `The data file ${file} is damaged (${detail}). Stop Parley, move that file and those beside it that end in -wal and ` +
    `-shm away, copy a backup to ${file}, and start again.`
  );
}

/**
 * Opens the data file and creates it when it is missing. `maxPages` bounds it, in pages of 4096 bytes.
 * Throws an Error with a sentence for the operator when it is damaged, newer than this program, or in use.
 */
export function openStore(file: string, options: { readonly maxPages?: number } = {}): Store {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file);
    // The exclusive lock is held as long as the file is open: two engines can never write to one file.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    prepareSchema(db, file);
    lengthenLog(db);
    db.exec('PRAGMA cache_size = -8192; PRAGMA busy_timeout = 0');
    if (options.maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${Math.trunc(options.maxPages)}`);
    return statements(db, file);
  } catch (error) {
    db?.close();
    throw describe(file, error);
  }
}

function prepareSchema(db: DatabaseSync, file: string): void {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > SCHEMA_VERSION) {
    throw new Error(
      `The data file ${file} was written by a newer Parley (its format is ${version}, this program knows ${SCHEMA_VERSION}). ` +
        'Start that newer Parley, or restore a backup made with this one.',
    );
  }
  if (version === SCHEMA_VERSION) return;
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  if (tables.length > 0) throw new Error(`The file ${file} is a database, but none of Parley's. Use another folder.`);
  db.exec(`BEGIN; ${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
}

/** A disk without room for it is none of this function's business: the first change finds out and says so. */
function lengthenLog(db: DatabaseSync): void {
  try {
    db.exec(LENGTHEN_LOG);
  } catch {
    if (db.isTransaction) db.exec('ROLLBACK');
  }
}

const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** Whether an error says that the file's contents are not what SQLite has written. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

function describe(file: string, error: unknown): unknown {
  const code = sqliteCode(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (isDamage(error)) return new Error(corruptFileMessage(file, detail));
  if (code === SQLITE_BUSY) return new Error(`The data file ${file} is in use by another program.`);
  if (code !== undefined) return new Error(`The data file ${file} cannot be opened: ${detail}.`);
  return error;
}

/** SQLite's primary result code, undefined for any other error. */
export function sqliteCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

function statements(db: DatabaseSync, file: string): Store {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const addDocument = db.prepare('INSERT INTO documents (record, collection, body) VALUES (?, ?, ?)');
  const changeDocument = db.prepare('UPDATE documents SET body = ? WHERE record = ?');
  const removeDocument = db.prepare('DELETE FROM documents WHERE record = ?');
  const addCollection = db.prepare('INSERT INTO collections (id, db, name, options) VALUES (?, ?, ?, ?)');
  const changeCollection = db.prepare('UPDATE collections SET db = ?, name = ?, options = ? WHERE id = ?');
  const removeCollection = db.prepare('DELETE FROM collections WHERE id = ?');
  const removeIndexes = db.prepare('DELETE FROM indexes WHERE collection = ?');
  const putIndex = db.prepare('INSERT OR REPLACE INTO indexes (collection, name, spec) VALUES (?, ?, ?)');
  const removeIndex = db.prepare('DELETE FROM indexes WHERE collection = ? AND name = ?');
  return {
    file,
    begin: () => void begin.run(),
    commit: () => void commit.run(),
    rollback: () => {
      if (db.isTransaction) db.exec('ROLLBACK');
    },
    addCollection: (row) => void addCollection.run(row.id, row.db, row.name, row.options),
    changeCollection: (row) => void changeCollection.run(row.db, row.name, row.options, row.id),
    removeCollection: (id) => {
      removeIndexes.run(id);
      removeCollection.run(id);
    },
    putIndex: (row) => void putIndex.run(row.collection, row.name, row.spec),
    removeIndex: (collection, name) => void removeIndex.run(collection, name),
    addDocument: (record, collection, body) => void addDocument.run(record, collection, body),
    changeDocument: (record, body) => void changeDocument.run(body, record),
    removeDocument: (record) => void removeDocument.run(record),
    collections: () => db.prepare('SELECT id, db, name, options FROM collections').all() as CollectionRow[],
    indexes: () => db.prepare('SELECT collection, name, spec FROM indexes').all() as IndexRow[],
    documents: () => {
      const select = db.prepare('SELECT record, collection, body FROM documents ORDER BY record');
      select.setReturnArrays(true);
      return select.iterate() as unknown as Iterable<DocumentRow>;
    },
    verify: () => {
      const rows = db.prepare('PRAGMA quick_check(1)').all() as { quick_check: string }[];
      if (rows[0]?.quick_check !== 'ok') throw new Error(rows[0]?.quick_check ?? 'no answer');
    },
    probe: () => {
      try {
        db.exec(GROW);
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
      db.exec('DROP TABLE probe');
    },
    copyTo: async (file, copied) => {
      // Its promise is settled from outside of the event loop, and nobody hears of that before something else happens.
      const tick = setInterval(() => {}, TICK_MS);
      try {
        await backup(db, file, { rate: PAGES_A_STEP, progress: copied });
      } finally {
        clearInterval(tick);
      }
    },
    close: () => db.close(),
  };
}
