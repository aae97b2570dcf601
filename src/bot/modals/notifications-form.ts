// What a submitted form of /parley notifications changes: the difference to what it showed, so that what somebody left
// alone goes on following their workspace.
import { z } from 'zod';
import {
  LANGUAGES,
  NOTICE_CHANNELS,
  NOTICE_KINDS,
  type NoticeChannel,
  type NoticeKind,
  type NotificationSettings,
} from '../../domain/accounts/accounts.ts';
import { ELEMENT, FIELDS, ON, SCOPES, type Scope } from './notifications-view.ts';

/** The words for what is missing, among those of the form. */
export type Mistake = 'noQuietFrom' | 'noQuietTo' | 'noQuietTime' | 'noChannel';

export type Submission =
  | { readonly scope: Scope; readonly settings: NotificationSettings }
  /** What is to be said below which blocks. */
  | { readonly errors: Readonly<Record<string, Mistake>> };

/** In one order, to be compared. */
const channels = z
  .array(z.enum(NOTICE_CHANNELS))
  .transform((chosen) => NOTICE_CHANNELS.filter((one) => chosen.includes(one)));
const minutes = z.array(z.number());

const shownPreferences = z.object({
  channels: z.record(z.enum(NOTICE_KINDS), channels),
  reminders: minutes,
  guestReminders: minutes,
  quietHours: z.object({ from: z.string(), to: z.string() }).optional(),
  language: z.enum(LANGUAGES).optional(),
  announceIn: z.string().optional(),
});

const metadata = z.object({ scope: z.enum(SCOPES), shown: shownPreferences });

/** Each block holds one element, called `value`. */
const element = <Shape extends z.ZodRawShape>(shape: Shape) => z.object({ [ELEMENT]: z.object(shape) });
const option = z.object({ value: z.string() });
const several = element({ selected_options: z.array(option) }).transform(({ value }) =>
  value.selected_options.map((chosen) => chosen.value),
);
const time = element({ selected_time: z.string().nullish() }).transform(({ value }) => value.selected_time);

const values = z.object({
  [FIELDS.slack]: several,
  [FIELDS.mail]: several,
  [FIELDS.reminders]: several,
  [FIELDS.guestReminders]: several,
  [FIELDS.quiet]: several,
  [FIELDS.quietFrom]: time,
  [FIELDS.quietTo]: time,
  [FIELDS.language]: element({ selected_option: option.nullish() }).transform(
    ({ value }) => value.selected_option?.value,
  ),
  [FIELDS.announce]: several,
  [FIELDS.announceIn]: element({ selected_conversation: z.string().nullish() }).transform(
    ({ value }) => value.selected_conversation,
  ),
});
type Values = z.output<typeof values>;

/** Null for a form that is not ours, or of another version. */
export function readNotifications(view: { private_metadata: string; state: { values?: unknown } }): Submission | null {
  const about = readMetadata(view.private_metadata);
  const entered = values.safeParse(view.state.values);
  if (!about || !entered.success) return null;
  const errors = mistakes(entered.data);
  if (Object.keys(errors).length > 0) return { errors };
  return { scope: about.scope, settings: difference(about.shown, entered.data) };
}

function readMetadata(privateMetadata: string): z.output<typeof metadata> | null {
  try {
    return metadata.parse(JSON.parse(privateMetadata));
  } catch {
    return null;
  }
}

/** The block below which a refusal of these settings is shown. */
export function blockOf(settings: NotificationSettings): string {
  if (settings.announceIn) return FIELDS.announceIn;
  if (settings.reminders) return FIELDS.reminders;
  if (settings.guestReminders) return FIELDS.guestReminders;
  return settings.quietHours ? FIELDS.quietTo : FIELDS.slack;
}

const isOn = (chosen: readonly string[]) => chosen.includes(ON);

function mistakes(entered: Values): Record<string, Mistake> {
  const errors: Record<string, Mistake> = {};
  const { [FIELDS.quietFrom]: from, [FIELDS.quietTo]: to } = entered;
  if (isOn(entered[FIELDS.quiet])) {
    if (!from) errors[FIELDS.quietFrom] = 'noQuietFrom';
    if (!to) errors[FIELDS.quietTo] = 'noQuietTo';
    else if (to === from) errors[FIELDS.quietTo] = 'noQuietTime';
  }
  if (isOn(entered[FIELDS.announce]) && !entered[FIELDS.announceIn]) {
    errors[FIELDS.announceIn] = 'noChannel';
  }
  return errors;
}

function difference(before: z.output<typeof shownPreferences>, entered: Values): NotificationSettings {
  const chosen = chosenIn(entered);
  const kinds = NOTICE_KINDS.filter((kind) => !isSame(chosen.channels[kind], before.channels[kind]));
  const unchanged = <K extends keyof typeof chosen>(key: K) => isSame(chosen[key], before[key] ?? null);
  return {
    ...(kinds.length > 0 && { channels: Object.fromEntries(kinds.map((kind) => [kind, chosen.channels[kind]])) }),
    ...(!unchanged('reminders') && { reminders: chosen.reminders }),
    ...(!unchanged('guestReminders') && { guestReminders: chosen.guestReminders }),
    ...(!unchanged('quietHours') && { quietHours: chosen.quietHours }),
    ...(!unchanged('language') && { language: chosen.language }),
    ...(!unchanged('announceIn') && { announceIn: chosen.announceIn }),
  };
}

/** All that the form says, with null where something is off. Lists stand in the order in which they are stored. */
function chosenIn(entered: Values) {
  const hears = { slack: entered[FIELDS.slack], mail: entered[FIELDS.mail] };
  const { [FIELDS.quietFrom]: from, [FIELDS.quietTo]: to } = entered;
  const language = LANGUAGES.find((one) => one === entered[FIELDS.language]) ?? null;
  return {
    channels: ofEachKind((kind) => NOTICE_CHANNELS.filter((channel) => hears[channel].includes(kind))),
    reminders: longestFirst(entered[FIELDS.reminders]),
    guestReminders: longestFirst(entered[FIELDS.guestReminders]),
    quietHours: isOn(entered[FIELDS.quiet]) && from && to ? { from, to } : null,
    language,
    announceIn: isOn(entered[FIELDS.announce]) ? (entered[FIELDS.announceIn] ?? null) : null,
  };
}

function ofEachKind(channelsOf: (kind: NoticeKind) => NoticeChannel[]): Record<NoticeKind, NoticeChannel[]> {
  return Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, channelsOf(kind)])) as ReturnType<typeof ofEachKind>;
}

function longestFirst(chosen: readonly string[]): number[] {
  return chosen.map(Number).sort((a, b) => b - a);
}

/** Of plain values whose lists and keys stand in one order. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
