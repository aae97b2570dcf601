// /metrics over a real server: who may read it, what it tells of parts that were used, and that the dashboard asks for
// nothing that is not there.
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createScriptedModel } from '../../src/assistant/models/scripted.ts';
import type { Assistant, TurnResult } from '../../src/assistant/turn.ts';
import { tenantId } from '../../src/domain/actor.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { metricsHandler, routeOf } from '../../src/http/metrics.ts';
import { createHttpServer, type HttpServer } from '../../src/http/server.ts';
import * as measured from '../../src/metrics/measured.ts';
import { createMetrics, type Metrics } from '../../src/metrics/metrics.ts';
import type { Notice } from '../../src/notifications/channel.ts';
import { createDeliveries } from '../../src/storage/deliveries.ts';
import { defineTool, type ToolContext, type ToolResult } from '../../src/tools/tool.ts';
import { freshDatabase } from '../support/database.ts';
import { NOW } from '../support/world.ts';

const TOKEN = 'a-token-of-the-tests';
const DASHBOARD = join(import.meta.dirname, '../../ops/grafana-dashboard.json');

let away = false;
let metrics: Metrics;
let server: HttpServer;
let port: number;

beforeAll(async () => {
  metrics = createMetrics(async () => {
    if (away) throw new Error('The database is away.');
    return { effects: 3, dead: 1, turns: 0 };
  });
  server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    ready: async () => ({ ok: true }),
    handlers: [metricsHandler({ render: metrics.render, token: TOKEN })],
    onError: (error) => {
      throw error;
    },
    onAnswered: ({ method = '', url }, status, seconds) =>
      metrics.http.observe({ method, route: routeOf(url), status }, seconds),
  });
  port = await server.start();
});
afterAll(() => server.stop(100));

/** As `host` is what decides whether somebody is local, `fetch`, which sets its own, is of no use. */
function get(headers: Record<string, string> = {}, method = 'GET'): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, path: '/metrics', method, headers }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, text });
    });
    asked.on('error', reject).end();
  });
}

const sample = async (line: string) => (await get()).text.split('\n').find((one) => one.startsWith(`${line} `));

describe('/metrics', () => {
  it('is for this machine, or for who has the token', async () => {
    const elsewhere = { host: 'parley.example' };
    expect((await get()).status).toBe(200);
    expect((await get(elsewhere)).status).toBe(403);
    expect((await get({ ...elsewhere, authorization: 'Bearer wrong' })).status).toBe(403);
    expect((await get({ ...elsewhere, authorization: `Bearer ${TOKEN}` })).status).toBe(200);
    expect((await get({}, 'POST')).status).toBe(405);
  });

  it('tells what the process knows by itself while the database is away', async () => {
    expect(await sample('parley_queue_depth{queue="effects"}')).toBeDefined();
    away = true;
    expect((await get()).status).toBe(200);
    expect(await sample('parley_queue_depth{queue="effects"}')).toBeUndefined();
    expect(await sample('process_start_time_seconds')).toBeDefined();
    away = false;
  });

  it('tells how much waits, and of every request, by routes that hold no secret', async () => {
    await get();
    expect(await sample('parley_queue_depth{queue="effects"}')).toBe('parley_queue_depth{queue="effects"} 3');
    expect(await sample('parley_queue_depth{queue="dead"}')).toBe('parley_queue_depth{queue="dead"} 1');
    const counted = 'parley_http_request_duration_seconds_count{method="GET",route="/metrics",status="200"}';
    expect(await sample(counted)).toMatch(/ [1-9]\d*$/);
    expect(['/', '/m/key.secret/move?zone=x', '/ops/key.sealed', '/wp-admin', undefined].map(routeOf)).toEqual([
      '/',
      '/m/',
      '/ops',
      'other',
      '/',
    ]);
  });
});

