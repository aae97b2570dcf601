// /parley: what people set about Parley itself, in real modals of the real app.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Accounts,
  DEFAULT_PREFERENCES,
  type NotificationPreferences,
} from '../../src/domain/accounts/accounts.ts';
import type { ElementValues } from '../../src/http/contract.ts';
import { stateOf } from '../../src/playground/element-values.ts';
import type { StoredView } from '../../src/playground/store.ts';
import { WORKSPACE } from '../../src/playground/workspace.ts';
import { eventually } from '../support/server.ts';
import { ADA, type Bot, CHANNEL, DM, SARAH, scripted, startBot, TENANT, TIM } from './support/bot.ts';
import { type Domain, NOW, startDomain } from './support/domain.ts';

let domain: Domain;
let bot: Bot;

beforeEach(async () => {
  domain = await startDomain();
  bot = await startBot({ domain, assistant: scripted(async (text) => ({ text })) });
});
afterEach(() => bot.stop());

const textOf = (view: StoredView | undefined) => JSON.stringify(view?.view.blocks);

async function opened(command: string, shows: string, user: string = ADA): Promise<StoredView> {
  expect((await bot.command(user, '/parley', command)).status).toBe(200);
  return eventually('the modal', async () =>
    (await bot.store.viewsOf(user)).find((view) => textOf(view).includes(shows)),
  );
}

const form = (user: string = ADA) => opened('notifications', 'Quiet hours', user);

/** Submits a form in which some fields were changed; answers the errors shown below its blocks. */
async function submit(view: StoredView, entered: ElementValues, user: string = ADA) {
  const errors = await send(view, entered, user);
  await bot.idle();
  return errors;
}

async function send(view: StoredView, entered: ElementValues, user: string = ADA) {
  const { id, hash } = view;
  const { callback_id, private_metadata, blocks } = view.view;
  const payload = {
    type: 'view_submission',
    team: { id: TENANT },
    user: { id: user, team_id: TENANT },
    trigger_id: await bot.api.trigger(user),
    view: { id, hash, callback_id, private_metadata, state: { values: stateOf(blocks, entered) } },
  };
  const answer = await bot.post({ payload: JSON.stringify(payload) }, true);
  expect(answer.status).toBe(200);
  const body = await answer.text();
  return body ? (JSON.parse(body) as { errors?: Record<string, string> }).errors : undefined;
}

async function preferences(user: string = ADA): Promise<NotificationPreferences | undefined> {
  const actor = domain.actor(user);
  return (await domain.accounts.preferences(actor, [await domain.accounts.user(actor, user)])).get(user);
}

const own = async (user: string = ADA) => (await domain.accounts.user(domain.actor(user), user)).notifications;

