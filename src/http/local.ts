// Who counts as local: somebody at this machine, with a page that this server gave them. What the playground rests on.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const FORWARDING = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/**
 * A loopback peer that asked for a loopback name, through nothing in between. The Host header is looked at since a page
 * elsewhere can point a name of its own at this machine.
 */
export function isLocal(request: IncomingMessage): boolean {
  return (
    isLoopbackAddress(request.socket.remoteAddress ?? '') &&
    isLoopbackName(hostname(request)) &&
    !FORWARDING.some((name) => name in request.headers)
  );
}

/** Whether the page that sent this request came from this server. */
export function isSameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

/** Compares in constant time. */
export function isSameToken(given: string | string[] | undefined, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function hostname(request: IncomingMessage): string {
  const { host } = request.headers;
  return host !== undefined && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}
