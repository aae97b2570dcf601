// Cards: what each person sees of a meeting and may do with it, in real messages of the real app.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { escapeCut } from '../../src/bot/cards/mrkdwn.ts';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import { directMessageId } from '../../src/playground/workspace.ts';
import { eventually } from '../support/server.ts';
import { ADA, actionIds, type Bot, CHANNEL, DM, SARAH, scripted, startBot, TIM } from './support/bot.ts';
import { type Domain, startDomain } from './support/domain.ts';

let domain: Domain;
let bot: Bot;
let shown: Meeting;

beforeEach(async () => {
  domain = await startDomain();
  bot = await startBot({
    domain,
    assistant: scripted(async () => ({ text: 'Here it is.', changedMeetings: [shown.id] })),
  });
});
afterEach(() => bot.stop());

/** The card as Parley shows it to somebody in their direct messages. */
async function cardFor(user: string, meeting: Meeting) {
  shown = meeting;
  await bot.say(user, 'show it');
  await bot.idle();
  const message = (await bot.posted(directMessageId(user))).at(-1);
  if (!message) throw new Error('no card');
  return message;
}

const textOf = (message: { blocks?: unknown } | undefined) => JSON.stringify(message?.blocks);

describe('a meeting card', () => {
  it('shows title, weekday, date, time and zone of the viewer, people, place and the sentence below', async () => {
    const card = await cardFor(ADA, await domain.book(ADA, [SARAH, 'john@acme.com'], '2026-01-08T19:00:00Z'));
    const text = textOf(card);
    expect(text).toContain('Demo');
    expect(text).toContain('Thu, January 8, 2026, 2:00 PM – 2:30 PM EST (New York)');
    expect(text).toContain('Ada Park, Sarah Chen, john@acme.com');
    expect(text).toContain('Jitsi');
    expect(JSON.stringify(card.blocks?.at(-1))).toContain('Here it is.');
    expect(textOf(await cardFor(SARAH, shown))).toContain('Thu, 8 January 2026, 19:00 – 19:30 GMT (London)');
  });

  it('has the buttons that its viewer may use', async () => {
    const meeting = await domain.book(ADA, [SARAH], '2026-01-08T19:00:00Z');
    expect(actionIds(await cardFor(ADA, meeting))).toEqual(['meeting_join', 'meeting_reschedule', 'meeting_cancel']);
    expect(actionIds(await cardFor(SARAH, meeting))).toEqual(['meeting_join', 'meeting_leave']);
  });

  it('has no buttons when cancelled or past', async () => {
    const meeting = await domain.book(ADA, [SARAH], '2026-01-08T19:00:00Z');
    const later = await domain.book(ADA, [TIM], '2026-01-08T20:00:00Z');
    await domain.meetings.cancel(domain.actor(ADA), meeting.id, undefined, 'k');
    const cancelled = await cardFor(ADA, meeting);
    expect(actionIds(cancelled)).toEqual([]);
    expect(textOf(cancelled)).toContain('Cancelled');
    domain.setNow(new Date('2026-01-08T20:30:00Z'));
    expect(actionIds(await cardFor(ADA, later))).toEqual([]);
  });

  it('cannot be used to mention, link or format beyond what its words say', async () => {
    const title = '<!channel> & <@U0TIMOKAF> <https://evil.example|click> :tada:';
    const card = await cardFor(ADA, await domain.book(ADA, ['x@y.example'], '2026-01-08T19:00:00Z', title));
    const header = card.blocks?.find(({ type }) => type === 'header');
    expect(header).toMatchObject({ text: { type: 'plain_text', text: title, emoji: false } });
    for (const block of card.blocks ?? []) {
      if (block.type === 'section') expect(block.text?.text).not.toMatch(/<(?!https:\/\/meet\.jit\.si\/)/);
    }
    expect(card.text).not.toContain('<');
  });

  it('stays within Slack’s limits, whatever the words', async () => {
    const title = '😀<&>'.repeat(40).slice(0, 119);
    const guests = Array.from({ length: 20 }, (_, index) => `${'a'.repeat(50)}${index}@acme.example`);
    const card = await cardFor(ADA, await domain.book(ADA, guests, '2026-01-08T19:00:00Z', title));
    expect(textOf(card)).toContain('9 more');
  });

  it('never cuts an escape in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 8, max: 40 }), (raw, max) => {
        const text = escapeCut(`${raw}&<>${raw}`, max);
        expect(text.length).toBeLessThanOrEqual(max);
        expect(text.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[&<>]/);
      }),
    );
  });
});