describe('/parley notifications', () => {
  it('shows what holds, and changes nothing when it is saved as it is', async () => {
    const view = await form();
    const text = textOf(view);
    for (const word of ['Tell me in Slack', 'Tell me by mail', '10 minutes before', '2 hours before', 'Language']) {
      expect(text).toContain(word);
    }
    expect(await submit(view, {})).toBeUndefined();
    expect(await own()).toBeUndefined();
    expect(await preferences()).toEqual(DEFAULT_PREFERENCES);
  });

  it('stores what was changed, and that alone', async () => {
    const view = await form();
    const entered = {
      hear_in_slack: { value: ['confirmation', 'moved', 'changed', 'cancelled', 'left', 'reminder', 'follow_up'] },
      hear_by_mail: { value: ['confirmation'] },
      remind_me: { value: ['10', '1440'] },
      quiet: { value: ['on'] },
      quiet_from: { value: '18:00' },
      language: { value: 'de' },
    };
    expect(await submit(view, entered)).toBeUndefined();
    expect(await own()).toEqual({
      channels: { confirmation: ['slack', 'mail'], weekly_agenda: [] },
      reminders: [1440, 10],
      quietHours: { from: '18:00', to: '08:00' },
      language: 'de',
    });
    expect(await own(SARAH)).toBeUndefined();
  });

  it('shows what was stored, also what the form does not offer otherwise, and takes it back', async () => {
    const actor = domain.actor(ADA);
    await domain.accounts.setNotifications(actor, {
      reminders: [15],
      quietHours: { from: '20:00', to: '07:00' },
      language: 'de',
      channels: { follow_up: [] },
    });
    const view = await opened('notifications', 'Ruhezeiten');
    expect(textOf(view)).toContain('15 Minuten vorher');
    const entered = { remind_me: { value: [] }, quiet: { value: [] }, language: { value: 'as_in_slack' } };
    expect(await submit(view, entered)).toBeUndefined();
    const now = await preferences();
    expect(now).toEqual({
      ...DEFAULT_PREFERENCES,
      reminders: [],
      channels: { ...DEFAULT_PREFERENCES.channels, follow_up: [] },
    });
  });

  it('tells below the field what is missing, and keeps the form', async () => {
    const view = await form();
    const quiet = { quiet: { value: ['on'] }, quiet_from: { value: '08:00' } };
    expect(await submit(view, quiet)).toEqual({ quiet_to: expect.stringContaining('choose another time') });
    expect(await submit(view, { ...quiet, quiet_to: { value: null } })).toHaveProperty('quiet_to');
    expect(await submit(view, { announce: { value: ['on'] } })).toHaveProperty('announce_in');
    expect(await own()).toBeUndefined();
  });

  it('introduces itself in a channel before it announces there, once', async () => {
    const entered = { announce: { value: ['on'] }, announce_in: { value: CHANNEL } };
    expect(await submit(await form(), entered)).toBeUndefined();
    expect(await own()).toEqual({ announceIn: CHANNEL });
    expect(await submit(await opened('notifications', CHANNEL), { language: { value: 'de' } })).toBeUndefined();
    expect(await own()).toEqual({ announceIn: CHANNEL, language: 'de' });
    const said = await bot.posted(CHANNEL);
    expect(said.map(({ text }) => text)).toEqual([
      'From now on I announce here when Ada Park books, moves or cancels a meeting.',
    ]);
  });

  it('is saved later where saving fails at first, and has introduced itself once', async () => {
    await bot.stop();
    let failures = 1;
    const setNotifications: Accounts['setNotifications'] = (...given) => {
      if (failures-- > 0) return Promise.reject(new Error('disk full'));
      return domain.accounts.setNotifications(...given);
    };
    bot = await startBot({
      domain,
      assistant: scripted(async (text) => ({ text })),
      slack: { accounts: { ...domain.accounts, setNotifications } },
    });
    // The form closes: what it asked for is recorded.
    expect(await send(await form(), { announce: { value: ['on'] }, announce_in: { value: CHANNEL } })).toBeUndefined();
    expect(await own()).toBeUndefined();
    domain.setNow(new Date(NOW.getTime() + 60_000));
    bot.slack.wake();
    await bot.idle();
    expect(await own()).toEqual({ announceIn: CHANNEL });
    expect(await bot.posted(CHANNEL)).toHaveLength(1);
  });

  it('says so when it could not be saved in the end', async () => {
    await bot.stop();
    const setNotifications: Accounts['setNotifications'] = async () => Promise.reject(new Error('disk full'));
    bot = await startBot({
      domain,
      assistant: scripted(async (text) => ({ text })),
      slack: { accounts: { ...domain.accounts, setNotifications } },
    });
    await send(await form(), { language: { value: 'de' } });
    const told = await eventually('the apology', async () => {
      domain.setNow(new Date(domain.clock().getTime() + 60_000));
      bot.slack.wake();
      return (await bot.messages(DM, ADA)).find(({ onlyFor }) => onlyFor === ADA);
    });
    expect(told.text).toMatch(/^I could not save your notifications: .*\(Request .+\)$/);
    await bot.idle();
  });

  it('says below the channel that it was not invited there, and stores nothing', async () => {
    const view = await form();
    bot.api.fail('chat.postMessage', { kind: 'refused', error: 'not_in_channel' });
    const entered = { announce: { value: ['on'] }, announce_in: { value: CHANNEL } };
    expect(await submit(view, entered)).toEqual({ announce_in: expect.stringContaining('/invite @Parley') });
    expect(await own()).toBeUndefined();
  });

  it('tells in the modal that the settings cannot be read', async () => {
    await bot.stop();
    const preferences = async () => Promise.reject(new Error('disk full'));
    bot = await startBot({
      domain,
      assistant: scripted(async (text) => ({ text })),
      slack: { accounts: { ...domain.accounts, preferences } },
    });
    await bot.command(ADA, '/parley', 'notifications');
    await eventually('a sentence', async () =>
      (await bot.store.viewsOf(ADA)).find((view) => textOf(view).includes('Something went wrong on my side')),
    );
  });
});

