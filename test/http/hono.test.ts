// Pages on a real server: what goes through from the request, and what is refused before a route sees it.
import { connect } from 'node:net';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mount, type PageEnv } from '../../src/http/hono.ts';
import { createHttpServer, type HttpServer } from '../../src/http/server.ts';

let server: HttpServer;
let url: string;

beforeAll(async () => {
  const app = new Hono<PageEnv>();
  app.get('/m/:name', ({ req, env, json }) =>
    json({
      name: req.param('name'),
      zone: req.query('zone'),
      languages: env.visitor.languages,
      etag: req.header('if-none-match'),
    }),
  );
  app.post('/m/:name', async ({ req, json }) => json(await req.parseBody()));
  app.notFound(({ text }) => text('none of ours', 404));
  server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    ready: async () => ({ ok: true }),
    handlers: [mount(app, ['/m/'])],
    onError: (error) => {
      throw error;
    },
  });
  url = `http://127.0.0.1:${await server.start()}`;
});
afterAll(() => server.stop(100));

it('hands over path, query, and who asks', async () => {
  const headers = { 'accept-language': 'de', 'if-none-match': '"x"' };
  const answer = await fetch(`${url}/m/a%20b?zone=Asia/Tokyo`, { headers });
  expect(await answer.json()).toEqual({ name: 'a b', zone: 'Asia/Tokyo', languages: ['de'], etag: '"x"' });
});

it('answers HEAD with the head alone', async () => {
  const answer = await fetch(`${url}/m/a`, { method: 'HEAD' });
  expect([answer.status, await answer.text()]).toEqual([200, '']);
});

it('hands over forms, also with words beyond ASCII', async () => {
  const body = new URLSearchParams({ reason: 'Grüße, 会議 & <b>' });
  expect(await (await fetch(`${url}/m/a`, { method: 'POST', body })).json()).toEqual({ reason: 'Grüße, 会議 & <b>' });
});

it('refuses a body that no form of ours has', async () => {
  const answer = await fetch(`${url}/m/a`, { method: 'POST', body: 'x'.repeat(100_000) });
  expect(answer.status).toBe(413);
});

it('leaves to others what is not under its paths, and answers what is', async () => {
  expect(await (await fetch(`${url}/other`)).json()).toMatchObject({ title: 'Not found' });
  expect(await (await fetch(`${url}/m/a/b`)).text()).toBe('none of ours');
});

it('survives targets and methods that no browser sends', async () => {
  for (const start of ['GET /m/%zz%00?%ff=%fe', 'TRACE /m/a', 'GET /m/\u00ff']) {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
        socket.write(Buffer.from(`${start} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`, 'latin1'));
      });
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('error', reject).on('close', () => resolve(text));
    });
    expect(answer, start).toMatch(/^HTTP\/1\.1 (200|400|404) /);
  }
});
