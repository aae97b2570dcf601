// `/u/<token>`: turns mails off. Mail programs post here by themselves when their reader presses their own button
// (RFC 8058); for people there is a page with one. Looking changes nothing.
import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Subscription, Subscriptions } from '../domain/people/subscriptions.ts';
import type { Guard } from './guard.ts';
import type { PageEnv } from './hono.ts';
import type { Documents, Html } from './pages/document.ts';
import type { Visitor } from './visitor.ts';
import { type Reader, readerOf, wordsOf } from './words/words.ts';

export interface UnsubscribeDeps {
  readonly subscriptions: Subscriptions;
  readonly documents: Documents;
  readonly guard: Guard;
  readonly newId: () => string;
}

function view(path: string, subscription: Subscription, on: boolean, acted: boolean, reader: Reader): Html {
  const words = wordsOf(reader.language).unsubscribe;
  const what =
    subscription.kind === 'guest' ? words.guest(subscription.email) : words.user(words.kinds[subscription.notice]);
  const form = (wish: 'on' | 'off', label: string) => html`<form method="post" action="${path}">
<p><button name="mails" value="${wish}" class="${wish === 'off' ? 'primary' : ''}">${label}</button></p></form>`;
  const state = on ? words.on : words.done;
  return html`<main class="card"><h1>${words.title}</h1>
${acted || !on ? html`<p class="notice good" role="status">${state}</p>` : ''}
${on ? html`<p>${what}</p>${form('off', words.button)}` : html`<p>${words.again}</p>${form('on', words.againButton)}`}
</main>`;
}

export function unsubscribeRoutes(deps: UnsubscribeDeps): Hono<PageEnv> {
  const { subscriptions, guard, documents } = deps;

  async function enter(token: string, visitor: Visitor): Promise<Subscription | Response> {
    const slowed = await guard.slowed(visitor);
    return slowed ?? (await subscriptions.open(token)) ?? guard.refuse(visitor);
  }

  async function page(path: string, subscription: Subscription, acted: boolean, visitor: Visitor): Promise<Response> {
    const reader = readerOf(visitor.languages, 'en');
    const on = await subscriptions.isOn(subscription);
    const body = view(path, subscription, on, acted, reader);
    return documents.respond({ title: wordsOf(reader.language).unsubscribe.title, language: reader.language, body });
  }

  const app = new Hono<PageEnv>();

  app.get('/u/:token', async ({ req, env }) => {
    const subscription = await enter(req.param('token'), env.visitor);
    if (subscription instanceof Response) return subscription;
    return page(req.path, subscription, false, env.visitor);
  });

  // Also from other sites: mail programs in the browser post from theirs, and the token says what may be done.
  app.post('/u/:token', async ({ req, env }) => {
    const subscription = await enter(req.param('token'), env.visitor);
    if (subscription instanceof Response) return subscription;
    const { mails } = await req.parseBody();
    await subscriptions.set(subscription, mails === 'on', deps.newId());
    return page(req.path, subscription, true, env.visitor);
  });

  return app;
}