describe('the buttons of a card', () => {
  it('cancel at once, take the buttons off every card and tell whoever is late', async () => {
    const meeting = await domain.book(ADA, [SARAH], '2026-01-08T19:00:00Z');
    const first = await cardFor(ADA, meeting);
    const second = await cardFor(ADA, meeting);
    const theirs = await cardFor(SARAH, meeting);
    expect((await bot.click(ADA, second, 'meeting_cancel')).status).toBe(200);
    await bot.idle();
    expect((await domain.meetings.get(domain.actor(ADA), meeting.id)).state).toBe('cancelled');
    for (const card of [first, second, theirs]) {
      const now = await bot.store.message(card.channel, card.ts);
      expect(actionIds(now ?? undefined)).toEqual([]);
      expect(textOf(now ?? undefined)).toContain('Cancelled');
    }
    // The card that was on the screen before the repaint.
    await bot.click(ADA, first, 'meeting_cancel');
    await bot.idle();
    const after = await domain.meetings.get(domain.actor(ADA), meeting.id);
    expect(after.audit.filter(({ action }) => action === 'cancelled')).toHaveLength(1);
  });

  it('cancel once when the click is delivered twice', async () => {
    const meeting = await domain.book(ADA, [SARAH], '2026-01-08T19:00:00Z');
    const card = await cardFor(ADA, meeting);
    const actions = [
      { action_id: 'meeting_cancel', value: meeting.id, type: 'button', action_ts: '1767798720.000001' },
    ];
    await Promise.all([1, 2, 3].map(() => bot.click(ADA, card, 'meeting_cancel', { actions })));
    await bot.idle();
    expect(await bot.db.collection('turns').countDocuments({ 'work.kind': 'cancel' })).toBe(1);
  });

  it('refuse somebody who may not, in a sentence that only they see', async () => {
    shown = await domain.book(ADA, [SARAH], '2026-01-08T19:00:00Z');
    await bot.say(ADA, '<@U0PARLEY0> show it', { channel: CHANNEL, type: 'app_mention' });
    await bot.idle();
    const card = (await bot.posted(CHANNEL)).at(-1);
    if (!card) throw new Error('no card');
    await bot.click(SARAH, card, 'meeting_cancel');
    await bot.idle();
    expect((await domain.meetings.get(domain.actor(ADA), shown.id)).state).toBe('scheduled');
    const whispers = (await bot.posted(CHANNEL)).filter(({ onlyFor }) => onlyFor === SARAH);
    expect(whispers).toHaveLength(1);
    expect(whispers[0]?.threadTs).toBe(card.threadTs);
  });

  it('ignore people of other workspaces', async () => {
    const meeting = await domain.book(ADA, [SARAH], '2026-01-08T19:00:00Z');
    const card = await cardFor(ADA, meeting);
    const user = { id: ADA, username: 'x', team_id: 'T0OTHER' };
    expect((await bot.click(ADA, card, 'meeting_cancel', { user })).status).toBe(200);
    await bot.idle();
    expect((await domain.meetings.get(domain.actor(ADA), meeting.id)).state).toBe('scheduled');
  });

  it('let an attendee leave', async () => {
    const meeting = await domain.book(ADA, [SARAH, TIM], '2026-01-08T19:00:00Z');
    const card = await cardFor(SARAH, meeting);
    await bot.click(SARAH, card, 'meeting_leave');
    await bot.idle();
    const after = await domain.meetings.get(domain.actor(ADA), meeting.id);
    expect(after.attendees.map(({ name }) => name)).not.toContain('Sarah Chen');
    expect(actionIds((await bot.store.message(card.channel, card.ts)) ?? undefined)).toEqual([]);
  });
});

