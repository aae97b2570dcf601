// configureFailPoint with `failCommand`: lets a test make the next commands fail as MongoDB's own test suites do.
// Only this user's processes reach the socket, so nobody else can.
import { CommandError, notSupported } from '../errors.ts';
import { show } from '../show.ts';
import { type Document, isDocument, isNumber, toNumber } from '../values.ts';
import { Arguments } from './arguments.ts';
import type { Command } from './command.ts';

/** What happens to the commands named; at most one of the faults is set. */
type Fault = {
  readonly commands: ReadonlySet<string>;
  readonly error: CommandError | undefined;
  readonly closeConnection: boolean;
  readonly writeConcernError: Document | undefined;
  /** How many more times. */
  left: number;
};

/** Thrown to close the connection instead of answering. */
export class CloseConnection extends Error {
  override name = 'CloseConnection';
}

/** The one fail point of an engine, off at first. */
export class FailPoint {
  #fault: Fault | undefined;

  set(fault: Fault | undefined): void {
    this.#fault = fault;
  }

  /**
   * Called before a command runs. Throws the error that is due, if one is; returns the `writeConcernError` to add to the
   * reply, if one is.
   */
  strike(command: string): Document | undefined {
    const fault = this.#fault;
    if (!fault?.commands.has(command)) return undefined;
    if (--fault.left <= 0) this.#fault = undefined;
    if (fault.closeConnection) throw new CloseConnection();
    if (fault.error) throw fault.error;
    return fault.writeConcernError;
  }
}

const DATA_FIELDS = new Set(['failCommands', 'errorCode', 'errorLabels', 'closeConnection', 'writeConcernError']);

export const failPointCommands: Command[] = [
  {
    name: 'configureFailPoint',
    fields: ['mode', 'data'],
    run: ({ args, failPoint }) => {
      const name = args.requiredString('configureFailPoint');
      if (name !== 'failCommand') throw notSupported(`The fail point ${name}`);
      const mode = args.raw('mode');
      failPoint.set(mode === 'off' ? undefined : readFault(args, mode));
      return {};
    },
  },
];

function readFault(args: Arguments, mode: unknown): Fault {
  const data = new Arguments('configureFailPoint.data', args.requiredDocument('data'));
  data.refuseUnknown(DATA_FIELDS);
  const code = data.integer('errorCode');
  const labels = data.array('errorLabels');
  return {
    commands: new Set((data.array('failCommands') ?? []).map(String)),
    error:
      code === undefined
        ? undefined
        : new CommandError(code, "Failing command via 'failCommand' failpoint", labels && { errorLabels: labels }),
    closeConnection: data.boolean('closeConnection'),
    writeConcernError: data.document('writeConcernError'),
    left: times(mode),
  };
}

function times(mode: unknown): number {
  if (mode === 'alwaysOn') return Number.POSITIVE_INFINITY;
  if (isDocument(mode) && isNumber(mode.times)) return toNumber(mode.times);
  throw new CommandError(9, `A fail point's mode is 'off', 'alwaysOn' or { times: n }, not ${show(mode)}`);
}
