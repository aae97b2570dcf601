// What the interpreter says of what real tools answered.
import { describe, expect, it } from 'vitest';
import { answer } from '../../../src/assistant/models/interpreter/talk/answers.ts';
import { readResult } from '../../../src/assistant/models/interpreter/talk/results.ts';
import type { UserActor } from '../../../src/domain/actor.ts';
import { createSlotSigner } from '../../../src/domain/availability/slot-id.ts';
import { callTool } from '../../../src/tools/call.ts';
import { liveTools } from '../../../src/tools/index.ts';
import { freshDatabase } from '../../support/database.ts';
import { createWorld, ZONE } from '../../support/world.ts';

async function office() {
  const world = createWorld(await freshDatabase());
  const ada = await world.addUser('U0ADA', 'Ada Berg');
  const bob = await world.addUser('U0BOB', 'Bob Stone');
  await world.addUser('U0LEE', 'Sam Lee');
  await world.addUser('U0FOX', 'Sam Fox');
  const services = { ...world, slots: createSlotSigner(Buffer.alloc(32, 7)) };
  const unexpected = (error: unknown) => {
    throw error;
  };
  return {
    world,
    bob,
    /** Calls a tool as Ada and answers what the interpreter says of it. */
    async told(tool: string, given: Record<string, unknown>, actor: UserActor = ada, mayConfirm = false) {
      const user = await world.accounts.user(actor, actor.userId);
      const context = { actor, user, now: world.clock(), key: world.key(), mayConfirm, services };
      const content = await callTool(liveTools, context, tool, JSON.stringify(given), unexpected);
      const result = readResult(JSON.stringify(content));
      return answer([{ tool, arguments: given, result }], { now: world.clock(), zone: ZONE, locale: 'en-US' });
    },
    async only() {
      const [meeting] = await world.meetings.list(ada, {});
      if (!meeting) throw new Error('No meeting stands.');
      return meeting;
    },
  };
}

const DEMO = { start: '2026-01-08T14:00', durationMinutes: 30, title: 'Demo', attendees: ['john@acme.com'] };

