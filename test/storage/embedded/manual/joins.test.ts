// Stages that read other collections ($graphLookup, $lookup, $unionWith), and $facet, as the pages of MongoDB's manual define them:
// https://www.mongodb.com/docs/manual/reference/operator/aggregation/<name>/
import type { Document } from '../../../../src/storage/embedded/values.ts';
import { checkPipelines, type PipelineCase } from '../support/pipelines.ts';

const list = (name: string, ...values: unknown[]): Document[] => values.map((value) => ({ [name]: value }));

const others = (...documents: Document[]) => ({ collections: { others: documents } });
const EMPLOYEES = others(
  { _id: 1, name: 'Dev' },
  { _id: 2, name: 'Eliot', boss: 'Dev' },
  { _id: 3, name: 'Ron', boss: 'Eliot' },
);
const graph = (spec: Document) => ({
  $graphLookup: {
    from: 'others',
    startWith: '$boss',
    connectFromField: 'boss',
    connectToField: 'name',
    as: 'chain',
    ...spec,
  },
});
const chain = (...names: Document[]) => [{ boss: 'Eliot', chain: names }];
const [DEV, ELIOT] = [
  { _id: 1, name: 'Dev' },
  { _id: 2, name: 'Eliot', boss: 'Dev' },
];

const graphs: PipelineCase[] = [
  ['graphLookup', [{ boss: 'Eliot' }], graph({}), chain(ELIOT, DEV), EMPLOYEES],
  ['graphLookup', [{ boss: 'Eliot' }], graph({ maxDepth: 0 }), chain(ELIOT), EMPLOYEES],
  [
    'graphLookup',
    [{ boss: 'Eliot' }],
    graph({ depthField: 'at' }),
    chain({ ...ELIOT, at: 0n }, { ...DEV, at: 1n }),
    EMPLOYEES,
  ],
  ['graphLookup', [{ boss: 'Eliot' }], graph({ restrictSearchWithMatch: { name: 'Eliot' } }), chain(ELIOT), EMPLOYEES],
  [
    'graphLookup',
    [{ boss: ['Dev', 'Eliot'] }],
    graph({ maxDepth: 0 }),
    [{ boss: ['Dev', 'Eliot'], chain: [DEV, ELIOT] }],
    EMPLOYEES,
  ],
  // A field that is not there leads nowhere, and nothing leads to a document without it.
  ['graphLookup', [{}], graph({}), [{ chain: [] }], others({ _id: 1 }, { _id: 2, name: null })],
  [
    'graphLookup',
    [{ boss: null }],
    graph({}),
    [{ boss: null, chain: [{ _id: 2, name: null }] }],
    others({ _id: 1 }, { _id: 2, name: null }),
  ],
  [
    'graphLookup',
    [{ boss: 1 }],
    graph({ connectFromField: 'to.id', connectToField: '_id' }),
    [{ boss: 1, chain: [{ _id: 1, to: [{ id: 2 }, { id: [3] }] }, { _id: 2 }, { _id: 3 }] }],
    others({ _id: 1, to: [{ id: 2 }, { id: [3] }] }, { _id: 2 }, { _id: 3 }),
  ],
  ['graphLookup', [], { $graphLookup: 4 }, 9],
  ['graphLookup', [], graph({ maxDepth: 'x' }), 40100],
  ['graphLookup', [], graph({ maxDepth: -1 }), 40101],
  ['graphLookup', [], graph({ maxDepth: 2.3 }), 40102],
  ['graphLookup', [], graph({ from: -1 }), 9],
  ['graphLookup', [], graph({ from: '' }), 73],
  ['graphLookup', [], graph({ as: 0 }), 40103],
  ['graphLookup', [], graph({ as: '$a' }), 16410],
  ['graphLookup', [], graph({ depthField: '$a' }), 16410],
  ['graphLookup', [], graph({ other: 1 }), 40104],
  ['graphLookup', [], { $graphLookup: { from: 'others', as: 'x' } }, 40105],
  ['graphLookup', [], graph({ restrictSearchWithMatch: 1 }), 40185],
  ['graphLookup', [], graph({ restrictSearchWithMatch: { $not: {} } }), 2],
];
checkPipelines('$graphLookup', graphs);
// The same answers by an index.
checkPipelines(
  '$graphLookup by an index',
  graphs.map(([page, documents, stages, result, beside]): PipelineCase => {
    const { connectToField: path } = (stages as { $graphLookup: { connectToField: string } }).$graphLookup;
    const indexes = beside && path !== '_id' ? { indexes: { others: { [path]: 1, _id: 1 } } } : {};
    return [page, documents, stages, result, { ...beside, ...indexes }];
  }),
);

