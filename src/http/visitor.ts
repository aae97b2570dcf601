// Who asks for a page: their address, their language, and whether another site's page made them ask.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import { isLocal, isSameOrigin } from './local.ts';

export interface Visitor {
  /** For rate limits: an IPv4 address, or the /64 network of an IPv6 one. */
  readonly address: string;
  /** At this machine, through nothing in between. */
  readonly local: boolean;
  /** Sent by a page of another site: nothing that changes anything is taken from there. */
  readonly crossSite: boolean;
  /** Sent by a page that this server gave. */
  readonly sameOrigin: boolean;
  /** Of the Accept-Language header, most wanted first, as valid BCP 47 tags. */
  readonly languages: readonly string[];
  /** Of the Authorization header. */
  readonly bearer?: string;
}

const nearby = new BlockList();
nearby.addSubnet('127.0.0.0', 8);
nearby.addSubnet('10.0.0.0', 8);
nearby.addSubnet('172.16.0.0', 12);
nearby.addSubnet('192.168.0.0', 16);
nearby.addSubnet('fc00::', 7, 'ipv6');
nearby.addAddress('::1', 'ipv6');

export function visitorOf(request: IncomingMessage, publicUrl?: string): Visitor {
  const { headers } = request;
  const [, bearer] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
  return {
    address: addressOf(request),
    local: publicUrl === undefined && isLocal(request),
    crossSite: isCrossSite(headers, publicUrl),
    sameOrigin: isSameOrigin(request) || (publicUrl !== undefined && headers.origin === new URL(publicUrl).origin),
    languages: languagesOf(headers['accept-language'] ?? ''),
    ...(bearer && { bearer }),
  };
}

/**
 * The peer, or what the nearest proxy says of its own peer. Only a proxy nearby is believed; of a list that anybody may
 * have begun, the last entry is the proxy's.
 */
function addressOf({ socket, headers }: IncomingMessage): string {
  const peer = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const forwarded = [headers['x-forwarded-for']].flat().join(',').split(',').at(-1)?.trim();
  const address = forwarded && nearby.check(peer, isIPv6(peer) ? 'ipv6' : 'ipv4') ? forwarded : peer;
  return isIPv6(address) ? networkOf(address) : address;
}

/** The first four groups: a household has a whole /64 to ask from. */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  const full = [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...(tail ?? '').split(':')];
  return full.slice(0, 4).join(':');
}

/**
 * A page that sends no referrer sends `Origin: null` with its own forms, so `null` alone says nothing; there the browser's
 * own Sec-Fetch-Site decides, where it comes.
 */
function isCrossSite({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders, publicUrl?: string): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  if (origin === undefined || origin === 'null') return false;
  const own = [host, publicUrl && new URL(publicUrl).host];
  return !URL.canParse(origin) || !own.includes(new URL(origin).host);
}

function languagesOf(header: string): string[] {
  return header
    .split(',')
    .slice(0, 20)
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().split(/\s*;\s*/);
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => quality > 0 && /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i.test(tag) && isLocale(tag))
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
