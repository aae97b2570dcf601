// What people enter into interactive elements, in the form that Slack tells it to an app.
import type { ElementValue, ElementValues } from '../http/contract.ts';
import { type Block, elementsOf } from './blocks.ts';

type Element = ReturnType<typeof elementsOf>[number];
type Payload = Readonly<Record<string, unknown>>;

interface Option {
  readonly value: string;
}

function optionsOf(element: Element): readonly Option[] {
  const { options, option_groups: groups } = element as {
    options?: readonly Option[];
    option_groups?: readonly { options: readonly Option[] }[];
  };
  return options ?? groups?.flatMap((group) => group.options) ?? [];
}

/** The part of an element's state that holds its value; null for one that holds none, like a button. */
export function heldBy(element: Element, value: ElementValue): Payload | null {
  const single = typeof value === 'string' && value !== '' ? value : null;
  const option = optionsOf(element).find((candidate) => candidate.value === single) ?? null;
  switch (element.type) {
    case 'static_select':
    case 'radio_buttons':
    case 'overflow':
      return { selected_option: option };
    case 'checkboxes':
    case 'multi_static_select':
      return { selected_options: optionsOf(element).filter((candidate) => value?.includes(candidate.value)) };
    case 'datepicker':
      return { selected_date: single };
    case 'timepicker':
      return { selected_time: single };
    case 'conversations_select':
      return { selected_conversation: single };
    case 'users_select':
      return { selected_user: single };
    case 'plain_text_input':
      return { value: single };
    default:
      return null;
  }
}

/** What an element shows before anybody has touched it. */
function initialOf(element: Element): ElementValue {
  const initial = element as {
    initial_option?: Option;
    initial_options?: readonly Option[];
    initial_date?: string;
    initial_time?: string;
    initial_user?: string;
    initial_conversation?: string;
    initial_value?: string;
  };
  return (
    initial.initial_options?.map(({ value }) => value) ??
    initial.initial_option?.value ??
    initial.initial_date ??
    initial.initial_time ??
    initial.initial_user ??
    initial.initial_conversation ??
    initial.initial_value ??
    null
  );
}

/** `state.values` of a message or modal. */
export function stateOf(blocks: readonly Block[], entered: ElementValues): Record<string, Record<string, Payload>> {
  const state: Record<string, Record<string, Payload>> = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const { block_id: blockId = '' } = block;
      const { action_id: actionId = '', type } = element;
      const value = entered[blockId]?.[actionId];
      const held = heldBy(element, value === undefined ? initialOf(element) : value);
      if (held && type !== 'overflow') state[blockId] = { ...state[blockId], [actionId]: { type, ...held } };
    }
  }
  return state;
}

/** The entry in `actions` that tells what was clicked or chosen. */
export function actionOf(block: Block, element: Element, value: ElementValue, actionTs: string): Payload {
  const shared = {
    type: element.type,
    action_id: element.action_id,
    block_id: block.block_id,
    action_ts: actionTs,
  };
  if (element.type !== 'button') return { ...shared, ...heldBy(element, value) };
  const { text, value: own, style, url } = element as { text?: unknown; value?: string; style?: string; url?: string };
  return { ...shared, text, ...(own !== undefined && { value: own }), ...(style && { style }), ...(url && { url }) };
}

/** Block ids of required inputs that hold nothing. */
export function missingInputs(blocks: readonly Block[], entered: ElementValues): string[] {
  const state = stateOf(blocks, entered);
  return blocks.flatMap((block) => {
    if (block.type !== 'input' || block.optional) return [];
    const held = Object.values(state[block.block_id ?? '']?.[block.element.action_id ?? ''] ?? {}).slice(1);
    const empty = held.every((part) => part === null || (Array.isArray(part) && part.length === 0));
    return empty ? [block.block_id ?? ''] : [];
  });
}
