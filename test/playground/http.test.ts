// Who the playground lets in, what it streams, and the page that it serves.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PageEvent, Session, Snapshot, Week } from '../../src/http/contract.ts';
import { directMessageId, WORKSPACE } from '../../src/playground/workspace.ts';
import { createOutbox } from '../../src/storage/outbox.ts';
import { type Rig, startRig } from './support.ts';

const ADA = 'U0ADAPARK';
const DM = directMessageId(ADA);
const body = { user: ADA, channel: DM, text: 'hi', clientId: 'client-id-1' };

let rig: Rig;
beforeEach(async () => {
  rig = await startRig((app) => app.message(async () => {}));
});
afterEach(() => rig.stop());

describe('only local', () => {
  it.each([
    ['a page on another origin', { origin: 'http://evil.example' }],
    ['a page on another port', { origin: 'http://localhost:1' }],
    ['a request without an origin', { origin: '' }],
    ['a wrong session token', { 'x-parley-session': 'guessed-the-token' }],
    ['a name that points here', { host: 'evil.example', origin: 'http://evil.example' }],
    ['a request through a proxy', { 'x-forwarded-for': '10.0.0.1' }],
    ['a page in a frame elsewhere', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses changes by %s', async (_, headers) => {
    expect((await rig.change('messages', body, headers)).status).toBe(403);
    expect(await rig.store.messages({ channel: DM, limit: 1, keep: 'newest' })).toEqual([]);
  });

  it('takes a change from its own page', async () => {
    expect((await rig.change('messages', body)).status).toBe(200);
  });

  it.each([
    ['/', { host: 'evil.example' }],
    ['/playground/api/session', { host: 'evil.example' }],
    ['/playground/api/session', { forwarded: 'for=10.0.0.1' }],
    ['/playground/api/session', { 'sec-fetch-site': 'same-site' }],
    [`/playground/api/events?user=${ADA}`, { host: 'evil.example' }],
  ])('shows %s to nobody else', async (path, headers) => {
    expect((await rig.raw('GET', path, headers)).status).toBe(403);
  });

  it('leaves other addresses and methods to others', async () => {
    expect((await rig.raw('GET', '/playground/api/nothing')).status).toBe(404);
    expect((await rig.raw('POST', '/playground/api/session')).status).toBe(405);
    expect((await rig.raw('GET', '/playground/api/messages')).status).toBe(405);
  });

  it('refuses bodies that are too large or no JSON', async () => {
    expect((await rig.change('messages', { ...body, text: 'x'.repeat(300_000) })).status).toBe(413);
    expect((await rig.change('messages', undefined)).status).toBe(400);
  });
});

/** Reads events of a stream until `count` have come. */
async function events(path: string, count: number, meanwhile: () => Promise<unknown> = async () => {}) {
  const cut = new AbortController();
  const response = await fetch(`${rig.origin}/playground/api/events?${path}`, { signal: cut.signal });
  await meanwhile();
  const found: { id: string; event: PageEvent }[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const [, id = '', data = ''] = /^id: (\S+)\ndata: (.*)$/.exec(part) ?? [];
      if (data) found.push({ id, event: JSON.parse(data) as PageEvent });
    }
    if (found.length >= count) break;
  }
  cut.abort();
  return found;
}

