// `$unwind`: a document for each element of an array.

import { CommandError } from '../errors.ts';
import { type Document, getField, isDocument, setField } from '../values.ts';

/** Compiles an `$unwind` to what turns one document into several. */
export function compileUnwind(operand: unknown): (doc: Document) => Document[] {
  const spec = isDocument(operand) ? operand : { path: operand };
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = spec;
  if (typeof path !== 'string') throw new CommandError(28812, 'no path specified to $unwind stage');
  if (!path.startsWith('$'))
    throw new CommandError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const parts = path.slice(1).split('.');
  const withIndex = (doc: Document, index: bigint | null) =>
    typeof includeArrayIndex === 'string' ? replaceAt(doc, includeArrayIndex.split('.'), index) : doc;
  return (doc) => {
    let value: unknown = doc;
    for (const part of parts) value = isDocument(value) ? getField(value, part) : undefined;
    if (Array.isArray(value) && value.length > 0) {
      return value.map((element, index) => withIndex(replaceAt(doc, parts, element), BigInt(index)));
    }
    if (value !== undefined && value !== null && !Array.isArray(value)) return [withIndex(doc, null)];
    if (preserveNullAndEmptyArrays !== true) return [];
    return [withIndex(value === null ? doc : replaceAt(doc, parts, undefined), null)];
  };
}

/** A copy of a document with another value at a path; undefined takes the field away. */
export function replaceAt(doc: Document, [name = '', ...rest]: readonly string[], value: unknown): Document {
  const copy = { ...doc };
  const inner = getField(doc, name);
  if (rest.length > 0) {
    if (value === undefined && !isDocument(inner)) return doc;
    setField(copy, name, replaceAt(isDocument(inner) ? inner : {}, rest, value));
  } else if (value === undefined) delete copy[name];
  else setField(copy, name, value);
  return copy;
}
