// What was posted stays on screens: buttons of older versions, and words about times that are no longer true.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADA, actionIds, type Bot, DM, newId, scripted, startBot, TENANT } from './support/bot.ts';
import { type Domain, startDomain } from './support/domain.ts';

let domain: Domain;
let bot: Bot;
let changed: string[];

beforeEach(async () => {
  domain = await startDomain();
  changed = [];
  const text = 'Booked: Demo on Thursday at 2 PM.';
  bot = await startBot({ domain, assistant: scripted(async () => ({ text, changedMeetings: changed })) });
});
afterEach(() => bot.stop());

async function card() {
  const { id } = await domain.book(ADA, ['john@acme.com'], '2026-01-08T19:00:00Z');
  changed = [id];
  await bot.say(ADA, 'book it');
  await bot.idle();
  const [message] = await bot.posted(DM);
  if (!message) throw new Error('no card');
  return { id, message };
}

describe('a click that nothing answers to any more', () => {
  it('is acknowledged, and answered with one sentence to the person alone', async () => {
    const { message } = await card();
    const actions = [{ action_id: 'snooze_meeting:2', value: 'm1', type: 'button', action_ts: '1767798720.000001' }];
    const first = await bot.click(ADA, message, 'meeting_cancel', { actions });
    expect(first.status).toBe(200);
    expect((await bot.click(ADA, message, 'meeting_cancel', { actions })).status).toBe(200);
    await bot.idle();
    const told = (await bot.messages(DM, ADA)).filter(({ onlyFor }) => onlyFor === ADA);
    expect(told.map(({ text }) => text)).toEqual([
      'This button is from an older version of Parley. Look at /meetings, or tell me in your own words what to do.',
    ]);
  });

  it('of a button that has lost what it was about is no other', async () => {
    const { id, message } = await card();
    const actions = [{ action_id: 'meeting_cancel', type: 'button', action_ts: '1767798720.000001' }];
    expect((await bot.click(ADA, message, 'meeting_cancel', { actions })).status).toBe(200);
    await bot.idle();
    expect((await bot.messages(DM, ADA)).filter(({ text }) => text.includes('an older version'))).toHaveLength(1);
    expect((await domain.meetings.get(domain.actor(ADA), id)).state).toBe('scheduled');
  });

  it.each(['set_goal', 'reschedule', 'notifications'])(
    'of a form, here %s, is told in its place',
    async (callback_id) => {
      const view = { id: `V${newId()}`, hash: '1.a', callback_id, private_metadata: '', state: { values: {} } };
      const payload = { type: 'view_submission', team: { id: TENANT }, user: { id: ADA, team_id: TENANT }, view };
      const answer = await bot.post({ payload: JSON.stringify(payload) }, true);
      expect(await answer.json()).toMatchObject({
        response_action: 'update',
        view: { blocks: [{ text: { text: expect.stringContaining('an older version') } }] },
      });
    },
  );
});

describe('the words beside a card', () => {
  it('go once the meeting has changed, and the card tells how it is', async () => {
    const { id, message } = await card();
    expect(JSON.stringify(message.blocks)).toContain('Booked: Demo on Thursday at 2 PM.');
    const later = { start: new Date('2026-01-09T15:00:00Z'), confirmed: true };
    await domain.meetings.update(domain.actor(ADA), id, later, 'move');
    await bot.say(ADA, 'anything that repaints');
    await bot.idle();
    const repainted = await bot.store.message(DM, message.ts);
    const everything = JSON.stringify(repainted);
    expect(everything).not.toContain('Thursday');
    expect(repainted?.text).toBe('Demo: Fri, January 9, 2026, 10:00 AM – 10:30 AM EST (New York)');
    expect(actionIds(repainted ?? undefined)).toContain('meeting_reschedule');
    // Said after the move, about the meeting as it is: those words stay.
    expect(JSON.stringify((await bot.posted(DM)).at(-1)?.blocks)).toContain('Booked: Demo');
  });
});
