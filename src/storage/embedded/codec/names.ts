// Field names read from bytes. A collection repeats the same few names in every document, so they are kept:
// a repeated name costs a hash and a comparison, no new string.

import { CommandError } from '../errors.ts';

const SLOTS = 4096;
const LONGEST_KEPT = 32;
const kept: string[] = new Array(SLOTS).fill('');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The name in `bytes` from `start` to before `end`. */
export function fieldName(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length > LONGEST_KEPT) return read(bytes, start, end);
  let hash = length;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
  const slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
  const known = kept[slot] as string;
  if (known.length === length && same(known, bytes, start)) return known;
  const name = read(bytes, start, end);
  // Only names of single bytes are kept: `same` compares character by byte.
  if (name.length === length) kept[slot] = name;
  return name;
}

function same(known: string, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < known.length; i++) if (known.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}

function read(bytes: Uint8Array, start: number, end: number): string {
  try {
    return utf8.decode(bytes.subarray(start, end));
  } catch {
    throw new CommandError(22, 'Invalid BSON: a field name that is not UTF-8');
  }
}
