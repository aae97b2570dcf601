// Filters by the rules of MongoDB's manual: query operators, null and missing, arrays on the way and at the end.

import { inspect } from 'node:util';
import { Binary, BSONRegExp, Decimal128, Double, MaxKey, MinKey, ObjectId } from 'bson';
import { describe, expect, it } from 'vitest';
import { CommandError } from '../../../src/storage/embedded/errors.ts';
import { compileFilter } from '../../../src/storage/embedded/match/filter.ts';
import type { Document } from '../../../src/storage/embedded/values.ts';

const id = new ObjectId();

/** What matches a filter, and what does not. */
const CASES: [name: string, filter: Document, yes: Document[], no: Document[]][] = [
  [
    'equality across number types',
    { a: 1 },
    [{ a: 1 }, { a: 1n }, { a: new Double(1) }, { a: Decimal128.fromString('1.0') }, { a: [2, 1] }],
    [{ a: '1' }, { a: true }, {}],
  ],
  [
    'longs beyond doubles',
    { a: 9007199254740993n },
    [{ a: 9007199254740993n }],
    [{ a: 9007199254740992n }, { a: 9007199254740992 }],
  ],
  ['null also where missing', { a: null }, [{ a: null }, {}, { a: [1, null] }], [{ a: 0 }, { a: [] }, { a: {} }]],
  [
    'null below scalars, documents, arrays',
    { 'a.b': null },
    [{}, { a: 4 }, { a: {} }, { a: { b: null } }, { a: [{ b: 1 }, {}] }],
    [{ a: { b: 1 } }, { a: [] }, { a: [1, 2] }, { a: [{ b: 1 }] }],
  ],
  ['$ne null', { a: { $ne: null } }, [{ a: 0 }, { a: [] }], [{}, { a: null }, { a: [null] }]],
  [
    'documents by field order',
    { a: { x: 1, y: 2 } },
    [{ a: { x: 1, y: 2 } }, { a: [{ x: 1, y: 2 }] }],
    [{ a: { y: 2, x: 1 } }, { a: { x: 1, y: 2, z: 3 } }],
  ],
  [
    'whole arrays and their elements',
    { a: [1, 2] },
    [{ a: [1, 2] }, { a: [[1, 2], 3] }],
    [{ a: [2, 1] }, { a: 1 }, { a: [1, 2, 3] }],
  ],
  [
    'paths through arrays',
    { 'a.b': 2 },
    [{ a: [{ b: 1 }, { b: 2 }] }, { a: { b: [1, 2] } }],
    [{ a: [[{ b: 2 }]] }, { a: [{ c: 2 }] }],
  ],
  [
    'array places',
    { 'a.1.b': 2 },
    [{ a: [{ b: 1 }, { b: 2 }] }, { a: { 1: { b: 2 } } }, { a: [{ 1: { b: 2 } }] }],
    [{ a: [{ b: 2 }] }],
  ],
  [
    'ranges within a type',
    { a: { $gt: 5 } },
    [{ a: 6 }, { a: 5.5 }, { a: 6n }, { a: [1, 7] }, { a: Decimal128.fromString('5.01') }],
    [{ a: 5 }, { a: '6' }, { a: new Date(9) }, { a: null }, {}, { a: Number.NaN }],
  ],
  [
    'ranges of dates',
    { a: { $gte: new Date(5), $lt: new Date(9) } },
    [{ a: new Date(5) }, { a: new Date(8) }],
    [{ a: new Date(9) }, { a: 6 }, {}],
  ],
  ['both bounds by different elements', { a: { $gt: 5, $lt: 3 } }, [{ a: [1, 9] }], [{ a: 4 }, { a: [4] }]],
  ['$gte null is equality', { a: { $gte: null } }, [{ a: null }, {}], [{ a: 0 }]],
  ['$gt null is nothing', { a: { $gt: null } }, [], [{ a: null }, {}, { a: 1 }]],
  ['NaN only equals itself', { a: { $lte: Number.NaN } }, [{ a: Number.NaN }], [{ a: 1 }, {}]],
  [
    'MinKey bounds every type',
    { a: { $gt: new MinKey() } },
    [{ a: 1 }, { a: 'x' }, { a: new MaxKey() }],
    [{ a: new MinKey() }],
  ],
  [
    '$in with null and patterns',
    { a: { $in: [1, null, new BSONRegExp('^x', '')] } },
    [{ a: 1 }, {}, { a: 'xy' }, { a: [5, 'x'] }],
    [{ a: 2 }, { a: 'yx' }],
  ],
  ['$nin', { a: { $nin: [1, 2] } }, [{ a: 3 }, {}, { a: [3] }], [{ a: 1 }, { a: [3, 2] }]],
  [
    '$not holds where the field is missing',
    { a: { $not: { $gt: 5 } } },
    [{ a: 5 }, {}, { a: 'x' }],
    [{ a: 6 }, { a: [1, 6] }],
  ],
  ['$exists', { 'a.b': { $exists: true } }, [{ a: { b: null } }, { a: [{ b: 1 }] }], [{ a: {} }, { a: 1 }, { a: [] }]],
  ['$exists: 0', { a: { $exists: 0 } }, [{}], [{ a: null }]],
  [
    '$type by name, number and list',
    { a: { $type: ['string', 16, 'array'] } },
    [{ a: 'x' }, { a: 1 }, { a: [] }, { a: [null, 'x'] }],
    [{ a: 1.5 }, { a: 1n }, {}],
  ],
  [
    '$type number',
    { a: { $type: 'number' } },
    [{ a: 1 }, { a: 1n }, { a: 1.5 }, { a: Decimal128.fromString('1') }],
    [{ a: '1' }],
  ],
  [
    '$mod truncates',
    { a: { $mod: [4, 1] } },
    [{ a: 5 }, { a: 5.9 }, { a: 9n }, { a: Decimal128.fromString('5.5') }],
    [{ a: 6 }, { a: -3 }, { a: 'x' }],
  ],
  ['$mod of negative numbers', { a: { $mod: [4, -3] } }, [{ a: -3 }, { a: -7 }], [{ a: 1 }]],
  [
    '$regex with options',
    { a: { $regex: '^h.llo$', $options: 'i' } },
    [{ a: 'HELLO' }, { a: [1, 'hallo'] }],
    [{ a: 'hello!' }, { a: 1 }],
  ],
  [
    '$eq with a pattern is equality',
    { a: { $eq: new BSONRegExp('x', '') } },
    [{ a: new BSONRegExp('x', '') }],
    [{ a: 'x' }],
  ],
  ['$all', { a: { $all: [1, 2] } }, [{ a: [2, 1, 3] }], [{ a: [1] }, { a: 1 }]],
  ['$all of one scalar', { a: { $all: [1] } }, [{ a: 1 }, { a: [1] }], [{ a: 2 }]],
  ['$all of nothing', { a: { $all: [] } }, [], [{ a: [] }, {}]],
  [
    '$all with $elemMatch',
    { a: { $all: [{ $elemMatch: { x: 1 } }, { $elemMatch: { x: 2 } }] } },
    [{ a: [{ x: 2 }, { x: 1 }] }],
    [{ a: [{ x: 1 }] }],
  ],
  [
    '$elemMatch on one element',
    { a: { $elemMatch: { x: 1, y: 2 } } },
    [{ a: [{ x: 1, y: 2 }] }],
    [{ a: [{ x: 1 }, { y: 2 }] }, { a: { x: 1, y: 2 } }],
  ],
  ['$elemMatch with operators', { a: { $elemMatch: { $gt: 2, $lt: 5 } } }, [{ a: [1, 3] }], [{ a: [1, 6] }, { a: 3 }]],
  [
    '$elemMatch with $or',
    { a: { $elemMatch: { $or: [{ x: 1 }, { y: 1 }] } } },
    [{ a: [{ y: 1 }] }],
    [{ a: [{ x: 2 }] }],
  ],
  ['$size', { a: { $size: 2 } }, [{ a: [1, 2] }], [{ a: [1] }, { a: 2 }, { a: [[1, 2]] }]],
  [
    'bits of numbers',
    { a: { $bitsAllSet: [1, 3] } },
    [{ a: 10 }, { a: 11n }, { a: -1 }],
    [{ a: 8 }, { a: 10.5 }, { a: 'x' }],
  ],
  [
    'bits of binary data',
    { a: { $bitsAnySet: 3 } },
    [{ a: new Binary(new Uint8Array([2, 0])) }],
    [{ a: new Binary(new Uint8Array([4])) }],
  ],
  ['$or and $nor', { $or: [{ a: 1 }, { b: 1 }], $nor: [{ c: 1 }] }, [{ a: 1 }, { b: 1, c: 2 }], [{ a: 1, c: 1 }, {}]],
  ['$expr compares fields', { $expr: { $gt: ['$a', '$b'] } }, [{ a: 2, b: 1 }, { a: 2 }], [{ a: 1, b: 2 }]],
  [
    '$jsonSchema',
    { $jsonSchema: { required: ['a'], properties: { a: { bsonType: 'int', minimum: 3 } } } },
    [{ a: 3 }],
    [{ a: 2 }, {}, { a: 'x' }],
  ],
  ['ObjectIds', { _id: id }, [{ _id: new ObjectId(id.toHexString()) }], [{ _id: id.toHexString() }]],
  ['names that objects inherit', { constructor: { $exists: true } }, [JSON.parse('{"constructor": 1}')], [{}]],
];

