// Projections that only keep or leave out fields at the top of a document. They are made from its bytes: nothing is
// decoded to be encoded again, and most that are asked for are of this kind.
import { isName, sizeOf } from '../keys/walk.ts';
import { type Document, isNumber, toNumber } from '../values.ts';

/** BSON in, BSON out. The bytes must be valid, as everything stored is. */
export type PlainProjection = (bytes: Uint8Array) => Uint8Array;

const PLAIN_NAME = /^[^$.\P{ASCII}][^.\P{ASCII}]*$/u;

/** Undefined for any other projection, and for one that is wrong. */
export function plainProjection(spec: Document): PlainProjection | undefined {
  const listed = new Set<string>();
  let including: boolean | undefined;
  let withId: boolean | undefined;
  for (const [name, operand] of Object.entries(spec)) {
    if (!PLAIN_NAME.test(name)) return undefined;
    if (typeof operand !== 'boolean' && !isNumber(operand)) return undefined;
    const on = typeof operand === 'boolean' ? operand : toNumber(operand) !== 0;
    if (name === '_id') withId = on;
    else if (including === undefined || including === on) {
      including = on;
      listed.add(name);
    } else return undefined;
  }
  const keeps = including ?? withId ?? false;
  if ((withId ?? true) === keeps) listed.add('_id');
  const names = [...listed];
  return names.length === 0 ? undefined : (bytes) => withFields(bytes, names, keeps);
}

/** The document with those of its fields that are listed, or without them. */
function withFields(bytes: Uint8Array, listed: readonly string[], keeps: boolean): Uint8Array {
  const runs: number[] = [];
  let size = 5;
  let at = 4;
  while (bytes[at] !== 0) {
    const start = at;
    const type = bytes[at++] as number;
    const nameAt = at;
    while (bytes[at] !== 0) at++;
    const length = at - nameAt;
    const kept = listed.some((name) => name.length === length && isName(name, bytes, nameAt)) === keeps;
    at++;
    at += sizeOf(bytes, type, at);
    if (!kept) continue;
    size += at - start;
    if (runs[runs.length - 1] === start) runs[runs.length - 1] = at;
    else runs.push(start, at);
  }
  const result = Buffer.allocUnsafe(size);
  result.writeInt32LE(size, 0);
  let end = 4;
  for (let i = 0; i < runs.length; i += 2) {
    const run = bytes.subarray(runs[i], runs[i + 1]);
    result.set(run, end);
    end += run.length;
  }
  result[end] = 0;
  return result;
}
