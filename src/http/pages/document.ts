// The frame of every server-rendered page: its head, its headers, its policy. No script runs on any of them.
import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Language } from '../../domain/accounts/accounts.ts';
import type { Brand } from '../../domain/brand.ts';
import { styleOf } from './style.ts';

export type Html = ReturnType<typeof html>;

export interface Page {
  readonly title: string;
  readonly language: Language;
  readonly body: Html;
  /** For tables: as wide as the window allows. */
  readonly wide?: boolean;
}

export interface Documents {
  /** A whole page, with the headers that keep it private: not cached, not framed, not indexed, no referrer. */
  respond(page: Page, status?: number, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

/** Without a cache and without a trace: for every answer under a secret address. */
export const PRIVATE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'x-content-type-options': 'nosniff',
};

export function createDocuments(brand: Brand): Documents {
  const style = styleOf(brand);
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
  return {
    async respond({ title, language, body, wide }, status = 200, headers = {}) {
      const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title} · ${brand.name}</title>
<style>${raw(style)}</style>
</head>
<body${wide ? raw(' class="wide"') : ''}>
<p class="brand">${brand.name}</p>
${body}
</body>
</html>`;
      return new Response((await page).toString(), {
        status,
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': policy,
          ...PRIVATE_HEADERS,
          ...headers,
        },
      });
    },
  };
}
