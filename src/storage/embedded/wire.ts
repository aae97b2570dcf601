// MongoDB's wire protocol as bytes: cutting a stream into messages, reading OP_MSG and the old OP_QUERY, writing replies.
// Nothing here knows a command; whatever is damaged throws WireError, and the connection that sent it is closed.

/** The largest message MongoDB accepts, in bytes; hello announces it. */
export const MAX_MESSAGE_BYTES = 48_000_000;

const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;

const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** Bits 0-15 must be understood by the receiver; we understand the two above. */
const UNKNOWN_REQUIRED_BITS = 0xffff & ~(CHECKSUM_PRESENT | MORE_TO_COME);

/** The bytes are no message that we understand; nothing after them can be trusted. */
export class WireError extends Error {
  override name = 'WireError';
}

/** One request: the command's BSON and the document sequences sent beside it (`documents`, `updates`, …), still as BSON. */
export type Request = {
  readonly id: number;
  readonly body: Uint8Array;
  readonly sequences: ReadonlyMap<string, readonly Uint8Array[]>;
  /** False for an unacknowledged write: the client reads no reply. */
  readonly wantsReply: boolean;
  /** True for OP_QUERY, which is answered with OP_REPLY; only `hello` may come so. */
  readonly legacy: boolean;
};

/** Cuts what arrives on a socket into whole messages. */
export class MessageReader {
  #chunks: Buffer[] = [];
  #length = 0;

  /** Takes a chunk and returns the messages it completes. Throws WireError on an impossible length. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const messages: Buffer[] = [];
    for (;;) {
      if (this.#length < 4) return messages;
      const size = this.#peekLength();
      if (size < HEADER_BYTES || size > MAX_MESSAGE_BYTES) throw new WireError(`a message of ${size} bytes`);
      if (this.#length < size) return messages;
      messages.push(this.#take(size));
    }
  }

  #peekLength(): number {
    const first = this.#chunks[0];
    if (first && first.length >= 4) return first.readInt32LE(0);
    this.#join();
    return this.#chunks[0]?.readInt32LE(0) ?? 0;
  }

  #take(size: number): Buffer {
    const first = this.#chunks[0];
    if (!first || first.length < size) this.#join();
    const whole = this.#chunks[0] as Buffer;
    this.#length -= size;
    if (whole.length === size) this.#chunks.shift();
    else this.#chunks[0] = whole.subarray(size);
    return whole.subarray(0, size);
  }

  #join(): void {
    this.#chunks = [Buffer.concat(this.#chunks, this.#length)];
  }
}

/** Reads one whole message. Throws WireError when its opcode, flags, sections or lengths are not what the protocol allows. */
export function readRequest(message: Buffer): Request {
  const opCode = message.readInt32LE(12);
  if (opCode === OP_MSG) return readMsg(message);
  if (opCode === OP_QUERY) return readQuery(message);
  throw new WireError(`opcode ${opCode} is not supported`);
}

function readMsg(message: Buffer): Request {
  if (message.length < HEADER_BYTES + 4 + 1 + 5) throw new WireError('a message cut short');
  const flags = message.readUInt32LE(HEADER_BYTES);
  if (flags & UNKNOWN_REQUIRED_BITS) throw new WireError(`unknown flag bits ${flags.toString(16)}`);
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  if (flags & CHECKSUM_PRESENT && crc32c(message, end) !== message.readUInt32LE(end))
    throw new WireError('a wrong checksum');
  let body: Uint8Array | undefined;
  const sequences = new Map<string, Uint8Array[]>();
  let at = HEADER_BYTES + 4;
  while (at < end) {
    const kind = message[at++];
    if (kind === 0) {
      if (body) throw new WireError('two bodies in one message');
      body = documentAt(message, at, end);
      at += body.length;
    } else if (kind === 1) {
      at = readSequence(message, at, end, sequences);
    } else {
      throw new WireError(`section kind ${kind}`);
    }
  }
  if (!body) throw new WireError('a message without a body');
  const id = message.readInt32LE(4);
  return { id, body, sequences, wantsReply: (flags & MORE_TO_COME) === 0, legacy: false };
}

function readSequence(message: Buffer, start: number, end: number, into: Map<string, Uint8Array[]>): number {
  if (start + 4 > end) throw new WireError('a section cut short');
  const size = message.readInt32LE(start);
  const sectionEnd = start + size;
  if (size < 5 || sectionEnd > end) throw new WireError(`a section of ${size} bytes`);
  const nameEnd = message.indexOf(0, start + 4);
  if (nameEnd < 0 || nameEnd >= sectionEnd) throw new WireError('a section without a name');
  const name = message.toString('utf8', start + 4, nameEnd);
  if (into.has(name)) throw new WireError(`section ${name} sent twice`);
  const documents: Uint8Array[] = [];
  let at = nameEnd + 1;
  while (at < sectionEnd) {
    const document = documentAt(message, at, sectionEnd);
    documents.push(document);
    at += document.length;
  }
  into.set(name, documents);
  return sectionEnd;
}

function readQuery(message: Buffer): Request {
  const nameEnd = message.indexOf(0, HEADER_BYTES + 4);
  if (nameEnd < 0 || nameEnd + 1 + 8 + 5 > message.length) throw new WireError('a query cut short');
  const body = documentAt(message, nameEnd + 1 + 8, message.length);
  return { id: message.readInt32LE(4), body, sequences: new Map(), wantsReply: true, legacy: true };
}

function documentAt(message: Buffer, at: number, end: number): Uint8Array {
  if (at + 5 > end) throw new WireError('a document cut short');
  const size = message.readInt32LE(at);
  if (size < 5 || at + size > end || message[at + size - 1] !== 0) throw new WireError(`a document of ${size} bytes`);
  return message.subarray(at, at + size);
}

let nextReplyId = 1;

/** A reply to `request` around an encoded document; OP_REPLY for OP_QUERY, else OP_MSG. */
export function writeReply(request: { readonly id: number; readonly legacy: boolean }, body: Uint8Array): Buffer {
  const bodyAt = request.legacy ? HEADER_BYTES + 20 : HEADER_BYTES + 5;
  const reply = Buffer.allocUnsafe(bodyAt + body.length);
  nextReplyId = (nextReplyId + 1) | 0;
  reply.writeInt32LE(reply.length, 0);
  reply.writeInt32LE(nextReplyId, 4);
  reply.writeInt32LE(request.id, 8);
  reply.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  reply.fill(0, HEADER_BYTES, bodyAt);
  if (request.legacy) reply.writeInt32LE(1, HEADER_BYTES + 16);
  reply.set(body, bodyAt);
  return reply;
}

const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

function crc32c(bytes: Uint8Array, end: number): number {
  let crc = 0xffffffff;
  for (let at = 0; at < end; at++) {
    crc = (crc >>> 8) ^ (CRC32C_TABLE[(crc ^ (bytes[at] as number)) & 0xff] as number);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
