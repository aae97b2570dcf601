// The evaluation itself: that it believes what stands in the database and nothing else.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { createInterpreter } from '../../src/assistant/models/interpreter/interpreter.ts';
import type { ModelReply } from '../../src/assistant/models/model.ts';
import { calls, createScriptedModel } from '../../src/assistant/models/scripted.ts';
import { freshDatabase } from '../support/database.ts';
import { startOpenAIServer } from '../support/openai-server.ts';
import { temporaryFolder } from '../support/server.ts';
import { evaluateDialogues } from './dialogues.ts';
import { evaluate, totalUsage } from './evaluate.ts';
import { readItems } from './items.ts';
import { failures, passes, table } from './report.ts';

const server = await startOpenAIServer();
const folder = await temporaryFolder();
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const WEDNESDAY = { now: '2026-01-07T10:12:00-05:00', zone: 'America/New_York' };
const DEMO = {
  ref: 'm1',
  title: 'Demo',
  start: '2026-01-08T14:00:00-05:00',
  durationMinutes: 30,
  attendees: ['kim@acme.com'],
};
const BOOKED = { action: 'book_meeting', start: '2026-01-08T14:00:00-05:00', attendees: ['john@acme.com'] };
const MOVED = { action: 'update_meeting', meeting: 'm1', start: '2026-01-08T16:00:00-05:00' };
const TWO = 'book john@acme.com tomorrow at 2pm';

let files = 0;
async function setOf(...items: object[]): Promise<string> {
  const file = join(folder, `${files++}.json`);
  const whole = items.map((item, index) => ({ id: `i${index}`, tags: ['test'], ...WEDNESDAY, ...item }));
  await writeFile(file, JSON.stringify(whole));
  return file;
}

/** The verdict on one sentence after these replies. `m1` in a call stands for the meeting's real id. */
async function verdict(item: object, ...replies: Partial<ModelReply>[]): Promise<string> {
  const script = replies.map(
    (reply) =>
      ({ situation }: { situation: { meetings: readonly { id: string }[] } }): Partial<ModelReply> =>
        JSON.parse(JSON.stringify(reply).replaceAll('m1', situation.meetings[0]?.id ?? 'none')),
  );
  const model = createScriptedModel(script);
  const { judged } = await evaluate(readItems(await setOf(item)), { db: await freshDatabase(), model });
  expect(model.left).toBe(0);
  return judged[0]?.verdict ?? 'left out';
}

const book = (more: object = {}) =>
  calls(['book_meeting', { start: '2026-01-08T14:00', attendees: ['john@acme.com'], ...more }]);
const update = (more: object) => calls(['update_meeting', { meetingId: 'm1', ...more }]);
const says = (text: string) => ({ text });
const ok = says('All right.');

describe('a booking', () => {
  const item = { text: TWO, expect: BOOKED };

  it('is right when it stands', async () => {
    expect(await verdict(item, book(), ok)).toBe('right');
  });

  it.each([
    ['at another time', book({ start: '2026-01-08T15:00' })],
    ['with somebody else too', book({ attendees: ['john@acme.com', 'kim@acme.com'] })],
    [
      'twice',
      calls(
        ...['14:00', '15:00'].map(
          (time) => ['book_meeting', { start: `2026-01-08T${time}`, attendees: ['john@acme.com'] }] as const,
        ),
      ),
    ],
  ])('is wrong %s', async (_, reply) => {
    const text = `${TWO} kim@acme.com`;
    expect(await verdict({ ...item, text }, reply, ok)).toBe('wrong');
  });

  it('is missed when it is only claimed, and asked about when a question is all there is', async () => {
    expect(await verdict(item, says('I have booked it, have fun!'))).toBe('asked');
    expect(await verdict(item, says('Let me think about that.'))).toBe('missed');
    expect(await verdict(item, says('For how long?'))).toBe('asked');
  });

  it('is right when only the domain would not make it', async () => {
    const context = { meetings: [DEMO] };
    expect(await verdict({ ...item, context }, book(), says('That is taken. 3 PM?'))).toBe('right');
    const other = { ...BOOKED, start: '2026-01-08T15:00:00-05:00' };
    expect(await verdict({ ...item, context, expect: other }, book(), says('That is taken. 3 PM?'))).toBe('asked');
  });

  it('is with whom the name means', async () => {
    const named = {
      text: 'book Sarah and <@U02ABCD> tomorrow at 2pm',
      expect: { ...BOOKED, attendees: [], people: ['Sarah', 'U02ABCD'] },
    };
    expect(await verdict(named, book({ attendees: ['sarah', 'U02ABCD'] }), ok)).toBe('right');
    expect(await verdict(named, book({ attendees: ['sarah'] }), ok)).toBe('wrong');
  });
});

