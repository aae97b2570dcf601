// Reminders at the times that people have chosen, in every way in which they can: in their own words, in the forms of
// /parley, and by a tool for one meeting; for themselves, for everybody, and for guests apart.
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAssistant } from '../../src/assistant/assistant.ts';
import { createInterpreter } from '../../src/assistant/models/interpreter/interpreter.ts';
import { createSlotSigner } from '../../src/domain/availability/availability.ts';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import { createPeople } from '../../src/domain/people/people.ts';
import type { ElementValues } from '../../src/http/contract.ts';
import { deliverEffects } from '../../src/jobs/deliver-effects.ts';
import { refreshNotices } from '../../src/jobs/refresh-notices.ts';
import { sendReminders } from '../../src/jobs/send-reminders.ts';
import { stateOf } from '../../src/playground/element-values.ts';
import { createAccountStore } from '../../src/storage/accounts.ts';
import { createAgendaQueue } from '../../src/storage/agendas.ts';
import { createContactStore } from '../../src/storage/contacts.ts';
import { createConversations } from '../../src/storage/conversations.ts';
import { createMeetingStore } from '../../src/storage/meetings.ts';
import { liveTools } from '../../src/tools/index.ts';
import { ADA, type Bot, newId, SARAH, startBot, TENANT } from '../bot/support/bot.ts';
import { type Domain, startDomain } from '../bot/support/domain.ts';
import { createMailroom, type Mailroom } from '../support/mailroom.ts';
import { eventually } from '../support/server.ts';

const JOHN = 'john@acme.com';
/** A week and a day ahead, 14:00 in New York: nobody's reminder is due yet. */
const START = '2026-01-15T19:00:00Z';
/** Minutes before the start at which somebody below is reminded. */
const CHOSEN = [4_320, 1_440, 120, 60, 30];
const DEFAULTS = [`1440 ${SARAH}`, `1440 ${JOHN}`, `60 ${SARAH}`, `60 ${JOHN}`];

let domain: Domain;
let bot: Bot;
let mailroom: Mailroom;

beforeEach(async () => {
  domain = await startDomain();
  const { db, accounts, meetings, clock } = domain;
  const assistant = createAssistant({
    model: createInterpreter(),
    tools: liveTools,
    services: {
      accounts,
      meetings,
      people: createPeople({ users: createAccountStore(db), contacts: createContactStore(db) }),
      slots: createSlotSigner(Buffer.alloc(32)),
    },
    conversations: createConversations(db),
    clock,
    log: pino({ level: 'silent' }),
  });
  bot = await startBot({ domain, assistant });
  mailroom = createMailroom(db, { ...domain, tenant: TENANT });
});
afterEach(() => bot.stop());

const booked = () => domain.book(ADA, [SARAH, JOHN], START);

async function say(text: string): Promise<void> {
  await bot.say(ADA, text);
  await bot.idle();
}

/** Opens a form of /parley and sends it with some fields changed. */
async function submit(command: string, entered: ElementValues): Promise<void> {
  await bot.command(ADA, '/parley', command);
  const { id, hash, view } = await eventually('the form', async () =>
    (await bot.store.viewsOf(ADA)).find((shown) => shown.view.blocks.length > 1),
  );
  const { callback_id, private_metadata, blocks } = view;
  const payload = {
    type: 'view_submission',
    team: { id: TENANT },
    user: { id: ADA, team_id: TENANT },
    trigger_id: await bot.api.trigger(ADA),
    view: { id, hash, callback_id, private_metadata, state: { values: stateOf(blocks, entered) } },
  };
  await bot.post({ payload: JSON.stringify(payload) }, true);
  await bot.idle();
}

/** `120 UADA` for everybody whom a minute's jobs remind that long before the start, and in no other of these minutes. */
async function reminded({ start }: Pick<Meeting, 'start'> = { start: new Date(START) }): Promise<string[]> {
  const { db, accounts, meetings, clock } = domain;
  const due = createMeetingStore(db);
  const stale = createAccountStore(db);
  const found: string[] = [];
  for (const minutes of CHOSEN.flatMap((one) => [one + 1, one])) {
    domain.setNow(new Date(start.getTime() - minutes * 60_000));
    await refreshNotices({ stale, meetings, accounts, agendas: createAgendaQueue(db), clock, newId });
    await sendReminders({ due, meetings, clock, newId });
    await deliverEffects(mailroom.parts);
    const told = mailroom.told.splice(0).filter(({ notice }) => notice.occasion === 'reminder');
    found.push(...told.map(({ to }) => `${minutes} ${to}`));
  }
  return found.sort();
}

it('by a sentence: for oneself', async () => {
  await booked();
  await say('remind me 2 hours before my meetings');
  expect(await reminded()).toEqual([...DEFAULTS, `120 ${ADA}`].sort());
});

it('by a sentence: for the guests of one’s meetings', async () => {
  await booked();
  await say('remind my guests 3 days ahead');
  expect(await reminded()).toEqual([`1440 ${ADA}`, `1440 ${SARAH}`, `4320 ${JOHN}`, `60 ${ADA}`, `60 ${SARAH}`]);
});

it('by a sentence: not at all', async () => {
  await booked();
  await say("don't remind me anymore");
  expect(await reminded()).toEqual([...DEFAULTS].sort());
});

it('by a sentence about one meeting, whose guests keep their times', async () => {
  await booked();
  await domain.book(ADA, [SARAH], '2026-01-16T19:00:00Z', 'Review');
  await say('remind me 30 minutes before the demo');
  const [demo, review] = await Promise.all(
    ['Demo', 'Review'].map(async (query) => (await domain.meetings.list(domain.actor(ADA), { query }))[0]),
  );
  const own = [`1440 ${JOHN}`, `30 ${ADA}`, `30 ${SARAH}`, `60 ${JOHN}`];
  expect(await reminded(demo)).toEqual(own);
  expect(await reminded(review)).toEqual([`1440 ${ADA}`, `1440 ${SARAH}`, `60 ${ADA}`, `60 ${SARAH}`]);
});

it('by the form: for oneself and for one’s guests apart', async () => {
  await booked();
  await submit('notifications', { remind_me: { value: ['120', '30'] }, remind_guests: { value: ['120'] } });
  const others = [`1440 ${SARAH}`, `60 ${SARAH}`];
  expect(await reminded()).toEqual([`120 ${ADA}`, `120 ${JOHN}`, `30 ${ADA}`, ...others].sort());
});

it('by the workspace’s form: for everybody who has not chosen', async () => {
  await domain.accounts.setNotifications(domain.actor(SARAH), { reminders: [30] });
  await booked();
  await submit('defaults', { remind_me: { value: ['120'] }, remind_guests: { value: [] } });
  expect(await reminded()).toEqual([`120 ${ADA}`, `30 ${SARAH}`]);
});

it('where a kind is off, its reminders are off', async () => {
  await booked();
  await submit('notifications', { hear_in_slack: { value: ['confirmation'] } });
  expect(await reminded()).toEqual([...DEFAULTS].sort());
});
