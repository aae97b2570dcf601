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

  it('arrives once, also when the attempt after a crash comes hours later', async () => {
    bot.api.fail('chat.postMessage', { kind: 'cut_after' });
    await expect(deliver(notice())).rejects.toMatchObject({ permanent: false });
    domain.setNow(new Date(domain.clock().getTime() + 3 * 3_600_000));
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

  it('of a reminder shows the card with its buttons, and goes once the meeting has moved', async () => {
    const details = { minutesLeft: 60 };
    await deliver(notice({ kind: 'reminder', occasion: 'reminder', details }));
    const [reminder] = await bot.posted(SARAHS);
    expect(reminder?.text).toContain('begins');
    expect(actionIds(reminder)).toEqual(['meeting_join', 'meeting_leave']);
    const start = new Date('2026-01-09T19:00:00Z');
    ({ meeting } = await domain.meetings.update(domain.actor(ADA), meeting.id, { start, confirmed: true }, 'k'));
    await deliver(notice({ kind: 'moved', occasion: 'moved', deliveryId: 'delivery-2' }));
    const [before, after] = await bot.posted(SARAHS);
    expect(JSON.stringify(before)).not.toContain('begins');
    expect(JSON.stringify(before?.blocks)).toContain('Fri, 9 January 2026, 19:00');
    expect(JSON.stringify(after?.blocks)).toContain('Fri, 9 January 2026, 19:00');
  });

  it('speaks the reader’s language, on its card too, whatever their profile says', async () => {
    const reader = { kind: 'colleague', userId: SARAH, name: 'Sarah Chen', email: 'sarah@parley.example' } as const;
    await deliver(notice({ recipient: { ...reader, ...READER, language: 'de' } }));
    const card = (await bot.posted(SARAHS)).at(-1);
    const text = JSON.stringify(card?.blocks);
    expect(JSON.stringify(card?.blocks?.[0])).toContain('lädt Sie');
    expect(text).toContain('Mit Ada Park, Sarah Chen');
    expect(text).toContain('Do., 8. Januar 2026, 19:00');
    expect(text).toContain('Nicht teilnehmen');
  });

  it('of the week lists its meetings as lines', async () => {
    const second = await domain.book(ADA, [SARAH], '2026-01-09T19:00:00Z', 'Budget');
    const { tenant, recipient, deliveryId } = notice();
    const week = { kind: 'weekly_agenda', week: '2026-W02', from: new Date('2026-01-05T00:00:00Z') } as const;
    const meetings = [meeting, second];
    await bot.slack.channel.deliver({ tenant, recipient, deliveryId, ...week, meetings }, AbortSignal.timeout(5_000));
    const [agenda, ...more] = await bot.posted(SARAHS);
    expect(more).toEqual([]);
    const lines = (agenda?.blocks ?? []).filter(({ type }) => type === 'section').map((block) => JSON.stringify(block));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('2 meetings');
    expect(lines[1]).toContain('Demo &lt;!here&gt;');
    expect(lines[2]).toContain('Budget');
    expect(lines[2]).toContain('Fri, 9 January 2026, 19:00 – 19:30 GMT (London)');
    expect(actionIds(agenda)).toEqual([]);
  });

  it('after a meeting offers to meet again, and asks for a time with the same people', async () => {
    domain.setNow(new Date('2026-01-08T19:31:00Z'));
    await deliver(notice({ kind: 'follow_up', occasion: 'follow_up' }));
    const [message] = await bot.posted(SARAHS);
    expect(actionIds(message)).toEqual(['meeting_again']);
    if (!message) throw new Error('no message');
    await bot.click(SARAH, message, 'meeting_again');
    await bot.idle();
    const answer = (await bot.posted(SARAHS)).at(-1);
    expect(answer?.text).toBe('You said: find 30 minutes with &lt;@U0ADAPARK&gt; next week');
    expect(JSON.stringify(answer?.blocks)).toContain('You: Book again: Demo &lt;!here&gt;');
  });

  it('is to be tried again when Slack wants to hear of it', async () => {
    bot.api.fail('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 90 });
    await expect(deliver(notice())).rejects.toMatchObject({ permanent: false, waitMs: 90_000 });
    await deliver(notice());
    expect(await bot.posted(SARAHS)).toHaveLength(1);
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

describe('an announcement in a channel', () => {
  const announcement = (more: Partial<MeetingNotice> = {}) =>
    notice({
      recipient: { kind: 'channel', channelId: CHANNEL, ...READER, zone: 'Europe/Berlin' },
      ...more,
    });

  it('shows the meeting in its zone, with what everybody may click', async () => {
    await deliver(announcement());
    await deliver(announcement());
    const [card, ...more] = await bot.posted(CHANNEL);
    expect(more).toEqual([]);
    expect(JSON.stringify(card?.blocks)).toContain('8:00 PM – 8:30 PM GMT+1 (Berlin)');
    expect(actionIds(card)).toEqual(['meeting_join']);
  });

  it('follows when the meeting is cancelled', async () => {
    await deliver(announcement());
    ({ meeting } = await domain.meetings.cancel(domain.actor(ADA), meeting.id, undefined, 'k'));
    await deliver(announcement({ kind: 'cancelled', occasion: 'cancelled', deliveryId: 'delivery-2' }));
    const cards = await bot.posted(CHANNEL);
    expect(cards.map((card) => actionIds(card))).toEqual([[], []]);
    for (const card of cards) expect(JSON.stringify(card.blocks)).toContain('Cancelled');
  });

  it('that cannot be made is told to the organizer, once, with what to do', async () => {
    for (let attempt = 0; attempt < 2; attempt++) {
      bot.api.fail('chat.postMessage', { kind: 'refused', error: 'not_in_channel' });
      await expect(deliver(announcement())).rejects.toMatchObject({ permanent: true });
    }
    const told = await bot.posted(DM);
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain('I cannot announce Demo');
    expect(told[0]?.text).toContain('/invite @Parley');
    expect(await bot.posted(CHANNEL)).toEqual([]);
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
