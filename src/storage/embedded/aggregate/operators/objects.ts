// Operators of documents.

import { Binary } from 'bson';
import { CommandError } from '../../errors.ts';
import { type Document, encode, getField, isDocument, setField, typeName } from '../../values.ts';
import { named, nullish, type Operators, take, takePresent } from '../operands.ts';

export const OBJECTS: Operators = {
  $mergeObjects: take(0, Number.POSITIVE_INFINITY, (...values: unknown[]) =>
    mergeDocuments(values.length === 1 && Array.isArray(values[0]) ? values[0] : values),
  ),
  $objectToArray: takePresent(1, 1, (doc: unknown) => {
    if (!isDocument(doc))
      throw new CommandError(40390, `$objectToArray requires a document input, found: ${typeName(doc)}`);
    return Object.keys(doc).map((k) => ({ k, v: doc[k] }));
  }),
  $bsonSize: takePresent(1, 1, (doc: unknown) => {
    if (!isDocument(doc)) throw new CommandError(31393, `$bsonSize requires a document input, found: ${typeName(doc)}`);
    return encode(doc).length;
  }),
  $binarySize: takePresent(1, 1, (value: unknown) => {
    if (typeof value === 'string') return Buffer.byteLength(value);
    if (value instanceof Binary) return value.position;
    throw new CommandError(51276, `$binarySize requires a string or BinData argument, found: ${typeName(value)}`);
  }),
  $getField: (operand, compile, name) => {
    const spec = isDocument(operand) && 'field' in operand ? operand : { field: operand, input: '$$CURRENT' };
    return named(['field', 'input'], ({ field, input }) => {
      if (typeof field !== 'string')
        throw new CommandError(5654602, `$getField requires 'field' to evaluate to type String`);
      if (nullish(input)) return input;
      return isDocument(input) ? getField(input, field) : undefined;
    })({ input: '$$CURRENT', ...spec }, compile, name);
  },
  $setField: named(['field', 'input', 'value'], ({ field, input, value }) => changeField(field, input, value)),
  $unsetField: named(['field', 'input'], ({ field, input }) => changeField(field, input, undefined)),
};

/** All documents' fields in one; later ones win. Null and missing ones count nothing. */
export function mergeDocuments(values: readonly unknown[]): Document {
  const merged: Document = {};
  for (const doc of values) {
    if (nullish(doc)) continue;
    if (!isDocument(doc))
      throw new CommandError(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(doc)}`);
    for (const name of Object.keys(doc)) setField(merged, name, doc[name]);
  }
  return merged;
}

function changeField(field: unknown, input: unknown, value: unknown): unknown {
  if (nullish(input)) return null;
  if (!isDocument(input)) throw new CommandError(4161105, `$setField requires 'input' to evaluate to type Object`);
  const doc = { ...input };
  if (value === undefined) delete doc[String(field)];
  else setField(doc, String(field), value);
  return doc;
}
