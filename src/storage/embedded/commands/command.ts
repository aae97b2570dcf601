// What a command is, what it is given, and the table that finds it by name.
import type { Catalog } from '../catalog.ts';
import type { Cursors } from '../cursors.ts';
import type { Journal, Writability } from '../journal.ts';
import type { Pacing } from '../pause.ts';
import type { Reply } from '../reply.ts';
import type { Connection } from '../server.ts';
import type { Arguments } from './arguments.ts';
import type { FailPoint } from './fail-point.ts';

/** What all commands share for as long as the engine runs. */
export type Engine = {
  readonly catalog: Catalog;
  readonly cursors: Cursors;
  readonly journal: Journal;
  readonly failPoint: FailPoint;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly state: () => Writability;
  readonly log: (line: string) => void;
  /** Writes a verified copy of everything that is durable into a new file; answers its size in bytes. */
  readonly backup: (file: string) => Promise<number>;
};

/** One call of a command. */
export type Context = Engine & {
  readonly db: string;
  readonly args: Arguments;
  /** The whole command, encoded; `args` is the same decoded. */
  readonly body: Uint8Array;
  /** How many levels are nested in it. */
  readonly depth: number;
  /** Documents that came beside the command, still encoded, by field. */
  readonly sequences: ReadonlyMap<string, readonly Uint8Array[]>;
  readonly connection: Connection;
  readonly pause: Pacing;
};

export type Command = {
  readonly name: string;
  /** Its fields besides the generic ones; others are refused by name. */
  readonly fields: readonly string[] | 'any';
  run(context: Context): Reply | Promise<Reply>;
};
