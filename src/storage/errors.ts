// The driver's errors in the domain's words, in one place.
import {
  MongoClientClosedError,
  MongoError,
  MongoExpiredSessionError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';
import { DomainError } from '../domain/errors.ts';

const DUPLICATE_KEY = 11_000;

/** The fields of the unique index that refused a write; undefined for any other error. */
export function duplicateFields(error: unknown): readonly string[] | undefined {
  if (!(error instanceof MongoServerError) || error.code !== DUPLICATE_KEY) return undefined;
  return Object.keys(error.keyPattern ?? {});
}

/** The way to the database was cut, there is none, or this process has closed it while it stops. */
const WITHOUT_ANSWER = [
  MongoNetworkError,
  MongoServerSelectionError,
  MongoClientClosedError,
  MongoExpiredSessionError,
  MongoNotConnectedError,
  MongoTopologyClosedError,
];
/** What a server says that can take no changes at the moment: its disk is full, or it hands over to another. */
const RETRYABLE = 'RetryableWriteError';

/** What people read when the database is away: everything else is a fault of ours and stays as it is. */
function translated(error: unknown): unknown {
  const unanswered = WITHOUT_ANSWER.some((kind) => error instanceof kind);
  if (!unanswered && !(error instanceof MongoError && error.hasErrorLabel(RETRYABLE))) return error;
  return new DomainError('unavailable', 'The database cannot be reached just now: try again in a moment.');
}

type AsyncFunctions<T> = { [Name in keyof T]: (...args: never[]) => Promise<unknown> };

/** The same repository, whose functions reject with `unavailable` when the database cannot be reached. */
export function inDomainWords<T extends AsyncFunctions<T>>(repository: T): T {
  const wrapped = Object.entries<(...args: never[]) => Promise<unknown>>(repository).map(([name, run]) => [
    name,
    (...args: never[]) =>
      run(...args).catch((error: unknown) => {
        throw translated(error);
      }),
  ]);
  return Object.fromEntries(wrapped) as T;
}
