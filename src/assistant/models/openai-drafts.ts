// Tool calls put together from the fragments of a stream, as differently as servers cut them.
import { z } from 'zod';
import { ModelError, type ToolCall } from './model.ts';

export const fragmentSchema = z.object({
  index: z.int().min(0).nullish(),
  id: z.string().nullish(),
  function: z
    .object({
      name: z.string().nullish(),
      /** JSON text in pieces; some servers send the whole as an object. */
      arguments: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
    })
    .nullish(),
});
export type Fragment = z.output<typeof fragmentSchema>;

interface Draft {
  id: string;
  name: string;
  arguments: string;
}

export interface Drafts {
  add(fragment: Fragment): void;
  /** In the order in which they began. Throws `ModelError` for one without a name. */
  calls(): ToolCall[];
}

/**
 * Fragments belong together by index. Servers without indexes, or with the same for every call, send each call whole or
 * start it with its id or name.
 */
export function createDrafts(): Drafts {
  const drafts: Draft[] = [];
  const byIndex = new Map<number, Draft>();
  let last: Draft | undefined;

  function draftOf({ index, id, function: called }: Fragment): Draft {
    const present = typeof index === 'number' ? byIndex.get(index) : last;
    const other = present !== undefined && startsAnother(present, id, called?.name);
    const draft = present && !other ? present : { id: '', name: '', arguments: '' };
    if (draft !== present) drafts.push(draft);
    if (typeof index === 'number') byIndex.set(index, draft);
    last = draft;
    return draft;
  }

  return {
    add(fragment) {
      const draft = draftOf(fragment);
      const { name, arguments: given } = fragment.function ?? {};
      if (fragment.id) draft.id = fragment.id;
      // Some servers repeat the name with every fragment.
      if (name && draft.name !== name) draft.name += name;
      if (given) draft.arguments += typeof given === 'string' ? given : JSON.stringify(given);
    },
    calls: () => drafts.map(toCall),
  };
}

/** A new id, or a name after arguments that are complete. */
function startsAnother(present: Draft, id: string | null | undefined, name: string | null | undefined): boolean {
  if (id && present.id !== '') return id !== present.id;
  return Boolean(name) && isWhole(present.arguments);
}

function isWhole(json: string): boolean {
  if (!json.trimEnd().endsWith('}')) return false;
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}

function toCall({ id, name, arguments: json }: Draft): ToolCall {
  if (name === '') throw new ModelError('The model calls a tool without a name.', { retryable: true });
  // The loop makes up an id where there is none.
  return { id, name, arguments: json };
}
