// Reads a command's fields: each with its type, refused by name as MongoDB refuses them.
import { CommandError } from '../errors.ts';
import { type Document, getField, isDocument, isNumber, toNumber, typeName } from '../values.ts';

/** Fields that any command may carry; what they ask for beyond a standalone's ways is refused in `checkGeneric`. */
const GENERIC_FIELDS = new Set([
  '$db',
  '$readPreference',
  '$clusterTime',
  '$configTime',
  '$topologyTime',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'maxTimeMSOpOnly',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'rawData',
  'querySettings',
]);

/** The fields of one command or of one of its parts (`update.updates`); `name` stands in every refusal. */
export class Arguments {
  readonly name: string;
  readonly fields: Document;

  constructor(name: string, fields: Document) {
    this.name = name;
    this.fields = fields;
  }

  /** Throws CommandError 40415 for a field that is neither among `known` nor generic. */
  refuseUnknown(known: ReadonlySet<string>): void {
    for (const field of Object.keys(this.fields)) {
      if (known.has(field) || GENERIC_FIELDS.has(field)) continue;
      throw new CommandError(40415, `BSON field '${this.name}.${field}' is an unknown field.`);
    }
  }

  has(field: string): boolean {
    return getField(this.fields, field) !== undefined;
  }

  raw(field: string): unknown {
    return getField(this.fields, field);
  }

  /** A document; an absent or null one is undefined. */
  document(field: string): Document | undefined {
    const value = this.#present(field);
    if (value === undefined || isDocument(value)) return value;
    throw this.#wrongType(field, value, 'object');
  }

  requiredDocument(field: string): Document {
    return this.document(field) ?? this.#missing(field);
  }

  array(field: string): unknown[] | undefined {
    const value = this.#present(field);
    if (value === undefined || Array.isArray(value)) return value;
    throw this.#wrongType(field, value, 'array');
  }

  requiredArray(field: string): unknown[] {
    return this.array(field) ?? this.#missing(field);
  }

  /** An array of documents; 14 for anything else in it. */
  documents(field: string): Document[] | undefined {
    const values = this.array(field);
    values?.forEach((value, i) => {
      if (!isDocument(value)) throw this.#wrongType(`${field}.${i}`, value, 'object');
    });
    return values as Document[] | undefined;
  }

  requiredDocuments(field: string): Document[] {
    return this.documents(field) ?? this.#missing(field);
  }

  requiredRaw(field: string): unknown {
    return this.raw(field) ?? this.#missing(field);
  }

  string(field: string): string | undefined {
    const value = this.#present(field);
    if (value === undefined || typeof value === 'string') return value;
    throw this.#wrongType(field, value, 'string');
  }

  requiredString(field: string): string {
    return this.string(field) ?? this.#missing(field);
  }

  /** A boolean; numbers count as MongoDB counts them: zero is false. */
  boolean(field: string): boolean {
    const value = this.#present(field);
    if (value === undefined) return false;
    if (typeof value === 'boolean') return value;
    if (isNumber(value)) return toNumber(value) !== 0;
    throw this.#wrongType(field, value, 'bool');
  }

  /** A whole number of at least `least`; fractions are cut off. */
  integer(field: string, least = 0): number | undefined {
    const value = this.#present(field);
    if (value === undefined) return undefined;
    if (!isNumber(value)) throw this.#wrongType(field, value, 'long');
    const number = Math.trunc(toNumber(value));
    if (Number.isNaN(number) || number < least) {
      throw new CommandError(51024, `BSON field '${field}' value must be >= ${least}, actual value '${number}'`);
    }
    return number;
  }

  #present(field: string): unknown {
    const value = getField(this.fields, field);
    return value === null ? undefined : value;
  }

  #wrongType(field: string, value: unknown, expected: string): CommandError {
    const path = `${this.name}.${field}`;
    return new CommandError(
      14,
      `BSON field '${path}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
    );
  }

  #missing(field: string): never {
    throw new CommandError(40414, `BSON field '${this.name}.${field}' is missing but a required field`);
  }
}

/** The collection's name as a command's first field gives it. */
export function collectionName(args: Arguments): string {
  const value = args.raw(args.name);
  if (typeof value !== 'string') {
    throw new CommandError(73, `collection name has invalid type ${typeName(value)}`);
  }
  checkCollectionName(value);
  return value;
}

export function checkCollectionName(name: string): void {
  if (name === '' || name.startsWith('.') || name.endsWith('.') || name.includes('$') || name.includes('\0')) {
    throw new CommandError(73, `Invalid collection name specified '${name}'`);
  }
}

export function checkDatabaseName(name: string): void {
  if (name === '' || name.length > 63 || /[/\\. "$*<>:|?\0]/.test(name)) {
    throw new CommandError(73, `Invalid database name: '${name}'`);
  }
}

/** `db.collection` in its two parts, both checked. */
export function splitNamespace(text: string): [db: string, name: string] {
  const dot = text.indexOf('.');
  if (dot < 0) throw new CommandError(73, `Invalid namespace specified '${text}'`);
  const db = text.slice(0, dot);
  const name = text.slice(dot + 1);
  checkDatabaseName(db);
  checkCollectionName(name);
  return [db, name];
}
