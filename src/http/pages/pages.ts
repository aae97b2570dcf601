// The pages behind secret addresses, as one handler: what they share when something goes wrong.
import { Hono } from 'hono';
import { html } from 'hono/html';
import { DomainError } from '../../domain/errors.ts';
import type { Guard } from '../guard.ts';
import { mount, type PageEnv } from '../hono.ts';
import type { Handler } from '../server.ts';
import { readerOf, wordsOf } from '../words/words.ts';
import type { Documents } from './document.ts';

export interface PageDeps {
  readonly documents: Documents;
  readonly guard: Guard;
  readonly routes: readonly Hono<PageEnv>[];
  /** The paths that are theirs: `/m/`. */
  readonly prefixes: readonly string[];
  readonly publicUrl?: string | undefined;
  /** Of what was not foreseen. */
  readonly onError: (error: unknown) => void;
}

export function createPages(deps: PageDeps): { readonly app: Hono<PageEnv>; readonly handler: Handler } {
  const app = new Hono<PageEnv>();
  for (const routes of deps.routes) app.route('/', routes);
  app.notFound(async ({ env }) => (await deps.guard.slowed(env.visitor)) ?? deps.guard.refuse(env.visitor));
  app.onError((error, { env }) => {
    const away = error instanceof DomainError && error.code === 'unavailable';
    if (!away) deps.onError(error);
    const { language } = readerOf(env.visitor.languages, 'en');
    const { title, text } = wordsOf(language).unavailable;
    const body = html`<main class="card"><h1>${title}</h1><p>${text}</p></main>`;
    return deps.documents.respond({ title, language, body }, away ? 503 : 500);
  });
  return { app, handler: mount(app, deps.prefixes, deps.publicUrl) };
}