const lookup = (spec: Document) => ({ $lookup: { from: 'others', as: 'x', ...spec } });
const fields = { localField: 'n', foreignField: 'm' };

checkPipelines('$lookup, $unionWith and $facet', [
  [
    'lookup',
    list('n', 1, [1, 2]),
    lookup(fields),
    [
      { n: 1, x: [{ _id: 1, m: 1 }] },
      {
        n: [1, 2],
        x: [
          { _id: 1, m: 1 },
          { _id: 2, m: 2 },
        ],
      },
    ],
    others({ _id: 1, m: 1 }, { _id: 2, m: 2 }),
  ],
  ['lookup', [{}], lookup(fields), [{ x: [{ _id: 1 }, { _id: 2, m: null }] }], others({ _id: 1 }, { _id: 2, m: null })],
  [
    'lookup',
    list('n', 1),
    lookup({ let: { n: '$n' }, pipeline: [{ $match: { $expr: { $gt: ['$m', '$$n'] } } }] }),
    [{ n: 1, x: [{ _id: 2, m: 2 }] }],
    others({ _id: 1, m: 1 }, { _id: 2, m: 2 }),
  ],
  ['lookup', list('n', 1), { $lookup: { pipeline: [{ $documents: [{ a: 1 }] }], as: 'x' } }, [{ n: 1, x: [{ a: 1 }] }]],
  ['lookup', [], { $lookup: 1 }, 9],
  ['lookup', [], lookup({ ...fields, other: 1 }), 9],
  ['lookup', [], lookup({ localField: 'n' }), 9],
  ['lookup', [], lookup({}), 9],
  ['lookup', [], lookup({ ...fields, let: {} }), 9],
  ['lookup', [], { $lookup: { pipeline: [], as: 'x' } }, 9],
  ['lookup', [], lookup({ pipeline: [{ $out: 'x' }] }), 51047],
  ['lookup', [], lookup({ pipeline: [{ $nothing: 1 }] }), 40324],
  ['unionWith', list('n', 1), { $unionWith: 'others' }, [{ n: 1 }, { _id: 1 }], others({ _id: 1 })],
  [
    'unionWith',
    list('n', 1),
    { $unionWith: { coll: 'others', pipeline: [{ $match: { _id: 2 } }] } },
    [{ n: 1 }, { _id: 2 }],
    others({ _id: 1 }, { _id: 2 }),
  ],
  ['unionWith', list('n', 1), { $unionWith: { pipeline: [{ $documents: [{ n: 2 }] }] } }, list('n', 1, 2)],
  ['unionWith', list('n', 1), { $unionWith: 'nothing' }, list('n', 1)],
  ['unionWith', [], { $unionWith: 1 }, 9],
  ['unionWith', [], { $unionWith: { coll: 1 } }, 14],
  ['unionWith', [], { $unionWith: { coll: 'c', other: 1 } }, 40415],
  ['unionWith', [], { $unionWith: { pipeline: [] } }, 9],
  ['unionWith', [], { $unionWith: { coll: 'c', pipeline: [{ $merge: 'x' }] } }, 31441],
  ['facet', [], { $facet: { a: [{ $count: 'n' }] } }, [{ a: [] }]],
  ['facet', [], { $facet: { a: [{ $facet: {} }] } }, 40600],
  ['facet', [], { $facet: { a: [{ $out: 'x' }] } }, 40600],
  ['facet', [], { $facet: { a: [{ $nothing: 1 }] } }, 40324],
  ['facet', [], { $facet: {} }, 40169],
  ['facet', [], { $facet: { a: 1 } }, 40170],
  ['facet', [], { $facet: { a: [1] } }, 14],
  ['facet', [], { $facet: { $a: [] } }, 16410],
  ['facet', [], { $facet: { 'a.b': [] } }, 16412],
  ['lookup', [], lookup({ ...fields, as: '$x' }), 16410],
]);
