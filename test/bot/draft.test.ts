// An answer that a slow model still speaks is read while it grows, and stands there once in the end.
import { afterEach, describe, expect, it } from 'vitest';
import type { TurnView } from '../../src/assistant/turn.ts';
import { eventually } from '../support/server.ts';
import { ADA, actionIds, type Bot, DM, scripted, startBot } from './support/bot.ts';
import { startDomain } from './support/domain.ts';

let bot: Bot;
afterEach(() => bot.stop());

/** A bot whose model says what the test tells it to, until it ends. */
async function slowBot() {
  const domain = await startDomain();
  const started = Promise.withResolvers<TurnView>();
  const ended = Promise.withResolvers<{ text: string; changedMeetings?: readonly string[] }>();
  bot = await startBot({
    domain,
    assistant: scripted(async (_text, _request, _journal, view) => {
      started.resolve(view);
      return ended.promise;
    }),
  });
  await bot.say(ADA, 'hello');
  return { domain, view: await started.promise, end: ended.resolve };
}

const texts = async () => (await bot.posted(DM)).map(({ text }) => text);
const shown = (text: string) => eventually(text, async () => (await texts()).includes(text));

describe('a slow answer', () => {
  it('grows in one message and ends as the result says', async () => {
    const { view, end } = await slowBot();
    view.draft('Two times are free.', []);
    await shown('Two times are free. …');
    view.draft('Two times are free. The first is at 3.', []);
    await shown('Two times are free. The first is at 3. …');
    end({ text: 'Two times are free. The first is at 3. The second is at 4.' });
    await bot.idle();
    expect(await texts()).toEqual(['Two times are free. The first is at 3. The second is at 4.']);
  });

  it('stands below the card of what was changed before', async () => {
    const { domain, view, end } = await slowBot();
    const meeting = await domain.book(ADA, [], '2026-01-08T19:00:00Z', 'Demo');
    view.draft('It is on Thursday.', [meeting.id]);
    await eventually('a card', async () => actionIds((await bot.posted(DM))[0]).includes('meeting_reschedule'));
    end({ text: 'It is on Thursday. Enjoy.', changedMeetings: [meeting.id] });
    await bot.idle();
    const [card, ...more] = await bot.posted(DM);
    expect(more).toEqual([]);
    expect(card?.text).toContain('Enjoy.');
    expect(actionIds(card)).toContain('meeting_reschedule');
  });

  it('is posted whole when it is there at once', async () => {
    const { view, end } = await slowBot();
    view.draft('Hello.', []);
    end({ text: 'Hello. How are you?' });
    await bot.idle();
    expect(await texts()).toEqual(['Hello. How are you?']);
    expect(bot.calls.map(({ method }) => method)).not.toContain('chat.update');
  });

  it('is one message also when Slack’s answer to the draft was lost', async () => {
    const { view, end } = await slowBot();
    bot.api.fail('chat.postMessage', { kind: 'cut_after' });
    view.draft('Two times are free.', []);
    await shown('Two times are free. …');
    end({ text: 'Two times are free. Which one?' });
    await bot.idle();
    expect(await texts()).toEqual(['Two times are free. Which one?']);
  });
});
