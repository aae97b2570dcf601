// $merge and $out as the pages of MongoDB's manual define them:
// https://www.mongodb.com/docs/manual/reference/operator/aggregation/<name>/
import type { Document } from '../../../../src/storage/embedded/values.ts';
import { checkPipelines } from '../support/pipelines.ts';

const into = (spec: Document) => ({ $merge: { into: 'target', ...spec } });
const target = (...documents: Document[]) => ({ collections: { target: documents }, written: 'target' });
const NEW = [
  { _id: 1, a: 1 },
  { _id: 2, a: 2 },
];

checkPipelines('$merge', [
  ['merge', NEW, { $merge: 'target' }, NEW, { written: 'target' }],
  ['merge', NEW, into({}), [{ _id: 1, b: 9, a: 1 }, NEW[1] as Document], target({ _id: 1, b: 9 })],
  ['merge', NEW, into({ whenMatched: 'replace' }), NEW, target({ _id: 1, b: 9 })],
  [
    'merge',
    NEW,
    into({ whenMatched: 'keepExisting' }),
    [{ _id: 1, b: 9 }, NEW[1] as Document],
    target({ _id: 1, b: 9 }),
  ],
  ['merge', NEW, into({ whenMatched: 'fail' }), 11000, target({ _id: 1, b: 9 })],
  ['merge', NEW, into({ whenMatched: 'fail' }), [...NEW, { _id: 3 }], target({ _id: 3 })],
  ['merge', NEW, into({ whenNotMatched: 'discard' }), [{ _id: 1, a: 1 }], target({ _id: 1 })],
  ['merge', NEW, into({ whenNotMatched: 'fail' }), 13113, target({ _id: 1 })],
  [
    'merge',
    NEW,
    into({ whenMatched: [{ $set: { sum: { $add: ['$b', '$$new.a'] } } }] }),
    [{ _id: 1, b: 9, sum: 10 }, NEW[1] as Document],
    target({ _id: 1, b: 9 }),
  ],
  [
    'merge',
    NEW,
    into({ let: { x: { $multiply: ['$a', 10] } }, whenMatched: [{ $set: { x: '$$x' } }], whenNotMatched: 'discard' }),
    [{ _id: 1, x: 10 }],
    target({ _id: 1 }),
  ],
  [
    'merge',
    [{ _id: 7, k: 1, a: 1 }],
    [{ $unset: '_id' }, into({ on: 'k' })],
    [{ _id: 3, k: 1, a: 1 }],
    { ...target({ _id: 3, k: 1 }), indexes: { target: { k: 1 } } },
  ],
  ['merge', [{ _id: 7, k: 1 }], into({ on: 'k' }), 66, { ...target({ _id: 3, k: 1 }), indexes: { target: { k: 1 } } }],
  ['merge', [{ _id: 7 }], into({ on: 'k' }), 51132, { ...target({ _id: 3, k: 1 }), indexes: { target: { k: 1 } } }],
  ['merge', [{ _id: 7, k: null }], into({ on: 'k' }), 51132, { ...target(), indexes: { target: { k: 1 } } }],
  ['merge', [{ _id: 7, k: [1] }], into({ on: 'k' }), 51185, { ...target(), indexes: { target: { k: 1 } } }],
  [
    'merge',
    [{ _id: 7, k: [{ a: 1 }] }],
    into({ on: 'k.a' }),
    51132,
    { ...target(), indexes: { target: { 'k.a': 1 } } },
  ],
  ['merge', NEW, into({ on: 'a' }), 51183],
  [
    'merge',
    NEW,
    [{ $set: { a: { $add: ['$a', 1] } } }, { $merge: 'c' }],
    [
      { _id: 1, a: 2 },
      { _id: 2, a: 3 },
    ],
    { written: 'c' },
  ],
  ['merge', NEW, { $merge: 1 }, 14],
  ['merge', NEW, { $merge: {} }, 40414],
  ['merge', NEW, into({ other: 1 }), 40415],
  ['merge', NEW, { $merge: { into: 1 } }, 51178],
  ['merge', NEW, { $merge: { into: '' } }, 5786800],
  ['merge', NEW, { $merge: { into: { db: 'x' } } }, 5786801],
  ['merge', NEW, into({ on: 1 }), 51186],
  ['merge', NEW, into({ on: [] }), 51187],
  ['merge', NEW, into({ on: ['a', 1] }), 51134],
  ['merge', NEW, into({ on: ['a', 'a'] }), 31465],
  ['merge', NEW, into({ whenMatched: 1 }), 51191],
  ['merge', NEW, into({ whenMatched: 'pipeline' }), 2],
  ['merge', NEW, into({ whenMatched: [{ $match: {} }] }), 72, target({ _id: 1 })],
  ['merge', NEW, into({ whenNotMatched: 'replace' }), 2],
  ['merge', NEW, into({ whenNotMatched: 1 }), 14],
  ['merge', NEW, into({ whenMatched: 'fail', whenNotMatched: 'discard' }), 51181],
  ['merge', NEW, into({ whenMatched: 'keepExisting', whenNotMatched: 'fail' }), 51181],
  ['merge', NEW, into({ let: { x: 1 } }), 51199],
  ['merge', NEW, into({ let: { new: 1 }, whenMatched: [] }), 51273],
  ['merge', NEW, { $merge: 'system.x' }, 31319],
  ['merge', NEW, { $merge: { into: { db: 'admin', coll: 'x' } } }, 31320],
  ['merge', NEW, [{ $merge: 'target' }, { $limit: 1 }], 40601],
]);

checkPipelines('$out', [
  ['out', NEW, { $out: 'target' }, NEW, target({ _id: 9 })],
  ['out', NEW, [{ $limit: 1 }, { $out: 'c' }], [NEW[0] as Document], { written: 'c' }],
  // What is refused on the way leaves the collection as it was.
  [
    'out',
    [
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ],
    { $out: 'target' },
    11000,
    { ...target({ _id: 9 }), indexes: { target: { a: 1 } } },
  ],
  ['out', NEW, { $out: 1 }, 16990],
  ['out', NEW, { $out: 'system.x' }, 17385],
  ['out', NEW, { $out: { db: 'admin', coll: 'x' } }, 31321],
  ['out', NEW, [{ $out: 'target' }, { $limit: 1 }], 40601],
]);
