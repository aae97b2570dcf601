// Reads BSON bytes into the values that values.ts describes.
// Bytes come from the network: every length is checked, and what is not valid BSON is refused with code 22.

import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { CommandError } from '../errors.ts';
import type { Document } from '../values.ts';
import { BSON, MAX_DEPTH } from './format.ts';
import { fieldName } from './names.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const floatBytes = new Uint8Array(8);
const float = new Float64Array(floatBytes.buffer);

/**
 * Reads one document that fills `bytes` exactly.
 * @throws CommandError 22 when the bytes are not valid BSON, or nested deeper than `maxDepth`
 */
export function decode(bytes: Uint8Array, maxDepth: number = MAX_DEPTH): Document {
  return decodeDeep(bytes, maxDepth).document;
}

/** As {@link decode}, telling how many levels below the outermost document there are. */
export function decodeDeep(
  bytes: Uint8Array,
  maxDepth: number,
): { readonly document: Document; readonly depth: number } {
  const reader = new Reader(bytes, maxDepth);
  try {
    const document = reader.document(false, 0) as Document;
    if (reader.at !== bytes.length) throw invalid('the document does not fill its bytes');
    return { document, depth: reader.depth };
  } catch (error) {
    // The library's classes check their own contents, such as the options of a regular expression.
    throw error instanceof CommandError ? error : invalid((error as Error).message);
  }
}

/** Reads the value of type `type` that starts at `offset`: a single field of a document, found by walking its bytes. */
export function decodeValue(bytes: Uint8Array, type: number, offset: number): unknown {
  const reader = new Reader(bytes, MAX_DEPTH);
  reader.at = offset;
  return reader.value(type, 0);
}

function invalid(reason: string): CommandError {
  return new CommandError(22, `Invalid BSON: ${reason}`);
}

class Reader {
  at = 0;
  /** The deepest level met. */
  depth = 0;
  readonly #bytes: Uint8Array;
  readonly #maxDepth: number;

  constructor(bytes: Uint8Array, maxDepth: number) {
    this.#bytes = bytes;
    this.#maxDepth = maxDepth;
  }

  document(isArray: boolean, depth: number): Document | unknown[] {
    if (depth > this.#maxDepth) throw invalid(`nested deeper than ${this.#maxDepth} levels`);
    if (depth > this.depth) this.depth = depth;
    const bytes = this.#bytes;
    const start = this.at;
    const end = start + this.#int32() - 1;
    if (end < start + 4 || end >= bytes.length || bytes[end] !== 0) throw invalid('wrong document length');
    const list: unknown[] = [];
    const doc: Document = {};
    for (;;) {
      const type = bytes[this.at++] as number;
      if (type === 0) break;
      if (isArray) {
        this.at = this.#zero() + 1;
        list.push(this.value(type, depth));
      } else {
        const zero = this.#zero();
        const name = fieldName(bytes, this.at, zero);
        this.at = zero + 1;
        const value = this.value(type, depth);
        if (name === '__proto__') {
          Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
        } else doc[name] = value;
      }
      if (this.at > end) throw invalid('a value passes the end of its document');
    }
    if (this.at !== end + 1) throw invalid('a document ends before its length');
    return isArray ? list : doc;
  }

  value(type: number, depth: number): unknown {
    switch (type) {
      case BSON.double:
        return this.#double();
      case BSON.string:
        return this.#string();
      case BSON.object:
        return this.document(false, depth + 1);
      case BSON.array:
        return this.document(true, depth + 1);
      case BSON.binary:
        return this.#binary();
      case BSON.undefined:
      case BSON.null:
        return null;
      case BSON.objectId:
        return new ObjectId(this.#slice(12));
      case BSON.boolean:
        return this.#boolean();
      case BSON.date:
        return this.#date();
      case BSON.regex:
        return new BSONRegExp(this.#cString(), this.#cString());
      case BSON.code:
        return new Code(this.#string());
      case BSON.symbol:
        return new BSONSymbol(this.#string());
      case BSON.codeWithScope:
        return this.#codeWithScope(depth);
      case BSON.int32:
        return this.#int32();
      case BSON.timestamp:
        return new Timestamp(BigInt.asUintN(64, this.#int64()));
      case BSON.int64:
        return this.#int64();
      case BSON.decimal128:
        return new Decimal128(this.#slice(16));
      case BSON.minKey:
        return new MinKey();
      case BSON.maxKey:
        return new MaxKey();
      default:
        throw invalid(`unknown type 0x${type.toString(16).padStart(2, '0')}`);
    }
  }

  #zero(): number {
    const zero = this.#bytes.indexOf(0, this.at);
    if (zero < 0) throw invalid('a name without an end');
    return zero;
  }

  #need(length: number): number {
    const start = this.at;
    if (length < 0 || start + length > this.#bytes.length) throw invalid('a value passes the end of its document');
    this.at = start + length;
    return start;
  }

  #int32(): number {
    const at = this.#need(4);
    const bytes = this.#bytes;
    return (
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    );
  }

  #int64(): bigint {
    const low = this.#int32() >>> 0;
    const high = this.#int32();
    return (BigInt(high) << 32n) | BigInt(low);
  }

  #double(): number | Double {
    const at = this.#need(8);
    for (let i = 0; i < 8; i++) floatBytes[i] = this.#bytes[at + i] as number;
    const value = float[0] as number;
    return (value | 0) === value && !Object.is(value, -0) ? new Double(value) : value;
  }

  #date(): Date {
    const low = this.#int32() >>> 0;
    const date = new Date(this.#int32() * 0x1_0000_0000 + low);
    if (Number.isNaN(date.getTime())) throw invalid('a date more than 273,790 years away');
    return date;
  }

  #boolean(): boolean {
    const byte = this.#bytes[this.#need(1)] as number;
    if (byte > 1) throw invalid('a boolean that is neither 0 nor 1');
    return byte === 1;
  }

  #string(): string {
    const length = this.#int32();
    if (length < 1) throw invalid('wrong string length');
    const start = this.#need(length);
    if (this.#bytes[start + length - 1] !== 0) throw invalid('a string without an end');
    return text(this.#bytes, start, start + length - 1);
  }

  #cString(): string {
    const start = this.at;
    const zero = this.#zero();
    this.at = zero + 1;
    return text(this.#bytes, start, zero);
  }

  #slice(length: number): Uint8Array {
    const start = this.#need(length);
    return this.#bytes.slice(start, start + length);
  }

  #binary(): Binary {
    const length = this.#int32();
    const subtype = this.#bytes[this.#need(1)] as number;
    return new Binary(this.#slice(length), subtype);
  }

  #codeWithScope(depth: number): Code {
    const end = this.at + this.#int32();
    const code = new Code(this.#string(), this.document(false, depth + 1) as Document);
    // Who walks over the bytes without decoding them trusts this length.
    if (this.at !== end) throw invalid('wrong length of code with scope');
    return code;
  }
}

function text(bytes: Uint8Array, start: number, end: number): string {
  if (end - start < 24) {
    let ascii = '';
    let at = start;
    while (at < end) {
      const byte = bytes[at] as number;
      if (byte > 127) break;
      ascii += String.fromCharCode(byte);
      at++;
    }
    if (at === end) return ascii;
  }
  try {
    return utf8.decode(bytes.subarray(start, end));
  } catch {
    throw invalid('a string that is not UTF-8');
  }
}
