// The integrity check of a whole database, whatever happened to it before: claims against meetings, indexes against
// documents.
import type { Db, Document } from 'mongodb';
import { claimsOf } from '../domain/meetings/meetings.ts';
import { MEETINGS, type MeetingDocument } from './meetings.ts';

/** One sentence for each thing that cannot be. Empty: all is well. */
export async function checkDatabase(db: Db): Promise<string[]> {
  return [...(await checkClaims(db)), ...(await checkIndexes(db))];
}

/** Every document is found through each index that holds all documents. */
async function checkIndexes(db: Db): Promise<string[]> {
  const problems: string[] = [];
  for (const { name } of await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray()) {
    const collection = db.collection(name);
    const stored = await collection.find({}, { projection: { _id: 1 } }).toArray();
    for (const index of await collection.listIndexes().toArray()) {
      if (!holdsEverything(index)) continue;
      const found = await collection.countDocuments({}, { hint: index.name });
      if (found !== stored.length) {
        problems.push(`${name} has ${stored.length} documents, and its index ${index.name} finds ${found}`);
      }
    }
  }
  return problems;
}

function holdsEverything({ partialFilterExpression, sparse, hidden }: Document): boolean {
  return !partialFilterExpression && !sparse && !hidden;
}

/**
 * One sentence for each thing that cannot be: a claim held twice, claims that differ from what the meeting's state and
 * people demand, a version without its audit entry, an effect of a version that never was. Empty: all is well.
 */
export async function checkClaims(db: Db): Promise<string[]> {
  const problems: string[] = [];
  const holders = new Map<string, string>();
  const documents = await db.collection<MeetingDocument>(MEETINGS).find({}).toArray();
  for (const document of documents) {
    const held = document.claims ?? [];
    const demanded = isPruned(document) ? [] : (claimsOf(document) ?? []);
    if (document.claims?.length === 0) problems.push(`${document.id} holds an empty array of claims`);
    if ([...held].sort().join() !== [...demanded].sort().join()) {
      problems.push(
        `${document.id} is ${document.state} and holds ${held.length} claims instead of ${demanded.length}`,
      );
    }
    for (const claim of held) {
      const key = `${document.tenant} ${claim}`;
      const other = holders.get(key);
      if (other !== undefined) problems.push(`${key} is held by ${other} and ${document.id}`);
      holders.set(key, document.id);
    }
    problems.push(...inconsistencies(document));
  }
  return problems;
}

/** A meeting that took place gives its hours back some time after. */
function isPruned({ state, claims }: MeetingDocument): boolean {
  return claims === undefined && (state === 'completed' || state === 'no_show');
}

function inconsistencies({ id, version, audit, effects }: MeetingDocument): string[] {
  const problems: string[] = [];
  const versions = audit.map((entry) => entry.version);
  if (audit[0]?.action !== 'booked') problems.push(`${id} was never booked`);
  if (versions.at(-1) !== version) problems.push(`${id} has version ${version}, its audit ends at ${versions.at(-1)}`);
  if (versions.some((value, index) => index > 0 && value < (versions[index - 1] ?? 0))) {
    problems.push(`${id} has audit entries out of order: ${versions.join(', ')}`);
  }
  const ids = new Set(effects.map((effect) => effect.id));
  if (ids.size !== effects.length) problems.push(`${id} has an effect twice`);
  for (const effect of effects) {
    if (!versions.includes(effect.version)) problems.push(`${id} has an effect of version ${effect.version}`);
  }
  return problems;
}
