// Serves the built page from a folder: read once, hashed files for ever, the page itself always fresh.
import { readdir, readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const NOT_BUILT = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Parley</title>
<h1>The page has not been built yet</h1>
<p>Run <code>npm install</code> in Parley's folder, or <code>npx vite build</code>, and load this page again.</p>
</html>
`;

export interface StaticPages {
  /** Answers a file of the folder, `/` as its page; false when it has none. */
  serve(path: string, response: ServerResponse, head: boolean): Promise<boolean>;
}

/** Only files that stood in the folder at first use are served, whatever a path may spell. */
export function createStaticPages(folder: string): StaticPages {
  let files: Promise<ReadonlyMap<string, Buffer>> | undefined;

  async function load(): Promise<ReadonlyMap<string, Buffer>> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const found = entries.filter((entry) => entry.isFile());
    return new Map(
      await Promise.all(
        found.map(async (entry) => {
          const file = join(entry.parentPath, entry.name);
          const path = file.slice(folder.length).split(sep).join('/');
          return [path.startsWith('/') ? path : `/${path}`, await readFile(file)] as const;
        }),
      ),
    );
  }

  return {
    async serve(path, response, head) {
      files ??= load();
      const loaded = await files.catch(() => new Map<string, Buffer>());
      const name = path === '/' ? '/index.html' : path;
      const content = loaded.get(name);
      if (path === '/' && !content) {
        // Looked for again next time: it may be built meanwhile.
        files = undefined;
        response.writeHead(503, { ...HEADERS, 'content-type': TYPES['.html'], 'retry-after': '5' });
        response.end(head ? undefined : NOT_BUILT);
        return true;
      }
      if (!content) return false;
      response.writeHead(200, {
        ...HEADERS,
        'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
        'content-length': content.length,
        'cache-control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      });
      response.end(head ? undefined : content);
      return true;
    },
  };
}