describe('a measured part', () => {
  it('counts turns and models, also those that fail', async () => {
    const plain = { changedMeetings: [], listedMeetings: [], messages: [] };
    const results: TurnResult[] = [
      { ...plain, text: 'Done' },
      { ...plain, text: 'When?', clarification: { missing: ['time'] } },
    ];
    const assistant: Assistant = {
      recall: async () => ({ at: NOW, history: [], meetings: [], people: [] }),
      async run() {
        const result = results.shift();
        if (!result) throw new Error('storage is away');
        return result;
      },
      remember: async () => undefined,
    };
    const run = () =>
      measured.measuredAssistant(assistant, metrics).run(...([] as unknown as Parameters<Assistant['run']>));
    expect(await run()).toMatchObject({ text: 'Done' });
    await run();
    await expect(run()).rejects.toThrow('storage is away');
    for (const result of ['answered', 'question', 'failed'])
      expect(await sample(`parley_turn_duration_seconds_count{result="${result}"}`)).toMatch(/ 1$/);

    const usage = { inputTokens: 120, outputTokens: 7 };
    const model = measured.measuredModel(createScriptedModel([{ text: 'Hi', usage }], 'script'), metrics);
    const asked = { signal: new AbortController().signal } as Parameters<typeof model.respond>[0];
    expect(await model.respond(asked)).toMatchObject({ text: 'Hi' });
    await expect(model.respond(asked)).rejects.toThrow();
    expect(await sample('parley_model_duration_seconds_count{model="script",result="ok"}')).toMatch(/ 1$/);
    expect(await sample('parley_model_duration_seconds_count{model="script",result="failed"}')).toMatch(/ 1$/);
    expect(await sample('parley_model_tokens_total{model="script",direction="input"}')).toMatch(/ 120$/);
  });

  it('counts what tools answer', async () => {
    const answers: (ToolResult | Error)[] = [
      { ok: true, data: {}, changed: false },
      new DomainError('conflict', 'Taken.'),
      new Error('bug'),
    ];
    const tool = defineTool({
      name: 'probe',
      description: '',
      input: z.object({}),
      output: z.object({}),
      changes: false,
      status: '',
      async run() {
        const answer = answers.shift();
        if (answer instanceof Error) throw answer;
        if (!answer) throw new Error('asked too often');
        return answer;
      },
    });
    const [probe] = measured.measuredTools([tool], metrics);
    const run = () => probe?.run({} as ToolContext, {});
    expect(await run()).toMatchObject({ ok: true });
    await expect(run()).rejects.toThrow('Taken.');
    await expect(run()).rejects.toThrow('bug');
    for (const result of ['ok', 'conflict', 'error'])
      expect(await sample(`parley_tool_results_total{tool="probe",result="${result}"}`)).toMatch(/ 1$/);
  });

  it('counts deliveries, attempts and runs of jobs', async () => {
    const key = {
      tenant: tenantId('T1'),
      subject: 'm1',
      version: 1,
      kind: 'reminder',
      occasion: '24h',
      recipient: 'user:U1',
      channel: 'slack',
    } as const;
    const deliveries = measured.measuredDeliveries(createDeliveries(await freshDatabase()), metrics);
    await deliveries.take(key, NOW);
    await deliveries.settle(key, 'sent', NOW);
    expect((await deliveries.take(key, NOW)).state).toBe('sent');
    const settled = 'parley_deliveries_total{kind="reminder",channel="slack",result="sent"}';
    expect(await sample(settled)).toBe(`${settled} 1`);

    const outcomes = [undefined, new Error('no route')];
    const deliver = async () => {
      const outcome = outcomes.shift();
      if (outcome) throw outcome;
    };
    const channel = measured.measuredChannel({ name: 'mail', deliver }, metrics);
    const send = () => channel.deliver({} as Notice, new AbortController().signal);
    await send();
    await expect(send()).rejects.toThrow('no route');
    for (const result of ['ok', 'failed'])
      expect(await sample(`parley_delivery_duration_seconds_count{channel="mail",result="${result}"}`)).toMatch(/ 1$/);

    const note = measured.measuredRun(metrics);
    const run = { job: 'prune', startedAt: NOW, finishedAt: NOW, durationMs: 40, lagMs: 1_500 };
    note(run);
    note({ ...run, error: 'no disk', lagMs: 2_500 });
    expect(await sample('parley_job_lag_seconds{job="prune"}')).toMatch(/ 2\.5$/);
    for (const result of ['ok', 'failed'])
      expect(await sample(`parley_job_duration_seconds_count{job="prune",result="${result}"}`)).toMatch(/ 1$/);
    expect(await sample('parley_job_last_run_timestamp_seconds{job="prune"}')).toMatch(` ${NOW.getTime() / 1000}`);
  });
});

describe('the dashboard', () => {
  const dashboard = z
    .object({
      panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).optional() })),
    })
    .parse(JSON.parse(readFileSync(DASHBOARD, 'utf8')));
  const queries = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const named = new Set(queries.flatMap((query) => query.match(/\b(?:parley|nodejs|process)_\w+/g) ?? []));

  it('asks for metrics that are exported, and for every one of ours', async () => {
    const { text } = await get();
    const exported = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    );
    expect([...named].filter((name) => !exported.includes(name))).toEqual([]);
    const base = (name: string) => name.replace(/_(bucket|count|sum)$/, '');
    const shown = new Set([...named].map(base));
    expect(exported.filter((name) => name.startsWith('parley_') && !shown.has(base(name)))).toEqual([]);
  });

  it('groups by labels that its metrics have', async () => {
    const { text } = await get();
    for (const query of queries) {
      const labels = [...query.matchAll(/by \(([^)]+)\)/g)].flatMap(([, list = '']) => list.split(', '));
      const [metric = ''] = query.match(/\b(?:parley|nodejs|process)_\w+/) ?? [];
      const line = text.split('\n').find((one) => one.startsWith(`${metric}{`)) ?? '';
      for (const label of labels) expect(line, query).toContain(`${label}="`);
    }
  });
});