describe('what is said of results', () => {
  it('names what was booked, with whom, weekday, date, time and zone', async () => {
    const { told } = await office();
    expect(await told('book_meeting', DEMO)).toEqual({
      kind: 'say',
      text: 'Booked: Demo with john@acme.com, Thu, January 8, 2026, 2:00 PM – 2:30 PM EST (New York).',
    });
  });

  it('tells notices to the user', async () => {
    const { told } = await office();
    const { text } = (await told('book_meeting', { ...DEMO, start: '2026-01-10T14:00' })) as { text: string };
    expect(text).toContain('outside your working hours');
    expect(text).not.toContain('the user');
  });

  it('offers the alternatives of a conflict as a question', async () => {
    const { told } = await office();
    await told('book_meeting', DEMO);
    const said = await told('book_meeting', { ...DEMO, attendees: ['kim@acme.com'] });
    expect(said).toMatchObject({ kind: 'ask', clarification: { missing: ['time'] } });
    expect(said).toMatchObject({ text: expect.stringContaining('Thu, January 8, 2026') });
    expect(said.kind === 'ask' && said.clarification.options?.length).toBe(3);
    expect(said).not.toMatchObject({ text: expect.stringContaining('Booked') });
  });

  it('asks which of several people is meant, naming each', async () => {
    const { told } = await office();
    expect(await told('book_meeting', { ...DEMO, attendees: ['Sam'] })).toMatchObject({
      kind: 'ask',
      text: expect.stringMatching(/Sam (Lee|Fox) \(.*\) or Sam (Lee|Fox) \(/),
      clarification: { missing: ['attendees'] },
    });
  });

  it('asks for the address of somebody unknown', async () => {
    const { told } = await office();
    expect(await told('book_meeting', { ...DEMO, attendees: ['Zed'] })).toMatchObject({
      kind: 'ask',
      clarification: { missing: ['attendees'] },
    });
  });

  it('asks before it books outside the hours of a colleague', async () => {
    const { told } = await office();
    const late = { ...DEMO, start: '2026-01-08T22:00', attendees: ['U0BOB'] };
    expect(await told('book_meeting', late)).toMatchObject({ kind: 'ask', clarification: { missing: ['confirm'] } });
  });

  it('tells moved from updated, and neither from what stayed', async () => {
    const { told, only } = await office();
    await told('book_meeting', DEMO);
    const { id: meetingId } = await only();
    const textOf = async (change: object) =>
      ((await told('update_meeting', { meetingId, ...change })) as { text: string }).text;
    expect(await textOf({ start: '2026-01-08T16:00' })).toMatch(/^Moved: Demo .*4:00 PM/);
    expect(await textOf({ durationMinutes: 45 })).toMatch(/^Updated: Demo .*4:45 PM .*45 minutes/);
    expect(await textOf({ durationMinutes: 45 })).toMatch(/^Nothing was different/);
  });

  it('tells of the reminders that a meeting has of its own, when they were spoken of', async () => {
    const { told, only } = await office();
    const booked = await told('book_meeting', { ...DEMO, guestReminderMinutes: [120] });
    expect(booked).toMatchObject({
      text: expect.stringMatching(/^Booked: Demo .*\. Guests are reminded 2 hours before\.$/),
    });
    const { id: meetingId } = await only();
    const textOf = async (change: object) =>
      ((await told('update_meeting', { meetingId, ...change })) as { text: string }).text;
    expect(await textOf({ reminderMinutes: [1440, 10], guestReminderMinutes: [] })).toMatch(
      /^Updated: .*\. Guests get no reminders\. You and your colleagues are reminded a day and 10 minutes before\.$/,
    );
    expect(await textOf({ title: 'Show' })).not.toContain('remind');
  });

  it('tells of what is heard by mail, and of what is not heard at all', async () => {
    const { told } = await office();
    const messages = [
      { kind: 'confirmation', by: ['mail'] },
      { kind: 'moved', by: ['slack', 'mail'] },
      { kind: 'weekly_agenda', by: [] },
    ];
    expect(await told('update_profile', { messages })).toMatchObject({
      text: expect.stringMatching(
        /You hear by mail of invitations\. You hear here and by mail of moved meetings\. You hear nothing of the weekly agenda\.$/,
      ),
    });
  });

  it('lists free stretches, and the next ones when there is nothing', async () => {
    const { told } = await office();
    expect(await told('check_availability', { date: '2026-01-09', partOfDay: 'afternoon' })).toMatchObject({
      text: expect.stringMatching(/^Free: Fri, Jan 9: 12:00 PM – \d+:00 PM \(New York time\)\.$/),
    });
    expect(await told('check_availability', { date: '2026-01-10' })).toMatchObject({
      text: expect.stringMatching(/no free time.*Next free: Mon, Jan 12: /),
    });
  });

  it('lists free stretches of several days by days, those in a row with the same hours as one', async () => {
    const { told } = await office();
    await told('book_meeting', DEMO);
    expect(await told('check_availability', { from: '2026-01-08', to: '2026-01-12' })).toMatchObject({
      text: [
        'Free, in New York time:',
        '• Thu, Jan 8: 9:00 AM – 2:00 PM, 2:30 PM – 6:00 PM',
        '• Fri, Jan 9: 9:00 AM – 6:00 PM',
        '• Mon, Jan 12: 9:00 AM – 6:00 PM',
      ].join('\n'),
    });
    expect(await told('check_availability', { from: '2026-01-12', to: '2026-01-14' })).toMatchObject({
      text: 'Free: Mon, Jan 12 – Wed, Jan 14: 9:00 AM – 6:00 PM (New York time).',
    });
  });

  it('tells days off in a row as one, across a weekend, and leaves out those gone by', async () => {
    const { told } = await office();
    const off = (...dates: string[]) => ({ overrides: dates.map((date) => ({ date, off: true })) });
    const said = await told(
      'set_availability',
      off('2025-12-24', '2026-01-08', '2026-01-09', '2026-01-12', '2026-01-14'),
    );
    expect(said).toMatchObject({
      text: expect.stringContaining('; Thu, Jan 8 – Mon, Jan 12 off; Wed, Jan 14 off; time zone'),
    });
    expect(said).not.toMatchObject({ text: expect.stringContaining('Dec') });
  });

  it('lists meetings, and says when there are none', async () => {
    const { told } = await office();
    expect(await told('list_meetings', {})).toEqual({ kind: 'say', text: 'You have no meetings then.' });
    await told('book_meeting', DEMO);
    expect(await told('list_meetings', {})).toMatchObject({
      text: expect.stringMatching(/^You have one meeting: Demo/),
    });
  });

  it('shows hours and profile as they are after a change', async () => {
    const { told } = await office();
    expect(await told('set_availability', { off: ['fri'], bufferMinutes: 15 })).toMatchObject({
      text: expect.stringMatching(/Mon–Thu .*Fri–Sun off.*15 minutes kept free/),
    });
    expect(await told('update_profile', { timezone: 'Europe/Berlin' })).toMatchObject({
      text: expect.stringContaining('Europe/Berlin'),
    });
  });

  it('claims nothing of a refused change', async () => {
    const { told, bob, only } = await office();
    await told('book_meeting', { ...DEMO, attendees: ['U0BOB'] });
    const { id: meetingId } = await only();
    const said = await told('cancel_meeting', { meetingId }, bob);
    expect(said).toMatchObject({ kind: 'say', text: expect.stringContaining('Only the organizer') });
    expect(said).not.toMatchObject({ text: expect.stringContaining('Cancelled') });
  });

  it('claims nothing of an answer that cannot be read', () => {
    const outcome = { tool: 'book_meeting', arguments: {}, result: readResult('{"ok":true}') };
    expect(answer([outcome], { now: new Date('2026-01-07T15:12:00Z'), zone: ZONE, locale: 'en-US' })).toMatchObject({
      text: expect.not.stringMatching(/booked/i),
    });
  });
});
