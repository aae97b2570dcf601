// What somebody reads in Slack whose language is German: every form, card and sentence of Parley's own.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { refusal, sentenceOf } from '../../src/bot/sentences.ts';
import { DomainError } from '../../src/domain/errors.ts';
import type { StoredMessage, StoredView } from '../../src/playground/store.ts';
import { eventually } from '../support/server.ts';
import { ADA, type Bot, DM, SARAH, scripted, startBot, TIM } from './support/bot.ts';
import { type Domain, startDomain } from './support/domain.ts';

const START = '2026-01-08T19:00:00Z';

let domain: Domain;
let bot: Bot;

beforeEach(async () => {
  domain = await startDomain();
  bot = await startBot({
    domain,
    assistant: scripted(async () => {
      const meeting = await domain.book(ADA, [SARAH], START, 'Budget');
      return { text: 'Gebucht.', changedMeetings: [meeting.id] };
    }),
  });
  for (const user of [ADA, SARAH]) await domain.accounts.setNotifications(domain.actor(user), { language: 'de' });
});
afterEach(() => bot.stop());

async function answerTo(command: string, text: string): Promise<string> {
  const { text: said } = (await (await bot.command(ADA, command, text, 'C0GENERAL')).json()) as { text: string };
  return said;
}

const shown = (text: string, user: string = ADA) =>
  eventually(text, async () =>
    (await bot.store.viewsOf(user)).find((view: StoredView) => JSON.stringify(view.view).includes(text)),
  );

const said = (text: string, channel = DM, viewer: string = ADA): Promise<StoredMessage> =>
  eventually(text, async () =>
    (await bot.messages(channel, viewer)).find((message) => JSON.stringify(message).includes(text)),
  );

it('help and links', async () => {
  expect(await answerTo('/parley', '')).toContain('stellt ein, was Sie wo und wann hören');
  expect(await answerTo('/meet', '')).toContain('Sagen Sie mir');
  expect(await answerTo('/parley', 'ops')).toContain('Wie es Parley geht');
});

it('forms', async () => {
  await bot.command(ADA, '/parley', 'notifications');
  const { view } = await shown('Mich vor meinen Terminen erinnern');
  expect(view).toMatchObject({ title: { text: 'Benachrichtigungen' }, submit: { text: 'Speichern' } });
  await bot.command(ADA, '/parley', 'defaults');
  await shown('Vorgaben für alle');
  await bot.command(ADA, '/parley', 'calendar');
  await shown('Abonnieren Sie diese Adresse');
});

it('the card of what was booked, and its form for another time', async () => {
  await bot.say(ADA, 'book Sarah');
  const card = await said('Verschieben');
  expect(JSON.stringify(card)).toContain('Do., 8. Januar 2026');
  expect(JSON.stringify(card)).toContain('Diesen Termin absagen?');
  await bot.click(ADA, card, 'meeting_reschedule');
  await shown('Freie Zeiten');
  const [meeting] = await domain.meetings.list(domain.actor(ADA), {});
  if (!meeting) throw new Error('Nothing is booked.');
  await domain.meetings.cancel(domain.actor(ADA), meeting.id, undefined, 'k1');
  await bot.click(ADA, card, 'meeting_reschedule');
  await shown('Dieser Termin ist abgesagt.');
});

it('an empty list', async () => {
  await bot.command(ADA, '/meetings', '');
  await said('Es stehen keine Termine an.');
});

it('a refusal, with the times that are free instead', () => {
  const reader = { zone: 'Europe/Berlin', locale: 'de-DE' };
  const alternatives = [{ start: new Date(START) }];
  const taken = new DomainError('conflict', 'Ada Park is taken then: choose another time.', { alternatives });
  expect(refusal(taken, reader)).toBe(
    'Diese Zeit ist inzwischen vergeben: wählen Sie eine andere. ' +
      'Frei ist stattdessen: Do., 8. Januar 2026, 20:00 MEZ (Berlin).',
  );
  expect(refusal(taken, { ...reader, notifications: { language: 'en' } })).toContain('is taken then');
  expect(sentenceOf(new Error('disk full'), reader, 'r1')).toContain('geändert wurde nichts. (Anfrage r1)');
});

it('is nobody else’s language', async () => {
  await bot.command(TIM, '/parley', 'notifications');
  await shown('Remind me before my meetings', TIM);
});
