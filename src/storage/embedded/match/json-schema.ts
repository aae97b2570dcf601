// `$jsonSchema`: JSON Schema draft 4 as MongoDB reads it, with `bsonType`, for queries and validators.

import { toDecimal } from '../arithmetic.ts';
import { equalValues } from '../compare.ts';
import { decimalRemainder } from '../decimals.ts';
import { CommandError, notSupported } from '../errors.ts';
import { keyPrefix } from '../keys.ts';
import { compareNumbers } from '../numbers.ts';
import {
  type BsonNumber,
  type Document,
  getField,
  hasField,
  isDocument,
  isNumber,
  toNumber,
  typeName,
} from '../values.ts';
import type { ValueTest } from './path.ts';
import { compileMatcher, type Matcher } from './regex.ts';
import { typeTest } from './types.ts';

/** Names of JSON types that are not BSON's. */
const JSON_TYPES: Readonly<Record<string, string>> = {
  boolean: 'bool',
  number: 'number',
  string: 'string',
  object: 'object',
  array: 'array',
  null: 'null',
};

/** A rule for values of one type: it passes every value of another. */
type Rule = (operand: unknown, schema: Document) => ValueTest;

const RULES: Readonly<Record<string, Rule>> = {
  type: (types) => typeTest([types].flat().map(jsonType)),
  bsonType: (types) => typeTest(types),
  enum: (values) => {
    const allowed = distinct('enum', values);
    return (value) => allowed.some((one) => equalValues(one, value));
  },
  minimum: (given, { exclusiveMinimum }) => {
    const bound = limit('minimum', given);
    return ofNumber((value) => compareNumbers(value, bound) > (exclusiveMinimum === true ? 0 : -1));
  },
  maximum: (given, { exclusiveMaximum }) => {
    const bound = limit('maximum', given);
    return ofNumber((value) => compareNumbers(value, bound) < (exclusiveMaximum === true ? 0 : 1));
  },
  multipleOf: (unit) => {
    if (!isNumber(unit) || !(toNumber(unit) > 0))
      throw new CommandError(9, "$jsonSchema keyword 'multipleOf' must be a positive number");
    // In decimal, where 0.3 is three times 0.1.
    const by = toDecimal(unit);
    return ofNumber((value) => toNumber(decimalRemainder(toDecimal(value), by)) === 0);
  },
  minLength: (given) => {
    const least = count('minLength', given);
    return ofString((value) => [...value].length >= least);
  },
  maxLength: (given) => {
    const most = count('maxLength', given);
    return ofString((value) => [...value].length <= most);
  },
  pattern: (pattern) => {
    const regex = compileMatcher(text('pattern', pattern), '');
    return ofString((value) => regex.test(value));
  },
  minItems: (given) => {
    const least = count('minItems', given);
    return ofArray((value) => value.length >= least);
  },
  maxItems: (given) => {
    const most = count('maxItems', given);
    return ofArray((value) => value.length <= most);
  },
  uniqueItems: (unique) => {
    if (typeof unique !== 'boolean') throw new CommandError(14, "$jsonSchema keyword 'uniqueItems' must be a boolean");
    return ofArray((value) => !unique || new Set(value.map((item) => keyPrefix(item, 1))).size === value.length);
  },
  items: (schemas, { additionalItems = true }) => {
    if (!Array.isArray(schemas)) {
      const test = compileSchema(schemas);
      return ofArray((value) => value.every(test));
    }
    const tests = schemas.map((schema) => compileSchema(schema));
    const rest = schemaOrBoolean(additionalItems);
    return ofArray((value) => value.every((item, index) => (tests[index] ?? rest)(item)));
  },
  required: (names) => {
    const wanted = distinct('required', names).map((name) => text('required', name));
    return needing(wanted);
  },
  minProperties: (given) => {
    const least = count('minProperties', given);
    return ofDocument((value) => Object.keys(value).length >= least);
  },
  maxProperties: (given) => {
    const most = count('maxProperties', given);
    return ofDocument((value) => Object.keys(value).length <= most);
  },
  properties: (schemas) => {
    const tests = Object.entries(object('properties', schemas)).map(
      ([name, schema]) => [name, compileSchema(schema)] as const,
    );
    return ofDocument((value) => tests.every(([name, test]) => !hasField(value, name) || test(getField(value, name))));
  },
  patternProperties: (schemas) => {
    const tests = patterns(schemas);
    return ofDocument((value) =>
      Object.keys(value).every((name) =>
        tests.every(([regex, test]) => !regex.test(name) || test(getField(value, name))),
      ),
    );
  },
  additionalProperties: (schema, { properties = {}, patternProperties = {} }) => {
    const test = schemaOrBoolean(schema);
    const named = patterns(patternProperties);
    return ofDocument((value) =>
      Object.keys(value).every(
        (name) =>
          Object.hasOwn(properties as Document, name) ||
          named.some(([regex]) => regex.test(name)) ||
          test(getField(value, name)),
      ),
    );
  },
  dependencies: (dependencies) => {
    const tests = Object.entries(object('dependencies', dependencies)).map(([name, needs]): [string, ValueTest] => [
      name,
      Array.isArray(needs)
        ? needing(distinct('dependencies', needs).map((needed) => text('dependencies', needed)))
        : compileSchema(needs),
    ]);
    return ofDocument((value) => tests.every(([name, test]) => !hasField(value, name) || test(value)));
  },
  allOf: (schemas) => {
    const tests = some('allOf', schemas).map(compileSchema);
    return (value) => tests.every((test) => test(value));
  },
  anyOf: (schemas) => {
    const tests = some('anyOf', schemas).map(compileSchema);
    return (value) => tests.some((test) => test(value));
  },
  oneOf: (schemas) => {
    const tests = some('oneOf', schemas).map(compileSchema);
    return (value) => tests.filter((test) => test(value)).length === 1;
  },
  not: (schema) => {
    const test = compileSchema(schema);
    return (value) => !test(value);
  },
};

