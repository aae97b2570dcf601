// The pipeline that every driver sends for countDocuments, counted without building it: matches are only told apart.
import { type Document, getField, isDocument, isNumber, toNumber } from '../values.ts';

/** What a counting pipeline asks for; `key` is the `_id` of the one group that it answers with, `name` its field. */
export type CountRequest = {
  readonly filter: Document;
  readonly skip: number;
  readonly limit: number;
  readonly key: unknown;
  readonly name: string;
};

/** Reads `[$match?, $skip?, $limit?, {$group: {_id: <constant>, n: {$sum: 1}}}]`; undefined for any other pipeline. */
export function countRequest(pipeline: readonly Document[]): CountRequest | undefined {
  const stages = [...pipeline];
  const group = stages.pop()?.$group;
  if (!isDocument(group) || Object.keys(group).length !== 2) return undefined;
  const [idField, name] = Object.keys(group);
  const key = group._id;
  const sum = name === undefined ? undefined : getField(group, name);
  if (idField !== '_id' || !(key === null || isNumber(key))) return undefined;
  if (!isDocument(sum) || Object.keys(sum).length !== 1 || sum.$sum !== 1) return undefined;
  const filter = takeStage(stages, '$match') ?? {};
  const skip = takeStage(stages, '$skip') ?? 0;
  const limit = takeStage(stages, '$limit') ?? Number.POSITIVE_INFINITY;
  if (stages.length > 0 || !isDocument(filter) || !isNumber(skip) || !(isNumber(limit) && toNumber(limit) > 0))
    return undefined;
  return { filter, skip: toNumber(skip), limit: toNumber(limit), key, name: name as string };
}

function takeStage(stages: Document[], name: string): unknown {
  const [first] = stages;
  if (!first || !(name in first) || Object.keys(first).length !== 1) return undefined;
  stages.shift();
  return first[name];
}
