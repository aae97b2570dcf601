// Random BSON values for property tests: every type, with the corners where comparing and writing go wrong.

import { Binary, BSONRegExp, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { type Document, double } from '../../../../src/storage/embedded/values.ts';

const numbers = fc.oneof(
  fc.integer(),
  fc.integer({ min: -3, max: 3 }),
  fc.double().map(double),
  fc.constantFrom(
    new Double(1),
    new Double(-2),
    -0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    0.1,
    5e-324,
  ),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: -30, max: 20 }))
    .map(([digits, exponent]) => Decimal128.fromString(`${digits}E${exponent}`)),
  fc
    .constantFrom(
      '1',
      '1.0',
      '0.1',
      '-0',
      'NaN',
      'Infinity',
      '-Infinity',
      '9007199254740993',
      '1E+6000',
      '-1E-6000',
      '1E-400',
    )
    .map((text) => Decimal128.fromString(text)),
);

const strings = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'a', 'a\0', 'a\0b', 'a\u0001', '\uffff', '😀', '\ud7ff', '\ue000', 'é'),
);

const bytes = fc.uint8Array({ maxLength: 12 });

const scalars = fc.oneof(
  { weight: 4, arbitrary: numbers },
  { weight: 3, arbitrary: strings },
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((id) => new ObjectId(id)),
  fc.tuple(bytes, fc.constantFrom(0, 4, 128)).map(([data, subtype]) => new Binary(data, subtype)),
  fc.tuple(fc.nat(), fc.nat()).map(([t, i]) => new Timestamp({ t, i })),
  fc.constantFrom('a', 'b|c').map((pattern) => new BSONRegExp(pattern, 'i')),
  fc.constantFrom(new MinKey(), new MaxKey(), new Code('f()')),
);

/** Names of fields: few, so that documents have some in common, and those that objects inherit. */
const names = fc.constantFrom('a', 'b', 'c', '0', '1', 'é', '__proto__', 'constructor', 'hasOwnProperty', '');

export const values: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalars, tie('array'), tie('document')),
  array: fc.array(tie('value'), { maxLength: 4 }),
  document: fc.array(fc.tuple(names, tie('value')), { maxLength: 4 }).map(documentOf),
})).value;

export const documents: fc.Arbitrary<Document> = fc.array(fc.tuple(names, values), { maxLength: 5 }).map(documentOf);

function documentOf(entries: readonly (readonly [string, unknown])[]): Document {
  const doc: Document = {};
  for (const [name, value] of entries) {
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return doc;
}