describe('a change', () => {
  const item = { text: 'move the demo to 4pm', context: { meetings: [DEMO] }, expect: MOVED };

  it('is right when the meeting stands where it should, as long as it was', async () => {
    expect(await verdict(item, update({ start: '2026-01-08T16:00' }), ok)).toBe('right');
    expect(await verdict(item, update({ start: '2026-01-08T16:00', durationMinutes: 60 }), ok)).toBe('wrong');
  });

  it('is right only alone', async () => {
    const both = calls(
      ['update_meeting', { meetingId: 'm1', start: '2026-01-08T16:00' }],
      ['update_profile', { defaultDurationMinutes: 45 }],
    );
    expect(await verdict(item, both, ok)).toBe('wrong');
  });

  it('may be several, in any order', async () => {
    const several = {
      ...item,
      text: `${TWO}, and cancel the demo`,
      expect: { actions: [{ action: 'cancel_meeting', meeting: 'm1' }, BOOKED] },
    };
    expect(await verdict(several, calls(['cancel_meeting', { meetingId: 'm1' }]), book(), ok)).toBe('right');
    expect(await verdict(several, calls(['cancel_meeting', { meetingId: 'm1' }]), ok)).toBe('wrong');
  });
});

describe('what changes nothing', () => {
  it('is right when it read what was asked', async () => {
    const item = {
      text: 'am I free tomorrow afternoon?',
      expect: { action: 'check_availability', date: '2026-01-08', partOfDay: 'afternoon' },
    };
    const check = (given: object) => calls(['check_availability', given]);
    expect(await verdict(item, check({ date: '2026-01-08', after: '12:00', before: '18:00' }), ok)).toBe('right');
    expect(await verdict(item, check({ date: '2026-01-09', partOfDay: 'afternoon' }), ok)).toBe('missed');
  });

  it('is right as talk or as a question, and wrong once something stands', async () => {
    const talk = { text: TWO, expect: { action: 'chat' }, accept: [{ action: 'clarify', missing: ['time'] }] };
    expect(await verdict(talk, ok)).toBe('right');
    expect(await verdict(talk, book(), ok)).toBe('wrong');
  });

  it('is left out where the tool does not run yet', async () => {
    expect(await verdict({ text: 'set a goal', expect: { action: 'set_goal' } })).toBe('left out');
  });
});

it('the interpreter does most of a set right, and the table says so', async () => {
  const items = readItems(new URL('../assistant/interpreter/sentences.json', import.meta.url)).slice(0, 40);
  const evaluation = await evaluate(items, { db: await freshDatabase(), model: createInterpreter(), parallel: 4 });
  expect(passes(evaluation, { right: 0.9, wrong: 0 }), failures(evaluation)).toBe(true);
  expect(passes(evaluation, { right: 1.1, wrong: 0 })).toBe(false);
  expect(table('interpreter', evaluation)).toMatch(/^all +\d+ +\d+ +\d+ +0 +40/m);
  expect(totalUsage(evaluation.judged)).toBeUndefined();
});

describe('a conversation', () => {
  const dialogue = {
    name: 'two messages',
    says: ['book john@acme.com tomorrow', 'at 2pm'],
    stands: ['01-08 14:00 30m john@acme.com'],
  };

  it.each([
    { verdict: 'right', replies: [book(), ok] },
    { verdict: 'wrong', replies: [book({ start: '2026-01-08T15:00' }), ok] },
    { verdict: 'missed', replies: [says('I would rather not.')] },
  ])('is $verdict by what stands at its end', async ({ verdict, replies }) => {
    const model = createScriptedModel([says('At what time?'), ...replies]);
    const [judged] = await evaluateDialogues([dialogue], { db: await freshDatabase(), model });
    expect(judged?.verdict).toBe(verdict);
    expect(model.left).toBe(0);
  });
});

describe('npm run eval', () => {
  async function run(...options: string[]) {
    const env = {
      ...process.env,
      OPENAI_API_KEY: server.key,
      OPENAI_BASE_URL: server.url,
      OPENAI_PRICE_INPUT: '1',
      OPENAI_PRICE_OUTPUT: '2',
    };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'run.ts'), ...options], { env });
    const [stdout, stderr, [code]] = await Promise.all([
      readText(child.stdout),
      readText(child.stderr),
      once(child, 'close'),
    ]);
    return { code, stdout, stderr };
  }

  it('speaks with a server, counts tokens and money, and ends by the thresholds', async () => {
    const file = await setOf({ text: TWO, expect: BOOKED }, { text: TWO, expect: BOOKED });
    server.script.splice(0, server.script.length, book(), ok, says('At what time?'));
    const first = await run('--model', 'openai', '--set', file, '--failures');
    expect(first.stderr).toBe('');
    expect(first.stdout).toMatch(/^all +1 +1 +0 +0 +2 +50.0 %/m);
    expect(first.stdout).toContain('300 tokens read (0 of them cached), 60 written, in 3 replies; 0.0004');
    expect(first.stdout).toContain('-> At what time?');
    expect(first.code).toBe(1);
    server.script.splice(0, server.script.length, book(), ok, book(), ok);
    const second = await run('--model', 'openai', '--set', file, '--json');
    expect(JSON.parse(second.stdout)).toMatchObject({
      judged: [{ verdict: 'right' }, { verdict: 'right' }],
      usage: { replies: 4 },
    });
    expect(second.code).toBe(0);
  });

  it('refuses what it does not know', async () => {
    expect(await run('--model', 'parrot')).toMatchObject({ code: 2, stderr: 'There is no model parrot.\n' });
  });
});
