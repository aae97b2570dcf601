// Faults that can be set on the emulated Slack, to see how the app bears them: slow, rate limited, broken, cut off.
import { setTimeout as sleep } from 'node:timers/promises';

export type Fault =
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'rate_limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'server_error' }
  /** The connection is cut before the call has any effect. */
  | { readonly kind: 'cut' }
  /** The call takes effect, but the connection is cut before its answer. */
  | { readonly kind: 'cut_after' }
  /** Any `ok: false` answer. */
  | { readonly kind: 'refused'; readonly error: string };

export interface Faults {
  /** The next calls of a method meet this fault; several wait in line. */
  set(method: string, fault: Fault, calls: number): void;
  next(method: string): Fault | undefined;
}

export function createFaults(): Faults {
  const waiting = new Map<string, Fault[]>();
  return {
    set(method, fault, calls) {
      waiting.set(method, [...(waiting.get(method) ?? []), ...Array.from({ length: calls }, () => fault)]);
    },
    next(method) {
      return waiting.get(method)?.shift();
    },
  };
}

/** Runs a call under a fault. Rejects as `fetch` does when the connection is cut or the signal aborts. */
export async function underFault(
  fault: Fault | undefined,
  signal: AbortSignal | undefined,
  call: () => Promise<Response>,
): Promise<Response> {
  signal?.throwIfAborted();
  switch (fault?.kind) {
    case undefined:
      return call();
    case 'slow':
      await sleep(fault.ms, undefined, signal ? { signal } : {});
      return call();
    case 'rate_limited':
      return Response.json(
        { ok: false, error: 'ratelimited' },
        { status: 429, headers: { 'retry-after': String(fault.retryAfterSeconds) } },
      );
    case 'server_error':
      return new Response('Internal server error', { status: 500 });
    case 'refused':
      return Response.json({ ok: false, error: fault.error });
    case 'cut':
      throw connectionCut();
    case 'cut_after':
      await call();
      throw connectionCut();
  }
}

function connectionCut(): TypeError {
  return new TypeError('fetch failed', { cause: new Error('The emulated Slack cut the connection.') });
}
