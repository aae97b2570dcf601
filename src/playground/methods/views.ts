// views.*: modals. A modal opens with a trigger, a right that lasts three seconds and can be used once.
import { z } from 'zod';
import { errorMessages, type View, view as viewSchema, withIds } from '../blocks.ts';
import { defineMethod, json, type MethodContext, Refusal } from '../method.ts';
import { viewPayload } from '../payloads.ts';
import type { StoredView } from '../store.ts';

/** How many modals may lie on top of each other. */
const MAX_STACK = 3;

/** Checks a view given as JSON and fills in missing ids. Refuses with `invalid_arguments` and Slack's messages. */
export function checkedView(context: Pick<MethodContext, 'newId'>, value: unknown): View {
  const parsed = viewSchema.safeParse(value);
  if (!parsed.success) {
    throw new Refusal('invalid_arguments', { response_metadata: { messages: errorMessages(parsed.error, '/view') } });
  }
  return { ...parsed.data, blocks: withIds(parsed.data.blocks, () => context.newId().slice(0, 5)) };
}

/** Takes the one use of a trigger. */
async function useTrigger({ store, clock }: MethodContext, id: string): Promise<string> {
  const grant = await store.grant(id);
  if (grant?.kind !== 'trigger') throw new Refusal('invalid_trigger_id');
  if (grant.expiresAt <= clock()) throw new Refusal('expired_trigger_id');
  if (!(await store.useGrant(id))) throw new Refusal('exchanged_trigger_id');
  return grant.user;
}

/** Puts a modal on top of a person's stack. */
export async function pushView(
  context: Pick<MethodContext, 'store' | 'newId' | 'clock' | 'changed'>,
  user: string,
  view: View,
  below: StoredView | undefined,
): Promise<StoredView> {
  const id = `V${context.newId()}`;
  const stored: StoredView = {
    id,
    user,
    view,
    hash: newHash(context),
    rootId: below?.rootId ?? id,
    ...(below && { previousId: below.id }),
  };
  await context.store.putView(stored);
  context.changed({ kind: 'views', user });
  return stored;
}

/** Replaces what a modal shows. Refuses with `hash_conflict` when it has changed since `hash`. */
export async function changeView(
  context: Pick<MethodContext, 'store' | 'newId' | 'clock' | 'changed'>,
  stored: StoredView,
  view: View,
  hash: string,
): Promise<StoredView> {
  const changed = { ...stored, view, hash: newHash(context) };
  if (!(await context.store.replaceView(changed, hash))) throw new Refusal('hash_conflict');
  context.changed({ kind: 'views', user: stored.user });
  return changed;
}

function newHash({ clock, newId }: Pick<MethodContext, 'newId' | 'clock'>): string {
  return `${Math.floor(clock().getTime() / 1000)}.${newId().slice(0, 8)}`;
}

const view = json;
const trigger_id = z.string().min(1);

const open = defineMethod({
  scopes: [],
  args: { trigger_id, view },
  async run(context, args) {
    const checked = checkedView(context, args.view);
    const user = await useTrigger(context, args.trigger_id);
    // A new modal takes the place of whatever stack was open.
    await context.store.removeViews((await context.store.viewsOf(user)).map(({ id }) => id));
    return { view: viewPayload(context.workspace, await pushView(context, user, checked, undefined)) };
  },
});

const push = defineMethod({
  scopes: [],
  args: { trigger_id, view },
  async run(context, args) {
    const checked = checkedView(context, args.view);
    const user = await useTrigger(context, args.trigger_id);
    const stack = await context.store.viewsOf(user);
    if (stack.length === 0) throw new Refusal('view_not_found');
    if (stack.length >= MAX_STACK) throw new Refusal('push_limit_reached');
    return { view: viewPayload(context.workspace, await pushView(context, user, checked, stack.at(-1))) };
  },
});

const update = defineMethod({
  scopes: [],
  args: { view, view_id: z.string().min(1), hash: z.string().optional() },
  async run(context, args) {
    const checked = checkedView(context, args.view);
    const stored = await context.store.view(args.view_id);
    if (!stored) throw new Refusal('not_found');
    const changed = await changeView(context, stored, checked, args.hash ?? stored.hash);
    return { view: viewPayload(context.workspace, changed) };
  },
});

export const viewMethods = { 'views.open': open, 'views.push': push, 'views.update': update };