/** Words that say nothing of a value by themselves, and how each is read. */
const SILENT: Readonly<Record<string, (operand: unknown, schema: Document) => void>> = {
  title: (title) => text('title', title),
  description: (description) => text('description', description),
  exclusiveMinimum: (exclusive, schema) => exclusiveOf('minimum', exclusive, schema),
  exclusiveMaximum: (exclusive, schema) => exclusiveOf('maximum', exclusive, schema),
  additionalItems: (schema) => schemaOrBoolean(schema),
};

function exclusiveOf(bound: 'minimum' | 'maximum', exclusive: unknown, schema: Document): void {
  const word = bound === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  if (typeof exclusive !== 'boolean') throw new CommandError(14, `$jsonSchema keyword '${word}' must be a boolean`);
  if (!(bound in schema))
    throw new CommandError(9, `$jsonSchema keyword '${bound}' must be a present if ${word} is present`);
}

/**
 * Compiles a schema to a test of values.
 * @throws CommandError 9 for a word that MongoDB does not know either, 14 for an operand of another type
 */
export function compileSchema(schema: unknown): ValueTest {
  if (!isDocument(schema)) throw new CommandError(14, `$jsonSchema must be an object, found ${typeName(schema)}`);
  if ('type' in schema && 'bsonType' in schema)
    throw new CommandError(9, "Cannot specify both $jsonSchema keywords 'type' and 'bsonType'");
  const tests: ValueTest[] = [];
  for (const [word, operand] of Object.entries(schema)) {
    const silent = Object.hasOwn(SILENT, word) ? SILENT[word] : undefined;
    if (silent) {
      silent(operand, schema);
      continue;
    }
    const rule = Object.hasOwn(RULES, word) ? RULES[word] : undefined;
    if (word === 'encrypt' || word === 'encryptMetadata') throw notSupported(`The $jsonSchema keyword ${word}`, 9);
    if (!rule) throw new CommandError(9, `Unknown $jsonSchema keyword: ${word}`);
    tests.push(rule(operand, schema));
  }
  return (value) => tests.every((test) => test(value));
}

function list(word: string, operand: unknown): unknown[] {
  if (Array.isArray(operand)) return operand;
  throw new CommandError(14, `$jsonSchema keyword '${word}' must be an array, but found a ${typeName(operand)}`);
}

/** An array with something in it. */
function some(word: string, operand: unknown): unknown[] {
  const values = list(word, operand);
  if (values.length === 0) throw new CommandError(2, `$jsonSchema keyword '${word}' must be a nonempty array`);
  return values;
}

/** An array with something in it, and nothing twice. */
function distinct(word: string, operand: unknown): unknown[] {
  const values = list(word, operand);
  if (values.length === 0) throw new CommandError(9, `$jsonSchema keyword '${word}' cannot be an empty array`);
  if (values.some((value, at) => values.slice(0, at).some((before) => equalValues(before, value))))
    throw new CommandError(9, `$jsonSchema keyword '${word}' array cannot contain duplicate values`);
  return values;
}

function text(word: string, operand: unknown): string {
  if (typeof operand === 'string') return operand;
  throw new CommandError(14, `$jsonSchema keyword '${word}' must be of type string, found a ${typeName(operand)}`);
}

function needing(names: readonly string[]): ValueTest {
  return ofDocument((value) => names.every((name) => hasField(value, name)));
}

function object(word: string, operand: unknown): Document {
  if (isDocument(operand)) return operand;
  throw new CommandError(14, `$jsonSchema keyword '${word}' must be an object, but found a ${typeName(operand)}`);
}

function jsonType(type: unknown): string {
  const name = typeof type === 'string' && Object.hasOwn(JSON_TYPES, type) ? JSON_TYPES[type] : undefined;
  if (name !== undefined) return name;
  if (type === 'integer') throw new CommandError(9, "$jsonSchema type 'integer' is not currently supported.");
  throw new CommandError(2, `Unknown type name alias: ${String(type)}`);
}

function schemaOrBoolean(schema: unknown): ValueTest {
  return typeof schema === 'boolean' ? () => schema : compileSchema(schema);
}

function patterns(schemas: unknown): [Matcher, ValueTest][] {
  return Object.entries(object('patternProperties', schemas)).map(([pattern, schema]) => [
    compileMatcher(pattern, ''),
    compileSchema(schema),
  ]);
}

function limit(word: string, bound: unknown): BsonNumber {
  if (!isNumber(bound)) throw new CommandError(14, `$jsonSchema keyword '${word}' must be a number`);
  return bound;
}

function count(word: string, value: unknown): number {
  if (!isNumber(value)) throw new CommandError(14, `$jsonSchema keyword '${word}' must be a number`);
  const number = toNumber(value);
  if (!Number.isInteger(number) || number < 0)
    throw new CommandError(9, `$jsonSchema keyword '${word}' must be a whole number that is not negative`);
  return number;
}

function ofNumber(test: (value: BsonNumber) => boolean): ValueTest {
  return (value) => !isNumber(value) || test(value);
}

function ofString(test: (value: string) => boolean): ValueTest {
  return (value) => typeof value !== 'string' || test(value);
}

function ofArray(test: (value: unknown[]) => boolean): ValueTest {
  return (value) => !Array.isArray(value) || test(value);
}

function ofDocument(test: (value: Document) => boolean): ValueTest {
  return (value) => !isDocument(value) || test(value);
}
