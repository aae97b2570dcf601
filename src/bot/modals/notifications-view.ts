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

export const NOTIFICATIONS_VIEW = 'notifications';

/** Whose settings a form is about: those of its reader, or what holds for everybody who has not set their own. */
export const SCOPES = ['own', 'workspace'] as const;
export type Scope = (typeof SCOPES)[number];

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

const KIND_NAMES: Record<NoticeKind, string> = {
  confirmation: 'Invitations',
  moved: 'Meetings that move',
  changed: 'Other changes',
  cancelled: 'Cancellations',
  left: 'Somebody declines',
  reminder: 'Reminders',
  follow_up: 'After a meeting',
  weekly_agenda: 'My week, on Monday',
};
const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch' };
export interface Labels extends Readonly<Record<NoticeChannel, string>> {
  readonly title: string;
  readonly reminders: string;
  readonly guestReminders: string;
  readonly announce: string;
  readonly note: string;
}

const LABELS: Readonly<Record<Scope, Labels>> = {
  own: {
    title: 'Notifications',
    slack: 'Tell me in Slack',
    mail: 'Tell me by mail',
    reminders: 'Remind me before my meetings',
    guestReminders: 'Remind the guests of my meetings',
    announce: 'Announce the meetings that I organize',
    note: 'Invitations and changes always reach guests by mail.',
  },
  workspace: {
    title: 'Workspace defaults',
    slack: 'Tell people in Slack',
    mail: 'Tell people by mail',
    reminders: 'Remind people before their meetings',
    guestReminders: 'Remind the guests of meetings',
    announce: 'Announce the meetings of everybody',
    note: 'This holds for everybody who has not chosen otherwise with /parley notifications.',
  },
};
const AS_IN_SLACK = 'as_in_slack';
export const ON = 'on';

/** Minutes before the start that are offered; what somebody has set otherwise is offered too. */
const REMINDERS = [10, 30, 60, 2 * 60, 24 * 60, 2 * 24 * 60];
export const MAX_REMINDERS = 5;
/** Proposed where no quiet hours are set. */
const EVENING = { from: '19:00', to: '08:00' };

/** The form, filled with what holds now. */
export function notificationsView(current: NotificationPreferences, scope: Scope): ModalView {
  const { quietHours, language, announceIn } = current;
  const labels = LABELS[scope];
  return {
    type: 'modal',
    callback_id: NOTIFICATIONS_VIEW,
    // What was shown is what a submission is compared with: only what somebody has changed becomes theirs.
    private_metadata: JSON.stringify({ scope, shown: current }),
    title: plain(labels.title, 24),
    submit: plain('Save', 24),
    close: plain('Close', 24),
    blocks: [
      ...NOTICE_CHANNELS.map((channel) => kindsBlock(channel, labels[channel], current)),
      { type: 'divider' },
      remindersBlock(FIELDS.reminders, labels.reminders, current.reminders),
      remindersBlock(FIELDS.guestReminders, labels.guestReminders, current.guestReminders),
      { type: 'divider' },
      checkBlock(FIELDS.quiet, 'Quiet hours', 'No messages between these times', quietHours !== undefined),
      timeBlock(FIELDS.quietFrom, 'From', quietHours?.from ?? EVENING.from),
      timeBlock(FIELDS.quietTo, 'Until', quietHours?.to ?? EVENING.to),
      { type: 'divider' },
      languageBlock(language),
      checkBlock(FIELDS.announce, 'Channel', labels.announce, announceIn !== undefined),
      {
        ...input(FIELDS.announceIn, 'Announce them in', {
          type: 'conversations_select',
          action_id: ELEMENT,
          placeholder: plain('Choose a channel', 150),
          filter: { include: ['public', 'private'], exclude_bot_users: true },
          ...(announceIn && { initial_conversation: announceIn }),
        }),
        hint: plain('Invite me to the channel first: /invite @Parley', 150),
      },
      { type: 'context', elements: [mrkdwn(labels.note)] },
    ],
  };
}

function input(blockId: string, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: blockId, optional: true, label: plain(label, 150), element };
}

const option = (value: string, text: string): PlainTextOption => ({ text: plain(text, 75), value });

function kindsBlock(channel: NoticeChannel, label: string, current: NotificationPreferences): InputBlock {
  const options = NOTICE_KINDS.map((kind) => option(kind, KIND_NAMES[kind]));
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

function remindersBlock(blockId: string, label: string, chosen: readonly number[]): InputBlock {
  const offered = [...new Set([...REMINDERS, ...chosen])].sort((a, b) => a - b);
  const options = offered.map((one) => option(String(one), `${spanOf(one)} before`));
  const initial = options.filter(({ value }) => chosen.includes(Number(value)));
  return input(blockId, label, {
    type: 'multi_static_select',
    action_id: ELEMENT,
    placeholder: plain('Never', 150),
    options,
    max_selected_items: MAX_REMINDERS,
    ...(initial.length > 0 && { initial_options: initial }),
  });
}

/** `90 minutes`, `2 hours`, `1 day` */
function spanOf(minutes: number): string {
  const [size, unit] =
    minutes % 1440 === 0 && minutes > 1440 ? [1440, 'day'] : minutes % 60 === 0 ? [60, 'hour'] : [1, 'minute'];
  const count = minutes / size;
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}

function timeBlock(blockId: string, label: string, time: string): InputBlock {
  return input(blockId, label, { type: 'timepicker', action_id: ELEMENT, initial_time: time });
}

function languageBlock(language: Language | undefined): InputBlock {
  const options = [
    option(AS_IN_SLACK, 'As in the Slack profile'),
    ...LANGUAGES.map((one) => option(one, LANGUAGE_NAMES[one])),
  ];
  const initial = options.find(({ value }) => value === (language ?? AS_IN_SLACK));
  return input(FIELDS.language, 'Language of messages', {
    type: 'static_select',
    action_id: ELEMENT,
    options,
    ...(initial && { initial_option: initial }),
  });
}
