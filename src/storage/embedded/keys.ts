// Index keys: strings whose `<` is the order of an index, and how a document's keys are found.

export { keysOfBson } from './keys/bson.ts';
export { collated, type KeyOptions, type Keys, keysOfDocument, valueKey } from './keys/document.ts';
export { EVERYTHING_AFTER, type KeySpec, keyOf, keyPrefix, typeBracket } from './keys/encode.ts';
export { decodeFields, type FieldNames, fieldsOfFilter, fieldsOfKey } from './keys/fields.ts';
export { findPath } from './keys/walk.ts';
