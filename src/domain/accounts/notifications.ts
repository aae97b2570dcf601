// What people want to hear, where and when: the kinds of notices, and each person's preferences about them.
import { DomainError } from '../errors.ts';
import type { TimeBlock } from './accounts.ts';
import { checkBlocks } from './rules.ts';

export const NOTICE_KINDS = [
  'confirmation',
  'moved',
  'changed',
  'cancelled',
  'left',
  'reminder',
  'follow_up',
  'weekly_agenda',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Ways to reach a user. Guests are reached by mail alone. */
export const NOTICE_CHANNELS = ['slack', 'mail'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Minutes before the start, longest first. */
export type ReminderMinutes = readonly number[];

export interface NotificationPreferences {
  /** Where each kind is told; an empty list turns it off. */
  readonly channels: Readonly<Record<NoticeKind, readonly NoticeChannel[]>>;
  /** When the user is reminded of their own meetings. */
  readonly reminders: ReminderMinutes;
  /** When the guests of meetings that the user organizes are reminded. */
  readonly guestReminders: ReminderMinutes;
  /** No message in between, in the user's zone. Overnight where `to` is at or before `from`. */
  readonly quietHours?: TimeBlock;
  /** The language of everything written to the user; that of their Slack profile when absent. */
  readonly language?: Language;
  /** Slack channel that hears when meetings organized by the user are booked, moved or cancelled. */
  readonly announceIn?: string;
}

/** What a person, or a tenant for its people, has set; the rest follows from below. `null` takes a setting back. */
export interface NotificationSettings {
  readonly channels?: Partial<NotificationPreferences['channels']>;
  readonly reminders?: ReminderMinutes;
  readonly guestReminders?: ReminderMinutes;
  readonly quietHours?: TimeBlock | null;
  readonly language?: Language | null;
  readonly announceIn?: string | null;
}

export const DEFAULT_PREFERENCES: NotificationPreferences = {
  channels: {
    confirmation: ['slack'],
    moved: ['slack'],
    changed: ['slack'],
    cancelled: ['slack'],
    left: ['slack'],
    reminder: ['slack'],
    follow_up: ['slack'],
    weekly_agenda: ['slack'],
  },
  reminders: [24 * 60, 60],
  guestReminders: [24 * 60, 60],
};

const MAX_REMINDERS = 5;
const MAX_MINUTES = 14 * 24 * 60;

/** The settings of nearest first, each filling what the one before leaves open, the defaults last. */
export function preferencesOf(...settings: readonly (NotificationSettings | undefined)[]): NotificationPreferences {
  let result = DEFAULT_PREFERENCES;
  for (const layer of settings.toReversed()) {
    if (!layer) continue;
    const { channels, quietHours, language, announceIn, reminders, guestReminders } = layer;
    const { quietHours: quiet, language: spoken, announceIn: announced, ...below } = result;
    const chosen = <T>(own: T | null | undefined, inherited: T | undefined) => (own === undefined ? inherited : own);
    const [hours, tongue, channel] = [
      chosen(quietHours, quiet),
      chosen(language, spoken),
      chosen(announceIn, announced),
    ];
    result = {
      ...below,
      channels: { ...below.channels, ...channels },
      ...(reminders && { reminders }),
      ...(guestReminders && { guestReminders }),
      ...(hours && { quietHours: hours }),
      ...(tongue && { language: tongue }),
      ...(channel && { announceIn: channel }),
    };
  }
  return result;
}

/** `de` for German locales (BCP 47), else `en`. */
export function languageOf(locale: string): Language {
  return /^de\b/i.test(locale) ? 'de' : 'en';
}

const CHANNEL_ID = /^[CG][A-Z0-9]{2,}$/;

function invalid(message: string): DomainError {
  return new DomainError('invalid_input', message);
}

/** Settings as they are stored, without what is not given. Throws `invalid_input` that names what cannot be. */
export function checkSettings(change: NotificationSettings): NotificationSettings {
  const { channels, reminders, guestReminders, quietHours, language, announceIn } = change;
  for (const [kind, chosen] of Object.entries(channels ?? {})) {
    if (!NOTICE_KINDS.some((known) => known === kind)) {
      throw invalid(`"${kind}" is not a kind of message: it takes ${NOTICE_KINDS.join(', ')}.`);
    }
    const unknown = chosen.find((one) => !NOTICE_CHANNELS.includes(one));
    if (unknown !== undefined) throw invalid(`"${unknown}" is not a way to reach you: it takes slack or mail.`);
  }
  if (quietHours) {
    checkBlocks('Quiet hours', [quietHours]);
    if (quietHours.from === '00:00' && quietHours.to === '24:00') {
      throw invalid('Quiet hours of a whole day would hold back every message: turn the kinds off instead.');
    }
  }
  if (language && !LANGUAGES.includes(language)) {
    throw invalid(`"${language}" is not a language that is spoken here: it takes ${LANGUAGES.join(' or ')}.`);
  }
  if (announceIn && !CHANNEL_ID.test(announceIn)) {
    throw invalid(`"${announceIn}" is not a Slack channel: give its id, which begins with C.`);
  }
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return {
    ...given,
    ...(reminders && { reminders: checkReminders(reminders) }),
    ...(guestReminders && { guestReminders: checkReminders(guestReminders) }),
  };
}

/**
 * Reminders as they are stored: without repeats, longest first. Throws `invalid_input` for more than five, or for one
 * that is not 5 minutes to 14 days ahead.
 */
export function checkReminders(minutes: readonly number[]): ReminderMinutes {
  for (const one of minutes) {
    if (Number.isInteger(one) && one >= 5 && one <= MAX_MINUTES) continue;
    throw new DomainError(
      'invalid_input',
      `A reminder ${one} minutes before cannot be: it takes 5 minutes to 14 days.`,
    );
  }
  const distinct = [...new Set(minutes)].sort((a, b) => b - a);
  if (distinct.length <= MAX_REMINDERS) return distinct;
  throw new DomainError('invalid_input', `${distinct.length} reminders are too many: at most ${MAX_REMINDERS}.`);
}
