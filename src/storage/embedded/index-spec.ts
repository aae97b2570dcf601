// An index's description: read from createIndexes or from the data file, checked, compared, and written back.
import { BSONRegExp } from 'bson';
import { truthy } from './aggregate/operands.ts';
import type { Collator } from './compare.ts';
import { CommandError, notSupported } from './errors.ts';
import { type FieldNames, fieldsOfFilter, type KeySpec } from './keys.ts';
import { collatorOf, describeCollation } from './match/collation.ts';
import { isOperators } from './match/conditions.ts';
import { compileFilter, type Filter } from './match/filter.ts';
import { show } from './show.ts';
import { type Document, encode, isDocument, isNumber, toNumber } from './values.ts';

export type IndexSpec = {
  readonly name: string;
  /** `{field: 1, 'other.field': -1}` as it was given. */
  readonly keyPattern: Document;
  readonly key: KeySpec;
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly hidden: boolean;
  readonly expireAfterSeconds: number | undefined;
  /** With all of its settings; undefined for byte order. */
  readonly collation: Document | undefined;
  readonly collator: Collator | undefined;
  readonly partial: Document | undefined;
  readonly partialFilter: Filter | undefined;
  /** The fields that the partial filter reads. */
  readonly partialFields: FieldNames;
  /** The field at the top of a document that has to be there, where that is all that the partial filter asks. */
  readonly presence: string | undefined;
};

const KNOWN_FIELDS = new Set([
  'name',
  'key',
  'v',
  'ns',
  'unique',
  'sparse',
  'hidden',
  'expireAfterSeconds',
  'partialFilterExpression',
  'background',
  'collation',
  'storageEngine',
]);

/** Text, geo, hashed and wildcard indexes need structures that the engine does not have. */
const UNSUPPORTED_KINDS = new Set(['text', '2d', '2dsphere', 'hashed', 'geoHaystack', 'columnstore', 'vector']);

/**
 * Reads an index specification; one that names no collation has the `inherited` one of its collection. Throws CommandError
 * with MongoDB's codes for what is wrong or not supported.
 */
export function parseIndexSpec(given: Document, inherited?: Document): IndexSpec {
  for (const field of Object.keys(given)) {
    if (KNOWN_FIELDS.has(field)) continue;
    throw new CommandError(
      197,
      `The field '${field}' is not valid for an index specification. Specification: ${show(given)}`,
    );
  }
  const keyPattern = given.key;
  if (!isDocument(keyPattern)) throw new CommandError(9, "The 'key' property must be specified for an index");
  const key = parseKeyPattern(keyPattern);
  const name = typeof given.name === 'string' && given.name !== '' ? given.name : defaultName(keyPattern);
  const partial = given.partialFilterExpression;
  if (partial !== undefined && !isDocument(partial)) {
    throw new CommandError(14, "The field 'partialFilterExpression' must be an object");
  }
  if (partial && given.sparse) {
    throw new CommandError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  }
  const collation = given.collation === undefined ? inherited : collationOf(given.collation);
  if (isIdPattern(keyPattern)) return idIndex(given, collation, inherited);
  return {
    name,
    keyPattern,
    key,
    unique: flag(given, 'unique'),
    sparse: flag(given, 'sparse'),
    hidden: flag(given, 'hidden'),
    expireAfterSeconds: expiry(given.expireAfterSeconds, key),
    collation,
    collator: collatorOf(collation),
    partial,
    partialFilter: partial && compileFilter(partial, { collation }),
    partialFields: partial && fieldsOfFilter(partial),
    presence: partial && presenceAsked(partial),
  };
}

function presenceAsked(partial: Document): string | undefined {
  const [[name, condition] = [], ...more] = Object.entries(partial);
  if (name === undefined || more.length > 0 || /[.$]/.test(name) || !isDocument(condition)) return undefined;
  return Object.keys(condition).length === 1 && condition.$exists === true ? name : undefined;
}

const PARTIAL_OPERATORS = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$type', '$exists', '$and', '$or']);

/**
 * Of a new index; one that is in the data file already stays. Throws CommandError 67 for an operator that no partial index
 * may have: only some can be compared with a query.
 */
export function checkPartial(filter: Document): void {
  for (const [name, operand] of Object.entries(filter)) {
    const refused = name.startsWith('$') && !PARTIAL_OPERATORS.has(name);
    if (refused || (name === '$exists' && !truthy(operand)) || operand instanceof BSONRegExp) {
      throw new CommandError(67, `Expression not supported in partial index: ${show({ [name]: operand })}`);
    }
    for (const part of [operand].flat()) {
      if (isDocument(part) && (name.startsWith('$') || isOperators(part))) checkPartial(part);
    }
  }
}

/** What an index over `_id` may be given besides its key. */
const ID_FIELDS = new Set(['key', 'name', 'v', 'ns', 'background', 'collation']);

/** The index that every collection has: asked for again, it has to be what it is. */
function idIndex(given: Document, collation: Document | undefined, inherited: Document | undefined): IndexSpec {
  for (const field of Object.keys(given)) {
    if (ID_FIELDS.has(field)) continue;
    throw new CommandError(
      197,
      `The field '${field}' is not valid for an _id index specification. Specification: ${show(given)}`,
    );
  }
  if (collatorOf(collation)?.name !== collatorOf(inherited)?.name) {
    throw new CommandError(
      2,
      `The _id index must have the same collation as the collection. Index collation: ${shown(collation)}, ` +
        `collection collation: ${shown(inherited)}`,
    );
  }
  return idIndexOf(inherited);
}

