// Replies as BSON. Most are small and encoded from an object; those that carry documents copy their bytes as they are.
import { type Document, encode } from './values.ts';

/** What a command answers: fields to encode, or bytes that are a whole reply already. `ok: 1` is added to fields. */
export type Reply = Document | Uint8Array;

export function replyBytes(reply: Reply): Uint8Array {
  return reply instanceof Uint8Array ? reply : encode({ ...reply, ok: 1 });
}

/** A cursor's reply: `{cursor: {firstBatch | nextBatch: […], id, ns}, ok: 1}`. */
export function cursorReply(
  batchName: 'firstBatch' | 'nextBatch',
  documents: readonly Uint8Array[],
  cursorId: bigint,
  namespace: string,
): Uint8Array {
  let documentBytes = 0;
  for (const document of documents) documentBytes += document.length;
  // Array indexes as names take at most 9 bytes with type and terminator for 10 million documents.
  const writer = new Writer(documentBytes + documents.length * 9 + namespace.length * 3 + 96);
  const reply = writer.open();
  const cursor = writer.openField(0x03, 'cursor');
  const batch = writer.openField(0x04, batchName);
  for (let i = 0; i < documents.length; i++) writer.bytes(0x03, String(i), documents[i] as Uint8Array);
  writer.close(batch);
  writer.int64('id', cursorId);
  writer.string('ns', namespace);
  writer.close(cursor);
  writer.double('ok', 1);
  writer.close(reply);
  return writer.done();
}

/** `{<fields>, <name>: <the document as it is>, ok: 1}`. */
export function replyWithDocument(fields: Document, name: string, document: Uint8Array): Uint8Array {
  const before = encode(fields);
  const writer = new Writer(before.length + document.length + name.length + 32);
  const reply = writer.open();
  writer.raw(before.subarray(4, before.length - 1));
  writer.bytes(0x03, name, document);
  writer.double('ok', 1);
  writer.close(reply);
  return writer.done();
}

/** Writes BSON front to back into a buffer that is large enough from the start. */
class Writer {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(capacity: number) {
    this.#buffer = Buffer.allocUnsafe(capacity);
  }

  open(): number {
    const start = this.#at;
    this.#at += 4;
    return start;
  }

  openField(type: number, name: string): number {
    this.#name(type, name);
    return this.open();
  }

  close(start: number): void {
    this.#buffer[this.#at++] = 0;
    this.#buffer.writeInt32LE(this.#at - start, start);
  }

  raw(bytes: Uint8Array): void {
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  bytes(type: number, name: string, bytes: Uint8Array): void {
    this.#name(type, name);
    this.raw(bytes);
  }

  int64(name: string, value: bigint): void {
    this.#name(0x12, name);
    this.#at = this.#buffer.writeBigInt64LE(value, this.#at);
  }

  double(name: string, value: number): void {
    this.#name(0x01, name);
    this.#at = this.#buffer.writeDoubleLE(value, this.#at);
  }

  string(name: string, value: string): void {
    this.#name(0x02, name);
    const lengthAt = this.#at;
    this.#at += 4;
    this.#at += this.#buffer.write(value, this.#at, 'utf8');
    this.#buffer[this.#at++] = 0;
    this.#buffer.writeInt32LE(this.#at - lengthAt - 4, lengthAt);
  }

  #name(type: number, name: string): void {
    this.#buffer[this.#at++] = type;
    this.#at += this.#buffer.write(name, this.#at, 'latin1');
    this.#buffer[this.#at++] = 0;
  }

  done(): Buffer {
    return this.#buffer.subarray(0, this.#at);
  }
}
