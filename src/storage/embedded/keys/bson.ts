// The same keys straight from a document's bytes: opening a large collection must not decode all of it.

import { decode } from '../codec/decode.ts';
import { type KeyOptions, type Keys, keysOfDocument } from './document.ts';
import type { KeySpec } from './encode.ts';

/** As keysOfDocument on the decoded document. */
export function keysOfBson(bytes: Uint8Array, spec: KeySpec, options: KeyOptions = {}): Keys {
  return keysOfDocument(decode(bytes), spec, options);
}
