// Read and write concerns: what a standalone can promise, and the refusal of what only a replica set could.
import { CommandError } from '../errors.ts';
import { show } from '../show.ts';
import { isNumber, toNumber } from '../values.ts';
import { Arguments } from './arguments.ts';

const LEVELS = ['local', 'available', 'majority', 'linearizable', 'snapshot'];
/** What waits for others, or reads a point in time that the others know too. */
const OF_SETS = new Set(['linearizable', 'snapshot']);

/** Throws CommandError 2, 9, 14, 72 or 123 for a `readConcern` or `writeConcern` that is none or needs a replica set. */
export function checkConcerns(args: Arguments): void {
  if (args.has('writeConcern')) checkWriteConcern(new Arguments('writeConcern', args.document('writeConcern') ?? {}));
  if (args.has('readConcern')) checkReadConcern(new Arguments('readConcern', args.document('readConcern') ?? {}));
}

const WRITE_FIELDS = new Set(['w', 'j', 'fsync', 'wtimeout', 'provenance']);

function checkWriteConcern(concern: Arguments): void {
  concern.refuseUnknown(WRITE_FIELDS);
  concern.boolean('j');
  const w = concern.raw('w');
  if (typeof w === 'string' && w !== 'majority') {
    throw new CommandError(
      2,
      `cannot use non-majority 'w' mode ${show(w)} when a host is not a member of a replica set`,
    );
  }
  if (!isNumber(w)) return;
  const nodes = Math.trunc(toNumber(w));
  if (!(nodes >= 0 && nodes <= 50)) {
    throw new CommandError(9, `w has to be a non-negative number and not greater than 50; found: ${nodes}`);
  }
  if (nodes > 1) throw new CommandError(2, "cannot use 'w' > 1 when a host is not replicated");
}

const READ_FIELDS = new Set(['level', 'afterClusterTime', 'atClusterTime', 'afterOpTime', 'provenance']);

function checkReadConcern(concern: Arguments): void {
  for (const field of Object.keys(concern.fields)) {
    if (!READ_FIELDS.has(field)) throw new CommandError(72, `Unrecognized option in readConcern: ${field}`);
  }
  const level = concern.string('level') ?? 'local';
  if (!LEVELS.includes(level)) {
    throw new CommandError(9, `readConcern.level must be one of '${LEVELS.join("', '")}', not ${show(level)}`);
  }
  const timed = ['afterClusterTime', 'atClusterTime', 'afterOpTime'].some((field) => concern.has(field));
  if (timed || OF_SETS.has(level)) {
    throw new CommandError(123, 'node needs to be a replica set member to use read concern');
  }
}
