// Sends requests to a model's server without a patience that nobody has who waits for an answer.

/** Somebody else answers sooner than a server that wants more than this. */
const LONGEST_WAIT_SECONDS = 5;

/** The client waits for as long as a busy server says; beyond a few seconds it is told not to try again. */
export function impatient(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const wait = Number(response.headers.get('retry-after') ?? 0);
    if (response.ok || !(wait > LONGEST_WAIT_SECONDS)) return response;
    const headers = new Headers(response.headers);
    headers.set('x-should-retry', 'false');
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
  };
}
