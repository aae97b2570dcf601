// The reschedule modal: opened at once, filled with free times, and what submitting it does.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import type { StoredMessage, StoredView } from '../../src/playground/store.ts';
import { WORKSPACE } from '../../src/playground/workspace.ts';
import { eventually } from '../support/server.ts';
import { ADA, actionIds, type Bot, CHANNEL, SARAH, scripted, startBot, TENANT } from './support/bot.ts';
import { type Domain, startDomain } from './support/domain.ts';

let domain: Domain;
let bot: Bot;
let meeting: Meeting;
let card: StoredMessage;

beforeEach(async () => {
  domain = await startDomain();
  meeting = await domain.book(ADA, [SARAH, 'john@acme.com'], '2026-01-08T15:00:00Z');
  bot = await startBot({
    domain,
    assistant: scripted(async () => ({ text: 'Here it is.', changedMeetings: [meeting.id] })),
  });
  await bot.say(ADA, `<@U0PARLEY0> show it`, { channel: CHANNEL, type: 'app_mention' });
  await bot.idle();
  const posted = (await bot.posted(CHANNEL)).at(-1);
  if (!posted) throw new Error('no card');
  card = posted;
});
afterEach(() => bot.stop());

type Option = { value: string; text: { text: string } };

const text = (view: StoredView) => JSON.stringify(view.view.blocks);

function optionsOf(view: StoredView): Option[] {
  const input = view.view.blocks.find(({ type }) => type === 'input') as { element: { options: Option[] } } | undefined;
  return input?.element.options ?? [];
}

/** The modal once it shows what is waited for. */
async function modal(
  user: string,
  ready: (view: StoredView) => boolean = (view) => !text(view).includes('Looking for'),
) {
  return eventually('the modal', async () => (await bot.store.viewsOf(user)).find(ready), 3_000);
}

async function open(user: string = ADA): Promise<StoredView> {
  expect((await bot.click(user, card, 'meeting_reschedule')).status).toBe(200);
  return modal(user);
}

function viewPayload(view: StoredView, values: object) {
  return {
    id: view.id,
    hash: view.hash,
    type: 'modal',
    callback_id: view.view.callback_id,
    private_metadata: view.view.private_metadata,
    state: { values },
    root_view_id: view.id,
    app_installed_team_id: TENANT,
  };
}

async function actInModal(view: StoredView, action: object, user: string = ADA) {
  const payload = {
    type: 'block_actions',
    team: { id: TENANT },
    user: { id: user, team_id: TENANT },
    api_app_id: WORKSPACE.appId,
    container: { type: 'view', view_id: view.id },
    view: viewPayload(view, {}),
    trigger_id: await bot.api.trigger(user),
    actions: [{ action_ts: bot.api.context.nextTs(), ...action }],
  };
  return bot.post({ payload: JSON.stringify(payload) }, true);
}

async function submit(view: StoredView, value: string, user: string = ADA, trigger?: string) {
  const block = view.view.blocks.find(({ type }) => type === 'input')?.block_id ?? 'gone';
  const payload = {
    type: 'view_submission',
    team: { id: TENANT },
    user: { id: user, team_id: TENANT },
    api_app_id: WORKSPACE.appId,
    trigger_id: trigger ?? (await bot.api.trigger(user)),
    view: viewPayload(view, { [block]: { reschedule_slot: { type: 'radio_buttons', selected_option: { value } } } }),
    response_urls: [],
  };
  const answer = await bot.post({ payload: JSON.stringify(payload) }, true);
  return { status: answer.status, body: await answer.text(), block };
}

const stored = () => domain.meetings.get(domain.actor(ADA), meeting.id);

