// The form of /parley notifications against every preference that there can be: what it shows is what holds, and what is
// entered is what comes to hold.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNotifications } from '../../src/bot/modals/notifications-form.ts';
import { FIELDS, notificationsView } from '../../src/bot/modals/notifications-view.ts';
import { botWords } from '../../src/bot/words/words.ts';
import {
  LANGUAGES,
  NOTICE_CHANNELS,
  NOTICE_KINDS,
  type NotificationPreferences,
  preferencesOf,
} from '../../src/domain/accounts/accounts.ts';
import type { ElementValues } from '../../src/http/contract.ts';
import { view as slackView } from '../../src/playground/blocks.ts';
import { stateOf } from '../../src/playground/element-values.ts';

const twoDigits = (max: number) => fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, '0'));
const time = fc.tuple(twoDigits(23), twoDigits(59)).map((parts) => parts.join(':'));
const minutes = fc
  .uniqueArray(fc.constantFrom(5, 10, 30, 45, 60, 120, 1440, 2880, 20160), { maxLength: 5 })
  .map((chosen) => chosen.sort((a, b) => b - a));

const heard = fc.subarray([...NOTICE_CHANNELS]);

const preferences: fc.Arbitrary<NotificationPreferences> = fc.record(
  {
    channels: fc.record({
      confirmation: heard,
      moved: heard,
      changed: heard,
      cancelled: heard,
      left: heard,
      reminder: heard,
      follow_up: heard,
      weekly_agenda: heard,
    }),
    reminders: minutes,
    guestReminders: minutes,
    quietHours: fc
      .tuple(time, time)
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => ({ from, to })),
    language: fc.constantFrom(...LANGUAGES),
    announceIn: fc.constantFrom('C0GENERAL', 'C0RANDOM'),
  },
  { requiredKeys: ['channels', 'reminders', 'guestReminders'] },
);

/** What somebody enters who wants these preferences. */
function entered(wanted: NotificationPreferences): ElementValues {
  const hears = (channel: 'slack' | 'mail') => NOTICE_KINDS.filter((kind) => wanted.channels[kind].includes(channel));
  const one = (value: ElementValues[string][string]) => ({ value });
  return {
    [FIELDS.slack]: one(hears('slack')),
    [FIELDS.mail]: one(hears('mail')),
    [FIELDS.reminders]: one(wanted.reminders.map(String)),
    [FIELDS.guestReminders]: one(wanted.guestReminders.map(String)),
    [FIELDS.quiet]: one(wanted.quietHours ? ['on'] : []),
    ...(wanted.quietHours && {
      [FIELDS.quietFrom]: one(wanted.quietHours.from),
      [FIELDS.quietTo]: one(wanted.quietHours.to),
    }),
    [FIELDS.language]: one(wanted.language ?? 'as_in_slack'),
    [FIELDS.announce]: one(wanted.announceIn ? ['on'] : []),
    ...(wanted.announceIn && { [FIELDS.announceIn]: one(wanted.announceIn) }),
  };
}

function submission(current: NotificationPreferences, values: ElementValues) {
  const shown = slackView.parse(notificationsView(current, 'own', botWords('en')));
  return readNotifications({
    private_metadata: shown.private_metadata ?? '',
    state: { values: stateOf(shown.blocks, values) },
  });
}

describe('the notifications form', () => {
  it('is taken by Slack’s rules, and changes nothing when nothing is entered', () => {
    fc.assert(
      fc.property(preferences, (current) => {
        expect(submission(current, {})).toEqual({ scope: 'own', settings: {} });
      }),
    );
  });

  it('leads from any preferences to any others that it offers', () => {
    fc.assert(
      fc.property(preferences, preferences, (current, wanted) => {
        // It offers the usual reminders, and those that somebody has already.
        const offered = {
          ...wanted,
          reminders: wanted.reminders.filter((one) => ![5, 45, 20160].includes(one) || current.reminders.includes(one)),
          guestReminders: wanted.guestReminders.filter(
            (one) => ![5, 45, 20160].includes(one) || current.guestReminders.includes(one),
          ),
        };
        const result = submission(current, entered(offered));
        if (!result || 'errors' in result) throw new Error('refused');
        expect(preferencesOf(result.settings, current)).toEqual(offered);
      }),
    );
  });

  it('sends what has changed, and nothing else', () => {
    const current = preferencesOf();
    const result = submission(current, entered({ ...current, channels: { ...current.channels, moved: ['mail'] } }));
    expect(result).toEqual({ scope: 'own', settings: { channels: { moved: ['mail'] } } });
  });

  it('reads no form of another version', () => {
    const shown = notificationsView(preferencesOf(), 'own', botWords('en'));
    const metadata = shown.private_metadata ?? '';
    expect(readNotifications({ private_metadata: metadata, state: { values: {} } })).toBeNull();
    expect(readNotifications({ private_metadata: '{', state: { values: {} } })).toBeNull();
  });
});