describe('the stream', () => {
  const post = (text: string, channel = DM) => rig.client.chat.postMessage({ channel, text });
  const told = (found: { event: PageEvent }[]) =>
    found.map(({ event }) => (event.kind === 'message' ? event.message.text : event.kind));

  it('tells what happens, and catches up from where it broke off', async () => {
    const { at } = await rig.read<Snapshot>(`snapshot?user=${ADA}`);
    const first = await events(`user=${ADA}&after=${at}`, 2, () => post('one'));
    expect(told(first)).toEqual(['one', 'refresh']);
    await post('two');
    await post('three');
    const last = first.at(-1)?.id ?? '';
    expect(told(await events(`user=${ADA}&after=${last}`, 4))).toEqual(['two', 'refresh', 'three', 'refresh']);
  });

  it('asks to begin anew after an event that it does not know', async () => {
    expect(told(await events(`user=${ADA}&after=another-7`, 1))).toEqual(['reset']);
  });

  it('keeps what one person sees from the others', async () => {
    const { at } = await rig.read<Snapshot>('snapshot?user=U0TIMOKAF');
    await post('for Ada');
    await rig.client.chat.postEphemeral({ channel: 'C0GENERAL', user: ADA, text: 'psst' });
    await post('for all', 'C0GENERAL');
    const found = await events(`user=U0TIMOKAF&after=${at}`, 4);
    expect(told(found)).toEqual(['refresh', 'refresh', 'for all', 'refresh']);
  });

  it('shows a status until the answer', async () => {
    await rig.change('messages', body);
    const [message] = await rig.store.messages({ channel: DM, limit: 1, keep: 'newest' });
    const status = { channel_id: DM, thread_ts: message?.ts ?? '', status: 'Thinking…' };
    await rig.client.assistant.threads.setStatus(status);
    const statuses = async () => (await rig.read<Snapshot>(`snapshot?user=${ADA}`)).statuses.map(({ text }) => text);
    expect(await statuses()).toEqual(['Thinking…']);
    await post('Here you are.');
    expect(await statuses()).toEqual([]);
  });
});

describe('what a person reads', () => {
  it('has a session with the people, and a week in their own zone', async () => {
    const session = await rig.read<Session>('session');
    expect(session.people.map(({ name }) => name)).toEqual(['Ada Park', 'Sarah Chen', 'Tim Okafor']);
    const week = await rig.read<Week>(`week?user=${ADA}&start=2026-03-11`);
    expect(week).toMatchObject({ zone: 'America/New_York', previous: '2026-03-02', next: '2026-03-16' });
    expect(week.days.map(({ date }) => date)).toEqual(
      [9, 10, 11, 12, 13, 14, 15].map((n) => `2026-03-${String(n).padStart(2, '0')}`),
    );
    expect(week.days[0]?.hours).toEqual([{ from: 540, to: 1080 }]);
    expect(week.days[6]?.hours).toEqual([]);
  });
});

describe('a mail in the outbox', () => {
  it('is shown in a frame that runs nothing, loads nothing and belongs to this page', async () => {
    const html = '<h1>Demo</h1><script>alert(1)</script>';
    const mail = { id: 'd 1', to: 'john@acme.com', subject: 'Demo', text: 'Demo', html, at: new Date() };
    await createOutbox(rig.db).put(WORKSPACE.id, mail);
    const framed = await rig.raw('GET', '/playground/api/mail?id=d+1');
    expect(framed).toMatchObject({ status: 200, text: html });
    const policy = framed.headers['content-security-policy'];
    expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox /);
    expect(policy).not.toContain('allow-scripts');
    expect((await rig.raw('GET', '/playground/api/mail?id=d2')).status).toBe(404);
    const listed = await rig.read<object[]>('outbox');
    expect(listed).toMatchObject([{ id: 'd 1', text: 'Demo' }]);
    expect(listed[0]).not.toHaveProperty('html');
  });
});

describe('the page', () => {
  it('says how to build it when it is not built', async () => {
    const answer = await rig.raw('GET', '/');
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('vite build');
  });

  it('serves the built files and nothing beside them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-web-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html>');
    await writeFile(join(folder, 'assets', 'a-1.js'), '1');
    const built = await startRig(undefined, folder);
    try {
      const page = await built.raw('GET', '/');
      expect(page).toMatchObject({ status: 200, text: '<!doctype html>' });
      expect(page.headers['cache-control']).toBe('no-cache');
      expect(page.headers['content-security-policy']).toContain("script-src 'self'");
      const script = await built.raw('GET', '/assets/a-1.js');
      expect(script.headers['cache-control']).toContain('immutable');
      expect((await built.raw('GET', '/assets/..%2f..%2fetc/passwd')).status).toBe(404);
      expect((await built.raw('GET', '/../package.json')).status).toBe(404);
    } finally {
      await built.stop();
      await rm(folder, { recursive: true });
    }
  });
});
