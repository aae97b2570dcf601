// Whatever way the planner takes, the answer is that of a look at every document.
import fc from 'fast-check';
import { it } from 'vitest';
import { times } from '../../support/counts.ts';
import { ask, expectSoundIndexes } from './support/full-scan.ts';
import { engineInProcess } from './support/in-process.ts';
import { plots } from './support/questions.ts';

/** Questions that are compared, over as many collections as it takes. */
const QUESTIONS = times(25_000, 1_000_000);

it('answers as a look at every document does', { timeout: times(300_000, 3_600_000) }, async () => {
  const engine = engineInProcess();
  let compared = 0;
  const property = fc.asyncProperty(plots, async ({ documents, indexes, questions }) => {
    const collection = engine.catalog.create('test', 'c', {});
    try {
      if (indexes.length > 0) await engine.run({ createIndexes: 'c', indexes });
      if (documents.length > 0) {
        const numbered = documents.map((fields, _id) => ({ _id, ...fields }));
        await engine.run({ insert: 'c', documents: numbered, ordered: false });
      }
      for (const question of questions) if (await ask(engine, collection, question)) compared++;
      expectSoundIndexes(collection);
    } finally {
      engine.catalog.drop(collection);
    }
  });
  while (compared < QUESTIONS) await fc.assert(property, { numRuns: 100 });
});