describe('/parley defaults', () => {
  it('sets for everybody what they have not set themselves', async () => {
    await domain.accounts.setNotifications(domain.actor(SARAH), { reminders: [30] });
    const view = await opened('defaults', 'Tell people in Slack');
    expect(textOf(view)).toContain('24 hours before');
    expect(await submit(view, { remind_me: { value: ['120'] }, hear_by_mail: { value: ['moved'] } })).toBeUndefined();
    expect(await preferences(TIM)).toMatchObject({ reminders: [120], channels: { moved: ['slack', 'mail'] } });
    expect(await preferences(SARAH)).toMatchObject({ reminders: [30], channels: { moved: ['slack', 'mail'] } });
    expect(await own()).toBeUndefined();
  });

  it('is for admins, also where somebody else submits the form', async () => {
    await opened('defaults', 'Only an admin', SARAH);
    const view = await opened('defaults', 'Tell people in Slack');
    const entered = { announce: { value: ['on'] }, announce_in: { value: CHANNEL } };
    expect(Object.values((await submit(view, entered, SARAH)) ?? {})).toEqual([
      expect.stringContaining('Only an admin'),
    ]);
    expect(await bot.posted(CHANNEL)).toEqual([]);
    expect(await preferences(TIM)).toEqual(DEFAULT_PREFERENCES);
  });
});

describe('/parley', () => {
  it('explains itself, also when it does not know a word', async () => {
    for (const text of ['', 'help', 'frobnicate']) {
      const answer = await (await bot.command(ADA, '/parley', text, CHANNEL)).json();
      expect(answer).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('/parley calendar') });
    }
  });

  it('calendar shows the private address, and makes a new one on demand', async () => {
    const view = await opened('calendar', `https://parley.example/feed/${ADA}.ics`);
    const action = { action_id: 'calendar_renew', type: 'button', action_ts: bot.api.context.nextTs() };
    const payload = {
      type: 'block_actions',
      team: { id: TENANT },
      user: { id: ADA, team_id: TENANT },
      api_app_id: WORKSPACE.appId,
      container: { type: 'view', view_id: view.id },
      view: { id: view.id, hash: view.hash, type: 'modal', private_metadata: '', state: { values: {} } },
      trigger_id: await bot.api.trigger(ADA),
      actions: [action],
    };
    await bot.post({ payload: JSON.stringify(payload) }, true);
    const renewed = await eventually('the new address', async () =>
      (await bot.store.viewsOf(ADA)).find((shown) => textOf(shown).includes(`${ADA}-renewed.ics`)),
    );
    expect(renewed.id).toBe(view.id);
    expect(textOf(renewed)).toContain('The old address no longer works');
  });

  it('ops gives admins a link, and others a reason', async () => {
    const admin = await (await bot.command(ADA, '/parley', 'ops')).json();
    expect(admin).toMatchObject({ text: expect.stringContaining('<https://parley.example/ops?key=k|') });
    const member = await (await bot.command(SARAH, '/parley', 'ops')).json();
    expect(member).toMatchObject({ text: 'Only admins of the workspace see that page.' });
  });
});
