// `$unwind`: a document for each element of an array.

import { CommandError } from '../errors.ts';
import { type Document, getField, isDocument, setField, typeName } from '../values.ts';

const FIELDS = ['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'];

/**
 * Compiles an `$unwind` to what turns one document into several.
 * @throws CommandError 15981 or 28808 to 28822
 */
export function compileUnwind(operand: unknown): (doc: Document) => Document[] {
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = specOf(operand);
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

function specOf(operand: unknown): { path: string; includeArrayIndex: unknown; preserveNullAndEmptyArrays: unknown } {
  const spec = typeof operand === 'string' ? { path: operand } : operand;
  if (!isDocument(spec))
    throw new CommandError(15981, `$unwind takes a string or an object as its specification, got ${typeName(operand)}`);
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = spec;
  if (path !== undefined && typeof path !== 'string')
    throw new CommandError(28808, `expected a string as the path for $unwind stage, got ${typeName(path)}`);
  if (preserveNullAndEmptyArrays !== undefined && typeof preserveNullAndEmptyArrays !== 'boolean')
    throw new CommandError(28809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage');
  if (includeArrayIndex !== undefined && (typeof includeArrayIndex !== 'string' || includeArrayIndex === ''))
    throw new CommandError(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage');
  if (typeof includeArrayIndex === 'string' && includeArrayIndex.startsWith('$'))
    throw new CommandError(
      28822,
      `includeArrayIndex of $unwind should not be prefixed with a '$': ${includeArrayIndex}`,
    );
  const unknown = Object.keys(spec).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) throw new CommandError(28811, `unrecognized option to $unwind stage: ${unknown}`);
  if (path === undefined || path === '') throw new CommandError(28812, 'no path specified to $unwind stage');
  if (!path.startsWith('$'))
    throw new CommandError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  return { path, includeArrayIndex, preserveNullAndEmptyArrays };
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
