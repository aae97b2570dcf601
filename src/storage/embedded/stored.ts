// A document as it lies in memory: its bytes, decoded at most once for as long as somebody holds it.
import { decodeFields, type FieldNames } from './keys.ts';
import { type Document, decode } from './values.ts';

export class Stored {
  readonly bytes: Uint8Array;
  #document: Document | undefined;

  constructor(bytes: Uint8Array, document?: Document) {
    this.bytes = bytes;
    this.#document = document;
  }

  /** The decoded document; shared, so nobody changes it in place. */
  get document(): Document {
    this.#document ??= decode(this.bytes);
    return this.#document;
  }

  get isDecoded(): boolean {
    return this.#document !== undefined;
  }

  /** The document, or of it at least the fields named: what was not decoded yet is decoded no further than that. */
  partly(names: FieldNames): Document {
    return this.#document ?? (names ? decodeFields(this.bytes, names) : this.document);
  }

  /** The same bytes without the decoded form, for who keeps many. */
  undecoded(): Stored {
    return new Stored(this.bytes);
  }
}
