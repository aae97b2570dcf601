// kill -9 of the whole server in the middle of a turn: what the user reads afterwards is what is stored, once.
import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tenantId } from '../../src/domain/actor.ts';
import { checkClaims } from '../../src/storage/check.ts';
import { openStorage } from '../../src/storage/connect.ts';
import { times } from '../support/counts.ts';
import { type OpenAIServer, startOpenAIServer } from '../support/openai-server.ts';
import { ADA, visit } from '../support/playground.ts';
import { eventually, startServer, temporaryFolder } from '../support/server.ts';

/** The leases of the killed process are void: what it left is taken up at once. */
const TAKEN_UP_MS = 10_000;
/** With the starts and stops, which take as long as a busy machine makes them. */
const ROUND_MS = 120_000;

function nextWeekAt(hour: number): string {
  const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  return `${day}T${String(hour).padStart(2, '0')}:00`;
}

describe('a server that is killed', () => {
  let dataDir: string;
  let model: OpenAIServer;
  let env: Record<string, string>;

  beforeEach(async () => {
    dataDir = await temporaryFolder();
    model = await startOpenAIServer();
    env = { DATA_DIR: dataDir, OPENAI_API_KEY: model.key, OPENAI_BASE_URL: model.url, LOG_LEVEL: 'error' };
  });
  afterEach(async () => {
    await model.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function stored() {
    const storage = await openStorage({ dataDir, log: { info: () => {} }, clock: () => new Date() });
    try {
      const meetings = await storage.db
        .collection('meetings')
        .find({ tenant: tenantId('local') })
        .toArray();
      return { meetings, claims: await checkClaims(storage.db) };
    } finally {
      await storage.close();
    }
  }

  it(
    'between a tool call and the reply books once and tells of it once',
    async () => {
      for (let round = 1; round <= times(1, 10); round++) {
        const booking = JSON.stringify({
          start: nextWeekAt(8 + round),
          durationMinutes: 30,
          attendees: ['john@acme.com'],
        });
        // The tool has run when the second request arrives, which is never answered.
        model.script.push({ toolCalls: [{ id: 'c1', name: 'book_meeting', arguments: booking }] }, { fault: 'silent' });
        const asked = model.count();
        const killed = await startServer(env);
        const before = (await (await visit(killed.url, ADA)).messages()).length;
        await (await visit(killed.url, ADA)).say(`book john@acme.com next week, ${round}`);
        await eventually('the tool has run', () => model.count() === asked + 2);
        await killed.kill();
        expect((await stored()).meetings).toHaveLength(round);

        model.script.push({ text: 'Done, John is invited.' });
        const restarted = await startServer(env);
        const ada = await visit(restarted.url, ADA);
        const messages = await eventually(
          'the reply',
          async () => {
            const all = await ada.messages();
            return all.length >= before + 2 && all;
          },
          TAKEN_UP_MS,
        );
        expect(messages.slice(before + 1).map(({ text }) => text)).toEqual(['Done, John is invited.']);
        expect(JSON.stringify(messages.at(-1)?.blocks)).toContain('john@acme.com');
        expect(await restarted.stop()).toBe(0);
        const { meetings, claims } = await stored();
        expect(meetings).toHaveLength(round);
        expect(claims).toEqual([]);
        expect(model.script).toEqual([]);
      }
    },
    ROUND_MS * times(1, 10),
  );
});
