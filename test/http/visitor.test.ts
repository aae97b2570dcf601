// Who asks: addresses through proxies, other sites' pages, languages.
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { visitorOf } from '../../src/http/visitor.ts';
import { readerOf } from '../../src/http/words/words.ts';

function request(headers: Record<string, string>, remoteAddress = '203.0.113.7'): IncomingMessage {
  return { headers: { host: 'parley.example', ...headers }, socket: { remoteAddress } } as unknown as IncomingMessage;
}

describe('a visitor', () => {
  it.each([
    ['203.0.113.7', {}, '203.0.113.7'],
    ['::ffff:203.0.113.7', {}, '203.0.113.7'],
    ['203.0.113.7', { 'x-forwarded-for': '198.51.100.1' }, '203.0.113.7'],
    ['127.0.0.1', { 'x-forwarded-for': '198.51.100.1' }, '198.51.100.1'],
    ['10.1.2.3', { 'x-forwarded-for': '6.6.6.6, 198.51.100.1' }, '198.51.100.1'],
    ['::1', { 'x-forwarded-for': '2001:db8:1:2:3:4:5:6' }, '2001:db8:1:2'],
    ['2001:db8::5', {}, '2001:db8:0:0'],
    ['2001:db8:1:2::', {}, '2001:db8:1:2'],
  ])('at %s with %o counts as %s', (peer, headers, expected) => {
    expect(visitorOf(request(headers, peer)).address).toBe(expected);
  });

  it('from one household has one address, however many it takes', () => {
    const of = (peer: string) => visitorOf(request({}, peer)).address;
    expect(of('2001:db8:1:2:3:4:5:6')).toBe(of('2001:db8:1:2:ffff::1'));
    expect(of('2001:db8:1:2::1')).not.toBe(of('2001:db8:1:3::1'));
  });

  it.each([
    [{}, false],
    [{ origin: 'https://parley.example' }, false],
    [{ origin: 'null' }, false],
    [{ origin: 'https://evil.example' }, true],
    [{ origin: 'nonsense' }, true],
    [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
    [{ origin: 'null', 'sec-fetch-site': 'cross-site' }, true],
    [{ 'sec-fetch-site': 'same-site' }, true],
    [{ 'sec-fetch-site': 'none' }, false],
  ])('with %o comes from another site: %s', (headers, expected) => {
    expect(visitorOf(request(headers)).crossSite).toBe(expected);
  });

  it('is known by the public address behind a proxy that changes the host', () => {
    const behind = request({ host: 'inner:3000', origin: 'https://meet.acme.com' });
    expect(visitorOf(behind).crossSite).toBe(true);
    expect(visitorOf(behind, 'https://meet.acme.com/parley')).toMatchObject({ crossSite: false, sameOrigin: true });
  });

  it('is local on this machine only, and nowhere once there is a public address', () => {
    const here = request({ host: 'localhost:3000' }, '127.0.0.1');
    expect(visitorOf(here).local).toBe(true);
    expect(visitorOf(here, 'https://meet.acme.com').local).toBe(false);
    expect(visitorOf(request({ host: 'localhost', 'x-forwarded-for': '::1' }, '127.0.0.1')).local).toBe(false);
  });

  it.each([
    ['de', ['de']],
    ['en;q=0.5, de-AT, fr;q=0', ['de-AT', 'en']],
    ['*, x;;, de;q=nonsense, en-US;q=0.1', ['en-US']],
    ['', []],
  ])('who accepts "%s" reads %o', (header, expected) => {
    expect(visitorOf(request({ 'accept-language': header })).languages).toEqual(expected);
  });
});

describe('a reader', () => {
  it('gets the most wanted language that there is, dates as they know them', () => {
    expect(readerOf(['fr-FR', 'de-AT', 'en'], 'en')).toEqual({ language: 'de', locale: 'de-AT' });
    expect(readerOf(['en'], 'de')).toEqual({ language: 'en', locale: 'en-US' });
    expect(readerOf(['fr'], 'de')).toEqual({ language: 'de', locale: 'de-DE' });
  });
});