describe('a filter', () => {
  for (const [name, filter, yes, no] of CASES) {
    it(name, () => {
      const { matches } = compileFilter(filter);
      for (const doc of yes) expect(matches(doc), inspect(doc)).toBe(true);
      for (const doc of no) expect(matches(doc), inspect(doc)).toBe(false);
    });
  }

  it('tells which element matched, for the positional operator', () => {
    expect(compileFilter({ a: 5 }).positions({ a: [1, 5] })).toBe(1);
    expect(compileFilter({ 'a.b': 5 }).positions({ a: [{ b: 1 }, { b: 2 }, { b: [7, 5] }] })).toBe(2);
    expect(compileFilter({ a: { $elemMatch: { x: 1 } } }).positions({ a: [{ x: 2 }, { x: 1 }] })).toBe(1);
    expect(compileFilter({ a: 5 }).positions({ a: 5 })).toBeUndefined();
  });

  it('compares strings as the collation says', () => {
    const { matches } = compileFilter({ a: 'ping' }, { collation: { locale: 'en_US', strength: 2 } });
    expect([matches({ a: 'PING' }), matches({ a: 'pong' })]).toEqual([true, false]);
  });

  const REFUSED: [filter: Document, code: number, message: RegExp][] = [
    [{ a: { $foo: 1 } }, 2, /unknown operator: \$foo/],
    [{ $foo: 1 }, 2, /unknown top level operator: \$foo/],
    [{ $where: 'true' }, 2, /MONGODB_URI/],
    [{ $text: { $search: 'x' } }, 27, /MONGODB_URI/],
    [{ a: { $near: [1, 2] } }, 2, /MONGODB_URI/],
    [{ $or: [] }, 2, /nonempty array/],
    [{ a: { $in: 1 } }, 2, /needs an array/],
    [{ a: { $mod: [0, 1] } }, 2, /divisor cannot be 0/],
    [{ a: { $regex: '(a+)\\1' } }, 51091, /refers back/],
    [{ a: { $regex: '(?=(a|a)*b)' } }, 51091, /begin alike/],
    [{ a: { $regex: '(' } }, 51091, /invalid/],
    [{ a: { $type: 'nothing' } }, 2, /Unknown type name alias/],
    [{ a: { $size: -1 } }, 2, /non-negative/],
  ];
  for (const [filter, code, message] of REFUSED) {
    it(`refuses ${JSON.stringify(filter)}`, () => {
      expect(() => compileFilter(filter)).toThrow(
        expect.objectContaining({ code, message: expect.stringMatching(message) }),
      );
      expect(() => compileFilter(filter)).toThrow(CommandError);
    });
  }
});
