// Slack's rules for Block Kit, for the blocks and elements that Parley uses: what the real Slack refuses is refused
// here too, with the same kind of message.
import { z } from 'zod';
import { blockElement, inputElement, plainText, text } from './block-elements.ts';

export const MAX_MESSAGE_BLOCKS = 50;
export const MAX_VIEW_BLOCKS = 100;

const blockId = z.string().min(1).max(255).optional();

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: text(3000).optional(),
    fields: z.array(text(2000)).min(1).max(10).optional(),
    accessory: blockElement.optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'missing required field: text or fields');

const header = z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(150) });

const divider = z.strictObject({ type: z.literal('divider'), block_id: blockId });

const context = z.strictObject({
  type: z.literal('context'),
  block_id: blockId,
  elements: z.array(text(2000)).min(1).max(10),
});

const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: blockId,
  elements: z.array(blockElement).min(1).max(25),
});

const input = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  label: plainText(2000),
  element: inputElement,
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});

/** What people type arrives as rich text; nothing of ours posts it, so its inside is not looked at. */
const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: blockId,
  elements: z.array(z.looseObject({ type: z.string() })),
});

export const block = z.discriminatedUnion('type', [section, header, divider, context, actions, input, richText]);
export type Block = z.output<typeof block>;

export const messageBlocks = z
  .array(block)
  .max(MAX_MESSAGE_BLOCKS, `no more than ${MAX_MESSAGE_BLOCKS} items allowed`)
  .superRefine(uniqueIds);

export const view = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(24),
    blocks: z.array(block).max(MAX_VIEW_BLOCKS, `no more than ${MAX_VIEW_BLOCKS} items allowed`).superRefine(uniqueIds),
    close: plainText(24).optional(),
    submit: plainText(24).optional(),
    private_metadata: z.string().max(3000).optional(),
    callback_id: z.string().max(255).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    external_id: z.string().max(255).optional(),
    submit_disabled: z.boolean().optional(),
  })
  .refine(({ blocks, submit }) => submit !== undefined || blocks.every(({ type }) => type !== 'input'), {
    path: ['submit'],
    message: 'missing required field: submit',
  });
export type View = z.output<typeof view>;

/** The interactive elements of a block. */
export function elementsOf(block: Block): { readonly type: string; readonly action_id?: string | undefined }[] {
  if (block.type === 'actions') return block.elements;
  if (block.type === 'input') return [block.element];
  return block.type === 'section' && block.accessory ? [block.accessory] : [];
}

/** Block ids are unique in a message or view, action ids in their block. */
function uniqueIds(blocks: readonly Block[], check: z.core.$RefinementCtx): void {
  const seen = new Set<string>();
  blocks.forEach((block, index) => {
    if (block.block_id !== undefined) {
      if (seen.has(block.block_id)) {
        const message = `\`block_id\` "${block.block_id}" already exists for another block`;
        check.addIssue({ code: 'custom', path: [index, 'block_id'], message, input: block.block_id });
      }
      seen.add(block.block_id);
    }
    const actionIds = new Set<string>();
    for (const { action_id: id } of elementsOf(block)) {
      if (id !== undefined && actionIds.has(id)) {
        const message = `\`action_id\` "${id}" already exists for another element`;
        check.addIssue({ code: 'custom', path: [index, 'elements'], message, input: id });
      }
      if (id !== undefined) actionIds.add(id);
    }
  });
}

/** Gives every block and element that has no id one, as Slack does before it stores them. */
export function withIds(blocks: readonly Block[], newId: () => string): Block[] {
  const identified = <T extends { action_id?: string | undefined }>(element: T): T => ({
    ...element,
    action_id: element.action_id ?? newId(),
  });
  return blocks.map((block) => {
    const block_id = block.block_id ?? newId();
    if (block.type === 'actions') return { ...block, block_id, elements: block.elements.map(identified) };
    if (block.type === 'input') return { ...block, block_id, element: identified(block.element) };
    if (block.type === 'section' && block.accessory) {
      return { ...block, block_id, accessory: identified(block.accessory) };
    }
    return { ...block, block_id };
  });
}

/** `[ERROR] no more than 50 items allowed [json-pointer:/blocks]`: how Slack tells what is wrong. */
export function errorMessages(error: z.ZodError, pointer: string): string[] {
  return error.issues.flatMap((issue) => describe(issue, pointer));
}

function describe(issue: z.core.$ZodIssue, pointer: string): string[] {
  const at = [pointer, ...issue.path.map(String)].join('/');
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The branch that got furthest says most: the others only disagree about the type.
    const [closest = []] = [...issue.errors].sort((a, b) => score(a) - score(b));
    return closest.flatMap((inner) => describe(inner, at));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `[ERROR] invalid additional property: ${key} [json-pointer:${at}]`);
  }
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return [`[ERROR] must be less than ${Number(issue.maximum) + 1} characters [json-pointer:${at}]`];
  }
  if (issue.code === 'too_big' && issue.origin === 'array') {
    return [`[ERROR] no more than ${issue.maximum} items allowed [json-pointer:${at}]`];
  }
  if (issue.code === 'too_small' && issue.origin === 'string') {
    return [`[ERROR] must be more than ${Number(issue.minimum) - 1} characters [json-pointer:${at}]`];
  }
  return [`[ERROR] ${issue.message} [json-pointer:${at}]`];
}

function score(issues: readonly z.core.$ZodIssue[]): number {
  return issues.length + (issues.some(({ path }) => path.at(-1) === 'type') ? 100 : 0);
}
