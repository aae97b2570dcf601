// What a user may say of themselves, and of what they want to hear.
import { z } from 'zod';
import {
  LANGUAGES,
  NOTICE_CHANNELS,
  NOTICE_KINDS,
  type NotificationPreferences,
  type NotificationSettings,
  type User,
} from '../domain/accounts/accounts.ts';
import { durationArgument, wallTimeArgument, zoneArgument } from './times.ts';
import { defineTool, type ToolContext } from './tool.ts';

/** Minutes before the start. The domain says which are possible. */
export const remindersArgument = z.array(z.int()).max(20);

const blockArgument = z.strictObject({ from: wallTimeArgument, to: wallTimeArgument });
const messagesArgument = z.array(z.strictObject({ kind: z.enum(NOTICE_KINDS), by: z.array(z.enum(NOTICE_CHANNELS)) }));

const preferencesOutput = z.object({
  reminderMinutes: z.array(z.int()),
  guestReminderMinutes: z.array(z.int()),
  channels: z.record(z.enum(NOTICE_KINDS), z.array(z.enum(NOTICE_CHANNELS))),
  quietHours: blockArgument.optional(),
  language: z.enum(LANGUAGES).optional(),
});

function told(preferences: NotificationPreferences): z.input<typeof preferencesOutput> {
  const { reminders, guestReminders, quietHours, language } = preferences;
  return {
    reminderMinutes: [...reminders],
    guestReminderMinutes: [...guestReminders],
    channels: Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, [...preferences.channels[kind]]])) as z.input<
      typeof preferencesOutput
    >['channels'],
    ...(quietHours && { quietHours }),
    ...(language && { language }),
  };
}

/** The actor as stored afterwards. */
async function notify({ services, actor }: ToolContext, settings: NotificationSettings): Promise<User> {
  return services.accounts.setNotifications(actor, settings);
}

export const updateProfile = defineTool({
  name: 'update_profile',
  description: "Changes the user's time zone, name, usual meeting length, reminders and messages.",
  input: z
    .strictObject({
      timezone: zoneArgument.optional(),
      name: z.string().trim().min(1).max(100).optional(),
      defaultDurationMinutes: durationArgument.optional(),
      reminderMinutes: remindersArgument.optional().describe('before own meetings'),
      guestReminderMinutes: remindersArgument.optional(),
      messages: messagesArgument.optional().describe('how each kind is told; by [] for not at all'),
      quietHours: blockArgument.or(z.literal('none')).optional(),
      language: z.enum(LANGUAGES).optional(),
    })
    .refine((input) => Object.values(input).some((value) => value !== undefined), 'say what should change'),
  changes: true,
  status: 'Saving your profile…',
  output: z.object({
    name: z.string(),
    timezone: z.string(),
    defaultDurationMinutes: z.int(),
    /** There when something of it was changed. */
    preferences: preferencesOutput.optional(),
  }),
  async run(context, { timezone, name, defaultDurationMinutes, messages, ...wanted }) {
    const { accounts } = context.services;
    const { reminderMinutes: reminders, guestReminderMinutes: guestReminders, quietHours: quiet, ...others } = wanted;
    const quietHours = quiet === 'none' ? null : quiet;
    const channels = messages && Object.fromEntries(messages.map(({ kind, by }) => [kind, by]));
    const settings = Object.fromEntries(
      Object.entries({ ...others, reminders, guestReminders, channels, quietHours }).filter(
        ([, value]) => value !== undefined,
      ),
    );
    const some = Object.keys(settings).length > 0;
    // What can be refused comes first, so that nothing is half done.
    const notified = some ? await notify(context, settings) : undefined;
    const change = { zone: timezone, name, defaultDurationMinutes };
    const user = Object.values(change).some((value) => value !== undefined)
      ? await accounts.updateProfile(context.actor, change)
      : (notified ?? context.user);
    const preferences = some ? (await accounts.preferences(context.actor, [user])).get(user.id) : undefined;
    return {
      ok: true,
      changed: true,
      data: {
        name: user.name,
        timezone: user.zone,
        defaultDurationMinutes: user.defaultDurationMinutes,
        ...(preferences && { preferences: told(preferences) }),
      },
    };
  },
});
