// Slack as a notification channel, slash commands away from the direct messages, and the directory.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import { DeliveryError, type MeetingNotice } from '../../src/notifications/channel.ts';
import { directMessageId, WORKSPACE, type Workspace } from '../../src/playground/workspace.ts';
import { ADA, actionIds, type Bot, CHANNEL, DM, newId, SARAH, scripted, startBot, TENANT, TIM } from './support/bot.ts';
import { type Domain, startDomain } from './support/domain.ts';

const SARAHS = directMessageId(SARAH);
let domain: Domain;
let bot: Bot;
let meeting: Meeting;

beforeEach(async () => {
  domain = await startDomain();
  bot = await startBot({ domain, assistant: scripted(async (text) => ({ text: `You said: ${text}` })) });
  meeting = await domain.book(ADA, [SARAH], '2026-01-08T19:00:00Z', 'Demo <!here>');
});
afterEach(() => bot.stop());

const READER = { zone: 'Europe/London', locale: 'en-GB', language: 'en' } as const;

function notice(more: Partial<MeetingNotice> = {}): MeetingNotice {
  return {
    tenant: TENANT,
    kind: 'confirmation',
    occasion: 'invited',
    meeting,
    recipient: { kind: 'colleague', userId: SARAH, name: 'Sarah Chen', email: 'sarah@parley.example', ...READER },
    organizerName: 'Ada Park',
    organizerEmail: 'ada@parley.example',
    details: {},
    deliveryId: 'delivery-1',
    ...more,
  };
}

const deliver = (given: MeetingNotice) => bot.slack.channel.deliver(given, AbortSignal.timeout(5_000));

describe('a notice', () => {
  it('is a card by direct message in the reader’s zone, with the reader’s buttons', async () => {
    await deliver(notice());
    const [card, ...more] = await bot.posted(SARAHS);
    expect(more).toEqual([]);
    expect(JSON.stringify(card?.blocks)).toContain('19:00 – 19:30 GMT (London)');
    expect(card?.text).toBe('Ada Park invites you to Demo &lt;!here&gt;.');
    expect(actionIds(card)).toEqual(['meeting_join', 'meeting_leave']);
  });

  it('arrives once, however often it is delivered and whatever was seen of the first attempt', async () => {
    bot.api.fail('chat.postMessage', { kind: 'cut_after' });
    await expect(deliver(notice())).rejects.toMatchObject({ permanent: false });
    await deliver(notice());
    await deliver(notice());
    expect(await bot.posted(SARAHS)).toHaveLength(1);
  });

  it('of a cancellation takes the buttons off the invitation', async () => {
    await deliver(notice());
    ({ meeting } = await domain.meetings.cancel(domain.actor(ADA), meeting.id, undefined, 'k'));
    await deliver(notice({ occasion: 'cancelled', deliveryId: 'delivery-2' }));
    const cards = await bot.posted(SARAHS);
    expect(cards.map((card) => actionIds(card))).toEqual([[], []]);
    expect(cards[1]?.text).toContain('is cancelled');
  });

  it('fails for good where trying again cannot help', async () => {
    bot.api.fail('conversations.open', { kind: 'refused', error: 'user_disabled' });
    await expect(deliver(notice())).rejects.toMatchObject({ name: 'DeliveryError', permanent: true });
    bot.api.fail('conversations.open', { kind: 'server_error' });
    await expect(deliver(notice())).rejects.toMatchObject({ permanent: false });
    const guest = notice({ recipient: { kind: 'guest', email: 'john@acme.com', ...READER } });
    await expect(deliver(guest)).rejects.toBeInstanceOf(DeliveryError);
  });
});

describe('/meet', () => {
  it('is answered in the direct messages, with what was asked above', async () => {
    const answer = await bot.command(ADA, '/meet', 'lunch with <@U0TIMOKAF|tim>', CHANNEL);
    expect(await answer.json()).toMatchObject({ response_type: 'ephemeral' });
    await bot.idle();
    const [reply] = await bot.posted(DM);
    expect(reply?.text).toBe('You said: lunch with &lt;@U0TIMOKAF&gt;');
    expect(JSON.stringify(reply?.blocks?.[0])).toContain('You: lunch with');
  });

  it('explains itself when it says nothing', async () => {
    const answer = await bot.command(ADA, '/meet', '  ');
    expect(await answer.json()).toMatchObject({ text: expect.stringContaining('Tell me what to arrange') });
  });
});

describe('the directory', () => {
  const member = {
    id: 'U0NEWHERE',
    real_name: 'Nell New',
    tz: 'Asia/Tokyo',
    profile: { email: 'nell@parley.example' },
    is_bot: false,
    deleted: false,
  };
  const joined = (user: object) =>
    bot.post({ type: 'event_callback', team_id: TENANT, event_id: `Ev${newId()}`, event: { type: 'team_join', user } });

  it('follows those who join and change, and leaves bots and the deactivated out', async () => {
    expect((await joined(member)).status).toBe(200);
    await joined({ ...member, id: 'U0ABOT', is_bot: true });
    await joined({ ...member, id: 'U0GONE', deleted: true });
    await bot.idle();
    expect(await domain.accounts.user(domain.actor(ADA), 'U0NEWHERE')).toMatchObject({ zone: 'Asia/Tokyo' });
    expect(await domain.accounts.users(domain.actor(ADA), ['U0ABOT', 'U0GONE'])).toEqual([]);
  });

  it('no longer finds the deactivated by name, says so to whoever books with them, and takes them back', async () => {
    const changed = (user: object) =>
      bot.post({
        type: 'event_callback',
        team_id: TENANT,
        event_id: `Ev${newId()}`,
        event: { type: 'user_change', user },
      });
    const nell = { ...member, is_bot: false };
    await joined(nell);
    await bot.idle();
    await changed({ ...nell, deleted: true });
    await bot.idle();
    await expect(domain.book(ADA, ['Nell'], '2026-01-09T19:00:00Z')).rejects.toMatchObject({ code: 'unknown_person' });
    for (const ref of ['nell@parley.example', '<@U0NEWHERE>']) {
      await expect(domain.book(ADA, [ref], '2026-01-09T19:00:00Z')).rejects.toThrow(
        'Nell New is no longer in this workspace',
      );
    }
    await changed(nell);
    await bot.idle();
    expect((await domain.book(ADA, ['Nell'], '2026-01-09T19:00:00Z')).attendees).toHaveLength(2);
  });

  it('learns from the daily reading who was deactivated meanwhile', async () => {
    const workspace: Workspace = {
      ...WORKSPACE,
      people: WORKSPACE.people.map((person) => ({ ...person, deactivated: person.id === TIM })),
    };
    await bot.stop();
    bot = await startBot({ domain, assistant: scripted(async (text) => ({ text })), workspace });
    await bot.slack.syncDirectory(TENANT);
    await expect(domain.book(ADA, ['Tim'], '2026-01-09T19:00:00Z')).rejects.toMatchObject({ code: 'unknown_person' });
    expect((await domain.book(ADA, ['Sarah'], '2026-01-09T19:00:00Z')).attendees).toHaveLength(2);
  });

  it('is read page by page when a workspace is synchronized', async () => {
    await bot.slack.syncDirectory(TENANT);
    const users = await domain.accounts.users(domain.actor(ADA), [ADA, SARAH, 'U0PARLEY0']);
    expect(users.map(({ name }) => name).sort()).toEqual(['Ada Park', 'Sarah Chen']);
  });
});