describe('the reschedule modal', () => {
  it('opens with a loading view, then offers times that are free for everybody of ours', async () => {
    // Sarah's London day ends at noon in New York; one of her hours is taken.
    await domain.book(SARAH, [], '2026-01-08T14:00:00Z', 'Standup');
    const view = await open();
    const opened = bot.calls.find(({ method }) => method === 'views.open');
    expect(opened?.args.view).toContain('Looking for times');
    const starts = optionsOf(view).map(({ value }) => value);
    expect(starts.length).toBeGreaterThan(3);
    expect(starts.length).toBeLessThanOrEqual(10);
    expect(starts).not.toContain('2026-01-08T14:00:00.000Z');
    const { slots } = await domain.meetings.findSlots(domain.actor(ADA), {
      participants: [SARAH],
      from: new Date('2026-01-08T05:00:00Z'),
      to: new Date('2026-01-22T05:00:00Z'),
      durationMinutes: 30,
      zone: 'America/New_York',
      limit: 10,
      ignoreMeeting: meeting.id,
    });
    expect(starts).toEqual(slots.map(({ start }) => start.toISOString()));
    expect(optionsOf(view)[0]?.text.text).toMatch(/^Thu, January 8, 2026, \d+:\d\d AM EST \(New York\)$/);
  });

  it('moves the meeting, closes, and repaints the card', async () => {
    const view = await open();
    const pick = optionsOf(view).at(-1)?.value ?? '';
    expect(await submit(view, pick)).toMatchObject({ status: 200, body: '' });
    await bot.idle();
    expect((await stored()).start.toISOString()).toBe(pick);
    const repainted = await bot.store.message(card.channel, card.ts);
    expect(JSON.stringify(repainted?.blocks)).not.toEqual(JSON.stringify(card.blocks));
    expect(actionIds(repainted ?? undefined)).toContain('meeting_reschedule');
  });

  it('moves once when the submission is delivered twice', async () => {
    const view = await open();
    const pick = optionsOf(view).at(-1)?.value ?? '';
    const trigger = await bot.api.trigger(ADA);
    await Promise.all([submit(view, pick, ADA, trigger), submit(view, pick, ADA, trigger)]);
    await bot.idle();
    expect((await stored()).audit.filter(({ action }) => action === 'moved')).toHaveLength(1);
  });

  it('shows below the picker that somebody was faster, and lets pick another time', async () => {
    const view = await open();
    const times = optionsOf(view).map(({ value }) => value);
    const [first, second] = [times[0], times.at(-1)];
    await domain.book(SARAH, [], first ?? '', 'Faster');
    const answer = await submit(view, first ?? '');
    const { response_action, errors } = JSON.parse(answer.body);
    expect(response_action).toBe('errors');
    expect(errors[answer.block]).toContain('Free instead');
    expect((await stored()).start).toEqual(meeting.start);
    expect((await submit(view, second ?? '')).body).toBe('');
    await bot.idle();
    expect((await stored()).start.toISOString()).toBe(second);
  });

  it('pages to later times and jumps to another day', async () => {
    const view = await open();
    const shown = optionsOf(view).map(({ value }) => value);
    const later = view.view.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : [])).at(-1);
    await actInModal(view, { ...later });
    const second = await modal(ADA, (now) => now.hash !== view.hash);
    const next = optionsOf(second).map(({ value }) => value);
    expect((next[0] ?? '') > (shown.at(-1) ?? '')).toBe(true);
    await actInModal(second, { type: 'datepicker', action_id: 'reschedule_day', selected_date: '2026-01-14' });
    const third = await modal(ADA, (now) => now.hash !== second.hash);
    expect(optionsOf(third)[0]?.value).toMatch(/^2026-01-14/);
    await actInModal(third, { type: 'datepicker', action_id: 'reschedule_day', selected_date: '2025-06-02' });
    const past = await modal(ADA, (now) => now.hash !== third.hash);
    expect(optionsOf(past)).toEqual([]);
    expect(text(past)).toContain('No time is free');
  });

  it('tells those who may not move it why, and shows them no times', async () => {
    const view = await open(SARAH);
    expect(text(view)).toContain('Only the organizer and the hosts can move this meeting.');
    expect(optionsOf(view)).toEqual([]);
    // A forged submission meets the same rule.
    const mine = await open(ADA);
    await submit(mine, optionsOf(mine).at(-1)?.value ?? '', SARAH);
    await bot.idle();
    expect((await stored()).start).toEqual(meeting.start);
  });

  it('says of a meeting that is cancelled meanwhile that it is, and repaints the stale card', async () => {
    await domain.meetings.cancel(domain.actor(ADA), meeting.id, undefined, 'k');
    expect(text(await open())).toContain('cancelled');
    const repainted = await eventually('the repaint', async () => {
      const message = await bot.store.message(card.channel, card.ts);
      return JSON.stringify(message?.blocks).includes('Cancelled') ? message : undefined;
    });
    expect(actionIds(repainted ?? undefined)).toEqual([]);
  });
});
