// The modal of /parley notifications: what somebody hears, where and when; and of /parley defaults, the same for a whole
// workspace. What comes back is read in notifications-form.ts.
import type { Checkboxes, InputBlock, ModalView, PlainTextOption } from '@slack/types';
import {
  LANGUAGES,
  type Language,
  NOTICE_CHANNELS,
  NOTICE_KINDS,
  type NoticeChannel,
  type NoticeKind,
  type NotificationPreferences,
} from '../../domain/accounts/accounts.ts';
import { mrkdwn, plain } from '../cards/mrkdwn.ts';
import type { BotWords } from '../words/words.ts';

export const NOTIFICATIONS_VIEW = 'notifications';

/** Whose settings a form is about: those of its reader, or what holds for everybody who has not set their own. */
export const SCOPES = ['own', 'workspace'] as const;
export type Scope = (typeof SCOPES)[number];

type Settings = BotWords['settings'];

/** The blocks of the form; each holds one element, called `value`. */
export const FIELDS = {
  slack: 'hear_in_slack',
  mail: 'hear_by_mail',
  reminders: 'remind_me',
  guestReminders: 'remind_guests',
  quiet: 'quiet',
  quietFrom: 'quiet_from',
  quietTo: 'quiet_to',
  language: 'language',
  announce: 'announce',
  announceIn: 'announce_in',
} as const;
export const ELEMENT = 'value';

const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch' };
const AS_IN_SLACK = 'as_in_slack';
export const ON = 'on';

/** Minutes before the start that are offered; what somebody has set otherwise is offered too. */
const REMINDERS = [10, 30, 60, 2 * 60, 24 * 60, 2 * 24 * 60];
export const MAX_REMINDERS = 5;
/** Proposed where no quiet hours are set. */
const EVENING = { from: '19:00', to: '08:00' };

/** The form, filled with what holds now. */
export function notificationsView(current: NotificationPreferences, scope: Scope, words: BotWords): ModalView {
  const { quietHours, language, announceIn } = current;
  const { settings } = words;
  const labels = settings[scope];
  return {
    type: 'modal',
    callback_id: NOTIFICATIONS_VIEW,
    // What was shown is what a submission is compared with: only what somebody has changed becomes theirs.
    private_metadata: JSON.stringify({ scope, shown: current }),
    title: plain(labels.title, 24),
    submit: plain(settings.save, 24),
    close: plain(words.close, 24),
    blocks: [
      ...NOTICE_CHANNELS.map((channel) => kindsBlock(channel, labels[channel], current, settings)),
      { type: 'divider' },
      remindersBlock(FIELDS.reminders, labels.reminders, current.reminders, settings),
      remindersBlock(FIELDS.guestReminders, labels.guestReminders, current.guestReminders, settings),
      { type: 'divider' },
      checkBlock(FIELDS.quiet, settings.quiet, settings.quietOn, quietHours !== undefined),
      timeBlock(FIELDS.quietFrom, settings.from, quietHours?.from ?? EVENING.from),
      timeBlock(FIELDS.quietTo, settings.until, quietHours?.to ?? EVENING.to),
      { type: 'divider' },
      languageBlock(language, settings),
      checkBlock(FIELDS.announce, settings.channel, labels.announce, announceIn !== undefined),
      {
        ...input(FIELDS.announceIn, settings.announceIn, {
          type: 'conversations_select',
          action_id: ELEMENT,
          placeholder: plain(settings.chooseChannel, 150),
          filter: { include: ['public', 'private'], exclude_bot_users: true },
          ...(announceIn && { initial_conversation: announceIn }),
        }),
        hint: plain(settings.inviteMe, 150),
      },
      { type: 'context', elements: [mrkdwn(labels.note)] },
    ],
  };
}

function input(blockId: string, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: blockId, optional: true, label: plain(label, 150), element };
}

const option = (value: string, text: string): PlainTextOption => ({ text: plain(text, 75), value });

function kindsBlock(
  channel: NoticeChannel,
  label: string,
  current: NotificationPreferences,
  { kinds }: Settings,
): InputBlock {
  const options = NOTICE_KINDS.map((kind) => option(kind, kinds[kind]));
  const initial = options.filter(({ value }) => current.channels[value as NoticeKind].includes(channel));
  return input(FIELDS[channel], label, checkboxes(options, initial));
}

/** Slack takes no empty list for nothing chosen. */
function checkboxes(options: PlainTextOption[], initial: PlainTextOption[]): Checkboxes {
  return { type: 'checkboxes', action_id: ELEMENT, options, ...(initial.length > 0 && { initial_options: initial }) };
}

function checkBlock(blockId: string, label: string, text: string, on: boolean): InputBlock {
  const options = [option(ON, text)];
  return input(blockId, label, checkboxes(options, on ? options : []));
}

function remindersBlock(
  blockId: string,
  label: string,
  chosen: readonly number[],
  { before, never }: Settings,
): InputBlock {
  const offered = [...new Set([...REMINDERS, ...chosen])].sort((a, b) => a - b);
  const options = offered.map((one) => option(String(one), before(one)));
  const initial = options.filter(({ value }) => chosen.includes(Number(value)));
  return input(blockId, label, {
    type: 'multi_static_select',
    action_id: ELEMENT,
    placeholder: plain(never, 150),
    options,
    max_selected_items: MAX_REMINDERS,
    ...(initial.length > 0 && { initial_options: initial }),
  });
}

function timeBlock(blockId: string, label: string, time: string): InputBlock {
  return input(blockId, label, { type: 'timepicker', action_id: ELEMENT, initial_time: time });
}

function languageBlock(language: Language | undefined, settings: Settings): InputBlock {
  const options = [
    option(AS_IN_SLACK, settings.asInSlack),
    ...LANGUAGES.map((one) => option(one, LANGUAGE_NAMES[one])),
  ];
  const initial = options.find(({ value }) => value === (language ?? AS_IN_SLACK));
  return input(FIELDS.language, settings.language, {
    type: 'static_select',
    action_id: ELEMENT,
    options,
    ...(initial && { initial_option: initial }),
  });
}