describe('/meetings', () => {
  it('lists cards for its sender alone, and a click there repaints in place', async () => {
    const meeting = await domain.book(ADA, [SARAH], '2026-01-08T19:00:00Z');
    await bot.command(ADA, '/meetings', '', CHANNEL);
    await bot.idle();
    const [list] = await bot.posted(CHANNEL);
    expect(list).toMatchObject({ onlyFor: ADA });
    expect(actionIds(list)).toContain('meeting_cancel');
    if (!list) throw new Error('no list');
    await bot.click(ADA, list, 'meeting_cancel');
    await bot.idle();
    expect((await domain.meetings.get(domain.actor(ADA), meeting.id)).state).toBe('cancelled');
    expect(actionIds((await bot.store.message(CHANNEL, list.ts)) ?? undefined)).toEqual([]);
  });

  it('stays a list after a click, whose payload lacks the message as Slack leaves it out', async () => {
    const first = await domain.book(ADA, [SARAH], '2026-01-08T19:00:00Z', 'First');
    await domain.book(ADA, [SARAH], '2026-01-09T19:00:00Z', 'Second');
    await bot.command(ADA, '/meetings', '', CHANNEL);
    await bot.idle();
    const [list] = await bot.posted(CHANNEL);
    if (!list) throw new Error('no list');
    await bot.click(ADA, list, 'meeting_cancel', { message: undefined });
    await bot.idle();
    expect((await domain.meetings.get(domain.actor(ADA), first.id)).state).toBe('cancelled');
    const after = (await bot.store.message(CHANNEL, list.ts)) ?? undefined;
    expect(JSON.stringify(after?.blocks)).toContain('Second');
    expect(actionIds(after).filter((id) => id === 'meeting_cancel')).toHaveLength(1);
  });

  it('says so when there is nothing ahead', async () => {
    await bot.command(ADA, '/meetings', '');
    await bot.idle();
    expect((await bot.posted(DM)).at(-1)?.text).toContain('no meetings ahead');
  });
});

describe('a question', () => {
  it('offers answers as buttons; a click answers once, as if typed, and closes the question', async () => {
    const heard: string[] = [];
    await bot.stop();
    bot = await startBot({
      domain,
      assistant: scripted(async (text) => {
        heard.push(text);
        if (heard.length > 1) return { text: 'Booked.' };
        return {
          text: 'Which Tim?',
          clarification: { missing: ['attendees'], options: ['Tim Okafor', 'tim@acme.com'] },
        };
      }),
    });
    await bot.say(ADA, 'meet Tim');
    await bot.idle();
    const [question] = await bot.posted(DM);
    if (!question) throw new Error('no question');
    expect(actionIds(question)).toEqual(['answer:0', 'answer:1']);
    await Promise.all([bot.click(ADA, question, 'answer:1'), bot.click(ADA, question, 'answer:0')]);
    await bot.idle();
    expect(heard).toHaveLength(2);
    expect(['Tim Okafor', 'tim@acme.com']).toContain(heard[1]);
    const closed = await eventually('closed', () =>
      bot.store.message(DM, question.ts).then((message) => message ?? undefined),
    );
    expect(actionIds(closed)).toEqual([]);
    expect(closed.text).toContain(heard[1]);
  });

  it('is not answered by somebody else', async () => {
    await bot.stop();
    const heard: string[] = [];
    bot = await startBot({
      domain,
      assistant: scripted(async (text) => {
        heard.push(text);
        return { text: 'When?', clarification: { missing: ['time'], options: ['2pm'] } };
      }),
    });
    await bot.say(ADA, '<@U0PARLEY0> meet Tim', { channel: CHANNEL, type: 'app_mention' });
    await bot.idle();
    const question = (await bot.posted(CHANNEL))[0];
    if (!question) throw new Error('no question');
    await bot.click(SARAH, question, 'answer:0');
    await bot.idle();
    expect(heard).toEqual(['meet Tim']);
    expect((await bot.posted(CHANNEL)).filter(({ onlyFor }) => onlyFor === SARAH)).toHaveLength(1);
  });
});
