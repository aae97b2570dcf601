// Moves a whole database to another server: documents, indexes, validators and views, verified at the end. Interrupted, it
// goes on where it was. Both sides are reached through the driver, so it works in either direction.
import type { Db } from 'mongodb';
import type { Clock } from '../../domain/time.ts';
import { copyDocuments, type Report } from './copy.ts';
import { collectionsOf, copyIndexes, createLike, type Described, MARKER, viewsOf } from './structure.ts';
import { verifyDocuments, verifyIndexes, verifyOptions } from './verify.ts';

export interface MovedCollection {
  readonly name: string;
  readonly documents: number;
  /** SHA-256 over the BSON of all documents in the order of their ids. */
  readonly hash: string;
}

interface Marker {
  /** The collection's name. */
  readonly _id: string;
  readonly state: 'copying' | 'done';
}

/**
 * Copies every collection and view of `source` into `target` and verifies each: options, indexes, count and hash.
 * Rejects when the target holds collections that no earlier move began, or when a collection differs at the end.
 */
export async function moveDatabase(source: Db, target: Db, clock: Clock, report: Report): Promise<MovedCollection[]> {
  const marker = target.collection<Marker>(MARKER);
  const begun = new Map((await marker.find().toArray()).map(({ _id, state }) => [_id, state]));
  const there = [...(await collectionsOf(target)), ...(await viewsOf(target))];
  const strange = there.filter(({ name }) => !begun.has(name));
  if (strange.length > 0) {
    const names = strange.map(({ name }) => name).join(', ');
    throw new Error(`The target is not empty: it holds ${names}. Name an empty database, or drop these first.`);
  }

  async function once(described: Described, copy: () => Promise<void>): Promise<void> {
    const { name } = described;
    if (begun.get(name) === 'done') return;
    await marker.updateOne({ _id: name }, { $set: { state: 'copying' } }, { upsert: true });
    await createLike(target, described);
    await copy();
    await marker.updateOne({ _id: name }, { $set: { state: 'done' } });
  }

  const moved: MovedCollection[] = [];
  for (const described of await collectionsOf(source)) {
    const { name } = described;
    const [from, to] = [source.collection(name), target.collection(name)];
    await once(described, async () => {
      await copyDocuments(from, to, report);
      await copyIndexes(source, target, name);
    });
    await verifyOptions(described, target);
    await verifyIndexes(from, to);
    moved.push({ name, ...(await verifyDocuments(from, to, clock(), report)) });
    report(`${name}: ${moved.at(-1)?.documents} documents, verified`);
  }
  for (const view of await viewsOf(source)) {
    await once(view, async () => {});
    await verifyOptions(view, target);
    report(`${view.name}: a view, verified`);
  }
  await marker.drop();
  return moved;
}