function shown(collation: Document | undefined): string {
  return show(collation ?? { locale: 'simple' });
}

/** The index over `_id` of a collection with that collation. */
export function idIndexOf(collation: Document | undefined): IndexSpec {
  return collation ? { ...ID_INDEX, collation, collator: collatorOf(collation) } : ID_INDEX;
}

const ID_PATTERN = { _id: 1 };

export const ID_INDEX: IndexSpec = {
  name: '_id_',
  keyPattern: ID_PATTERN,
  key: parseKeyPattern(ID_PATTERN),
  unique: true,
  sparse: false,
  hidden: false,
  expireAfterSeconds: undefined,
  collation: undefined,
  collator: undefined,
  partial: undefined,
  partialFilter: undefined,
  partialFields: undefined,
  presence: undefined,
};

export function isIdPattern(keyPattern: Document): boolean {
  const names = Object.keys(keyPattern);
  return names.length === 1 && names[0] === '_id' && Number(keyPattern._id) === 1;
}

/** The specification as listIndexes shows it and the data file keeps it. */
export function describeIndex(spec: IndexSpec): Document {
  return {
    v: 2,
    key: spec.keyPattern,
    name: spec.name,
    ...(spec.unique && spec.name !== '_id_' ? { unique: true } : {}),
    ...(spec.sparse ? { sparse: true } : {}),
    ...(spec.partial ? { partialFilterExpression: spec.partial } : {}),
    ...(spec.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: spec.expireAfterSeconds }),
    ...(spec.hidden ? { hidden: true } : {}),
    ...(spec.collation ? { collation: spec.collation } : {}),
  };
}

/**
 * Whether `wanted` is there already, given the indexes that are. Throws CommandError 85 or 86 when one of them has the
 * same name or the same keys but is another index.
 */
export function alreadyThere(wanted: IndexSpec, existing: Iterable<IndexSpec>): boolean {
  for (const other of existing) {
    const sameName = other.name === wanted.name;
    const sameKey = same(other.keyPattern, wanted.keyPattern) && same(other.collation ?? {}, wanted.collation ?? {});
    const samePartial = same(other.partial ?? {}, wanted.partial ?? {});
    // What makes an index another one: its expiry does not.
    const sameIndex = sameKey && samePartial && other.unique === wanted.unique && other.sparse === wanted.sparse;
    if (sameName && sameIndex) {
      if (other.expireAfterSeconds === wanted.expireAfterSeconds) return true;
      throw new CommandError(
        85,
        `An equivalent index already exists with the same name but different options. Requested index: ` +
          `${show(describeIndex(wanted))}, existing index: ${show(describeIndex(other))}`,
      );
    }
    if (sameName) {
      throw new CommandError(
        86,
        `An existing index has the same name as the requested index. When index names are not specified, they are auto ` +
          `generated and can cause conflicts. Please refer to our documentation. Requested index: ` +
          `${show(describeIndex(wanted))}, existing index: ${show(describeIndex(other))}`,
      );
    }
    if (sameIndex) {
      throw new CommandError(85, `Index already exists with a different name: ${other.name}`);
    }
  }
  return false;
}

function same(a: Document, b: Document): boolean {
  return Buffer.compare(encode(a), encode(b)) === 0;
}

/**
 * A collation with all of its settings; undefined for the simple one.
 * @throws CommandError 14 for what is no document, and as describeCollation
 */
export function collationOf(value: unknown): Document | undefined {
  if (!isDocument(value)) throw new CommandError(14, "The field 'collation' must be an object");
  return collatorOf(value) && describeCollation(value);
}

function parseKeyPattern(pattern: Document): KeySpec {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new CommandError(67, 'Index keys cannot be an empty object');
  if (entries.length > 32) throw new CommandError(13103, 'too many compound keys');
  return entries.map(([path, direction]) => {
    if (typeof direction === 'string') {
      if (UNSUPPORTED_KINDS.has(direction)) throw notSupported(`A ${direction} index`);
      throw new CommandError(67, `Unknown index plugin '${direction}'`);
    }
    const number = isNumber(direction) ? toNumber(direction) : Number.NaN;
    if (Number.isNaN(number) || number === 0) {
      throw new CommandError(67, 'Values in the index key pattern must be numbers other than 0 or strings');
    }
    if (path.split('.').includes('$**')) throw notSupported('A wildcard index');
    if (path === '' || path.split('.').some((part) => part === '' || part.startsWith('$'))) {
      throw new CommandError(67, `Index key contains an illegal field name: '${path}'`);
    }
    return { path, direction: number > 0 ? 1 : -1 };
  });
}

function expiry(value: unknown, key: KeySpec): number | undefined {
  if (value === undefined) return undefined;
  if (!isNumber(value)) throw new CommandError(14, "The field 'expireAfterSeconds' must be a number");
  const seconds = Math.trunc(toNumber(value));
  if (!(seconds >= 0 && seconds <= 2_147_483_647)) {
    throw new CommandError(67, 'TTL index expireAfterSeconds must be within the range 0 to 2147483647');
  }
  if (key.length > 1) {
    throw new CommandError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL.');
  }
  return seconds;
}

function flag(given: Document, field: string): boolean {
  const value = given[field];
  if (value === undefined) return false;
  if (typeof value === 'boolean') return value;
  if (isNumber(value)) return toNumber(value) !== 0;
  throw new CommandError(14, `The field '${field}' has value ${show(value)}, which is not convertible to bool`);
}

function defaultName(keyPattern: Document): string {
  return Object.entries(keyPattern)
    .map(([path, direction]) => `${path}_${direction}`)
    .join('_');
}
