// The refusals that a client reads: MongoDB's error codes with their names.
// A driver decides by the code what to retry and what to raise, so each one is the code that MongoDB sends.

import type { Document } from './values.ts';

const CODE_NAMES: Readonly<Record<number, string>> = {
  1: 'InternalError',
  2: 'BadValue',
  5: 'GraphContainsCycle',
  9: 'FailedToParse',
  11: 'UserNotFound',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  15: 'Overflow',
  16: 'InvalidLength',
  17: 'ProtocolError',
  20: 'IllegalOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  51: 'ManualInterventionRequired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  55: 'InvalidDBRef',
  56: 'EmptyFieldName',
  57: 'DottedFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  68: 'IndexAlreadyExists',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  91: 'ShutdownInProgress',
  96: 'OperationFailed',
  111: 'NotExactValueField',
  112: 'WriteConflict',
  115: 'CommandNotSupported',
  121: 'DocumentValidationFailure',
  123: 'NotAReplicaSet',
  146: 'ExceededMemoryLimit',
  166: 'CommandNotSupportedOnView',
  167: 'OptionNotSupportedOnView',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  197: 'InvalidIndexSpecificationOption',
  198: 'ViewDepthLimitExceeded',
  224: 'QueryFeatureNotAllowed',
  237: 'CursorKilled',
  241: 'ConversionFailure',
  263: 'OperationNotSupportedInTransaction',
  291: 'NoQueryExecutionPlans',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  352: 'UnsupportedOpQueryCommand',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
};

/**
 * A refusal with one of MongoDB's codes. `codeName` follows from the code, as `Location<code>` where MongoDB has no
 * name for it. `details` are further fields of the reply, such as `keyPattern` and `keyValue` of a duplicate key.
 */
export class CommandError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly details?: Document;

  constructor(code: number, message: string, details?: Document) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
    this.codeName = CODE_NAMES[code] ?? `Location${code}`;
    if (details) this.details = details;
  }
}

/** The refusal of a feature of MongoDB that this engine does not have: it names the feature and the way out. */
export function notSupported(feature: string, code = 115): CommandError {
  return new CommandError(
    code,
    `${feature} is not supported by the embedded database: set MONGODB_URI to use a MongoDB server`,
  );
}
