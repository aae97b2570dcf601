// Dropping a collection takes its name at once and its documents later: whatever happens in between, none comes back.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { runEngine } from './engine.ts';

/** Documents in the data file, of an engine that has stopped. */
function rowsIn(dir: string): number {
  const db = new DatabaseSync(join(dir, 'parley.sqlite'));
  const { n } = db.prepare('SELECT count(*) AS n FROM documents').get() as { n: number };
  db.close();
  return n;
}

it('leaves nothing in the file, also when the engine stops right after', async () => {
  let running = await runEngine();
  onTestFinished(() => running.close());
  const large = () => running.db.collection('large');
  const documents = () => Array.from({ length: 3_000 }, (_, n) => ({ n }));
  await running.db.collection('other').insertOne({ kept: true });
  await large().insertMany(documents());
  await large().drop();
  // Its name is free, and the new one is not the old one.
  await large().insertOne({ n: -1 });
  running = await running.restart();
  expect(await large().countDocuments({})).toBe(1);
  await large().drop();
  await running.db.collection('fresh').insertOne({ n: 1 });
  expect(await running.db.collection('fresh').countDocuments({})).toBe(1);
  const rowsAfterWork = async () => {
    // What is left goes while others are served.
    for (let n = 0; n < 50; n++) await running.db.collection('other').findOne({ n });
    await running.client.close();
    await running.engine.stop();
    const rows = rowsIn(running.dir);
    running = await runEngine({ dir: running.dir });
    return rows;
  };
  await expect.poll(rowsAfterWork, { timeout: 20_000 }).toBe(2);
  expect(await running.db.collection('other').countDocuments({ kept: true })).toBe(1);
});
