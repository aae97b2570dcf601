// Slack's rules for the composition objects and interactive elements inside blocks.
import { z } from 'zod';

/** Lengths are in characters, as Slack counts them. */
export function plainText(max: number) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });
}

function mrkdwn(max: number) {
  return z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });
}

export function text(max: number) {
  return z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);
}

const confirm = z.strictObject({
  title: plainText(100),
  text: text(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
});

const actionId = z.string().min(1).max(255).optional();
const focus = z.boolean().optional();
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date of the form YYYY-MM-DD');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the form HH:mm');

const option = z.strictObject({
  text: plainText(75),
  value: z.string().min(1).max(150),
  description: plainText(75).optional(),
});

/** Radio buttons and checkboxes may be formatted. */
const markedOption = z.strictObject({
  text: text(75),
  value: z.string().min(1).max(150),
  description: text(75).optional(),
});

const optionGroups = z
  .array(z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) }))
  .min(1)
  .max(100);

interface Offered {
  readonly options?: readonly { value: string }[] | undefined;
  readonly option_groups?: readonly { options: readonly { value: string }[] }[] | undefined;
}

function offeredBy({ options, option_groups: groups }: Offered): readonly { value: string }[] | undefined {
  return options ?? groups?.flatMap((group) => group.options);
}

function ofOptions(initial: { value: string } | undefined, options: readonly { value: string }[] | undefined): boolean {
  return initial === undefined || options === undefined || options.some(({ value }) => value === initial.value);
}

const INITIAL = { path: ['initial_option'], message: 'must match one of the provided options' };
const INITIALS = { path: ['initial_options'], message: INITIAL.message };

function eitherOptions({ options, option_groups: groups }: Offered): boolean {
  return (options === undefined) !== (groups === undefined);
}

const EITHER = { path: ['options'], message: 'must provide either options or option_groups' };

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: actionId,
  url: z.url().max(3000).optional(),
  value: z.string().max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: z.string().max(75).optional(),
});

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    action_id: actionId,
    placeholder: plainText(150).optional(),
    options: z.array(option).min(1).max(100).optional(),
    option_groups: optionGroups.optional(),
    initial_option: option.optional(),
    confirm: confirm.optional(),
    focus_on_load: focus,
  })
  .refine(eitherOptions, EITHER)
  .refine((select) => ofOptions(select.initial_option, offeredBy(select)), INITIAL);

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    action_id: actionId,
    placeholder: plainText(150).optional(),
    options: z.array(option).min(1).max(100).optional(),
    option_groups: optionGroups.optional(),
    initial_options: z.array(option).min(1).optional(),
    max_selected_items: z.int().min(1).optional(),
    confirm: confirm.optional(),
    focus_on_load: focus,
  })
  .refine(eitherOptions, EITHER)
  .refine(
    (select) => (select.initial_options ?? []).every((initial) => ofOptions(initial, offeredBy(select))),
    INITIALS,
  );

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  action_id: actionId,
  placeholder: plainText(150).optional(),
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  filter: z
    .strictObject({
      include: z
        .array(z.enum(['im', 'mpim', 'private', 'public']))
        .min(1)
        .optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional(),
  confirm: confirm.optional(),
  focus_on_load: focus,
});

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  action_id: actionId,
  placeholder: plainText(150).optional(),
  initial_user: z.string().optional(),
  confirm: confirm.optional(),
  focus_on_load: focus,
});

const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    action_id: actionId,
    options: z.array(markedOption).min(1).max(10),
    initial_option: markedOption.optional(),
    confirm: confirm.optional(),
    focus_on_load: focus,
  })
  .refine(({ initial_option, options }) => ofOptions(initial_option, options), INITIAL);

const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    action_id: actionId,
    options: z.array(markedOption).min(1).max(10),
    initial_options: z.array(markedOption).min(1).optional(),
    confirm: confirm.optional(),
    focus_on_load: focus,
  })
  .refine(
    ({ initial_options, options }) => (initial_options ?? []).every((initial) => ofOptions(initial, options)),
    INITIALS,
  );

const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  options: z
    .array(option.extend({ url: z.url().max(3000).optional() }))
    .min(1)
    .max(5),
  confirm: confirm.optional(),
});

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  action_id: actionId,
  placeholder: plainText(150).optional(),
  initial_date: date.optional(),
  confirm: confirm.optional(),
  focus_on_load: focus,
});

const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  action_id: actionId,
  placeholder: plainText(150).optional(),
  initial_time: time.optional(),
  timezone: z.string().optional(),
  confirm: confirm.optional(),
  focus_on_load: focus,
});

const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: actionId,
  placeholder: plainText(150).optional(),
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
  focus_on_load: focus,
});

/** What may stand in a section's accessory or in an actions block. */
export const blockElement = z.discriminatedUnion('type', [
  button,
  staticSelect,
  multiStaticSelect,
  usersSelect,
  conversationsSelect,
  radioButtons,
  checkboxes,
  overflow,
  datepicker,
  timepicker,
]);

/** What an input block may hold. */
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  staticSelect,
  multiStaticSelect,
  usersSelect,
  conversationsSelect,
  radioButtons,
  checkboxes,
  datepicker,
  timepicker,
]);
