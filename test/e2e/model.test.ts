// A message in Slack, a language model's server over HTTP, and everything real between them.
import { afterAll, describe, expect, it } from 'vitest';
import { createAssistant } from '../../src/assistant/assistant.ts';
import { createInterpreter } from '../../src/assistant/models/interpreter/interpreter.ts';
import { createOpenAIModel } from '../../src/assistant/models/openai.ts';
import { calls } from '../../src/assistant/models/scripted.ts';
import { createSlotSigner } from '../../src/domain/availability/slot-id.ts';
import { createPeople } from '../../src/domain/people/people.ts';
import { createAccountStore } from '../../src/storage/accounts.ts';
import { createContactStore } from '../../src/storage/contacts.ts';
import { createConversations } from '../../src/storage/conversations.ts';
import { TURNS } from '../../src/storage/turns.ts';
import { liveTools } from '../../src/tools/index.ts';
import { ADA, DM, startBot } from '../bot/support/bot.ts';
import { startDomain } from '../bot/support/domain.ts';
import { startOpenAIServer } from '../support/openai-server.ts';

const server = await startOpenAIServer();
afterAll(() => server.close());

async function start() {
  const domain = await startDomain();
  const { db, accounts, meetings, clock } = domain;
  const logged: object[] = [];
  const people = createPeople({ users: createAccountStore(db), contacts: createContactStore(db) });
  const prices = { input: 0.25, output: 2, cached: 0.025 };
  const assistant = createAssistant({
    model: createOpenAIModel({ apiKey: server.key, baseUrl: server.url, model: 'test', prices }),
    fallback: createInterpreter(),
    tools: liveTools,
    services: { accounts, people, meetings, slots: createSlotSigner(Buffer.alloc(32, 7)) },
    conversations: createConversations(db),
    clock,
    log: { info: (fields) => logged.push(fields), warn: () => {}, error: () => {} },
  });
  return { domain, logged, bot: await startBot({ domain, assistant }) };
}

const BOOKING = 'book 30 min with john@acme.com tomorrow at 2pm';

describe('a message that a model answers', () => {
  it('is booked, answered with its card, and its cost is stored with the turn and logged', async () => {
    const { domain, logged, bot } = await start();
    const usage = { inputTokens: 2_000, outputTokens: 50, cachedTokens: 1_000 };
    const book = calls(['book_meeting', { start: '2026-01-08T14:00', attendees: ['john@acme.com'] }]);
    server.script.push({ ...book, usage }, { text: 'See you tomorrow!', usage });
    await bot.say(ADA, BOOKING);
    await bot.idle();
    const [answer] = await bot.posted(DM);
    expect(JSON.stringify(answer)).toContain('Meeting with John');
    expect(JSON.stringify(answer)).toContain('See you tomorrow!');
    const spent = { replies: 2, inputTokens: 4_000, cachedTokens: 2_000, outputTokens: 100, cost: 0.00075 };
    const turn = await domain.db.collection(TURNS).findOne({ 'work.kind': 'say' });
    expect(turn?.usage).toEqual(spent);
    expect(logged).toContainEqual(expect.objectContaining({ model: 'openai:test', changes: 1, ...spent }));
    await bot.stop();
  });

  it('is booked by the interpreter when the server is down', async () => {
    const { domain, bot } = await start();
    server.script.push(...Array.from({ length: 3 }, () => ({ fault: 'status', status: 503 }) as const));
    await bot.say(ADA, BOOKING);
    await bot.idle();
    expect(JSON.stringify(await bot.posted(DM))).toContain('the built-in interpreter took over');
    expect(await domain.meetings.list(domain.actor(ADA), {})).toHaveLength(1);
    await bot.stop();
  });
});
