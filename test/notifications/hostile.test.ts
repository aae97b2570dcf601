// Names, titles and texts of people who mean harm: in headers, calendars, HTML and sentences they stay what they are.
import fc from 'fast-check';
import type { AddressObject } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMailChannel, type MailChannel } from '../../src/notifications/mail.ts';
import { composeMail } from '../../src/notifications/mail-message.ts';
import { oneLine, severalLines, shortened, webAddress, within } from '../../src/notifications/safe-text.ts';
import { times } from '../support/counts.ts';
import { readCalendar } from './support/calendars.ts';
import { type MailServer, startMailServer } from './support/mail-server.ts';
import { JOHN, MEETING, NOW, noticeOf, SENDER } from './support/notices.ts';

const PIECES = [
  '\r\nBcc: all@acme.com',
  '\n\nBEGIN:VEVENT\nUID:x\nEND:VEVENT',
  '\r\nATTENDEE:mailto:eve@evil.example',
  '"; DROP TABLE',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</p></td></table><a href="javascript:alert(1)">here</a>',
  '" onmouseover="alert(1)',
  '&lt;b&gt; & &amp;',
  '\u202egnp.exe\u202c',
  '\u2067שלום\u2069',
  'مرحبا',
  '\u0000\u0007\u001b[31m',
  '\ud83d',
  '👩‍👩‍👧‍👦',
  '\u2028\u2029\u0085',
  ';,\\:^"\'',
  '=?utf-8?B?PGI+?=',
  `${'long '.repeat(60)}`,
  'a\u0301'.repeat(200),
  '{{title}} %s',
];

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 20 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((pieces) => pieces.join(' '));

const attack = fc.record({
  title: hostile,
  organizer: hostile,
  guest: hostile,
  reason: hostile,
  description: hostile,
  location: hostile,
  occasion: fc.constantFrom('invited', 'moved', 'cancelled', 'left', 'reminder', 'follow_up', 'removed' as const),
});

type Attack = typeof attack extends fc.Arbitrary<infer T> ? T : never;

function attacked({ title, organizer, guest, reason, description, location, occasion }: Attack) {
  return noticeOf(occasion, {
    about: {
      title,
      description,
      location,
      attendees: [...MEETING.attendees.slice(0, 2), { kind: 'guest', email: 'john@acme.com', name: guest }],
    },
    recipient: { ...JOHN, kind: 'guest', email: 'john@acme.com', name: guest },
    organizerName: organizer,
    details: { reason, by: 'john@acme.com', people: [guest] },
  });
}

/** What would turn the text around it, or end its line. */
const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066\u2067\u2028\u2029]/u;
const OURS = 'a b body br div doctype h1 h2 head html meta p span style table td title tr'.split(' ');

describe('hostile text', () => {
  let server: MailServer;
  let channel: MailChannel;

  beforeAll(async () => {
    server = await startMailServer();
    channel = createMailChannel({ ...SENDER, url: server.url, clock: () => NOW });
  });
  afterAll(async () => {
    channel.close();
    await server.close();
  });

  it('adds no header, no address and no line to what a mail server takes', async () => {
    await fc.assert(
      fc.asyncProperty(attack, async (given) => {
        await channel.deliver(attacked(given), new AbortController().signal);
        const mail = server.received.at(-1);
        expect(mail?.subject).not.toMatch(UNSAFE);
        expect((mail?.to as AddressObject | undefined)?.value.map(({ address }) => address)).toEqual(['john@acme.com']);
        expect(mail?.from?.value.map(({ address }) => address)).toEqual(['parley@parley.example']);
        expect(mail?.replyTo?.value.map(({ address }) => address)).toEqual(['ada@parley.example']);
        expect([mail?.bcc, mail?.cc]).toEqual([undefined, undefined]);
      }),
      { numRuns: times(40, 2_000) },
    );
  });

  it('adds nobody and nothing to a calendar', () => {
    fc.assert(
      fc.property(attack, (given) => {
        const { ics } = composeMail(attacked(given), SENDER, NOW);
        if (!ics) return;
        const read = readCalendar(ics.content);
        const expected =
          given.occasion === 'removed'
            ? ['mailto:john@acme.com']
            : ['mailto:ada@parley.example', 'mailto:sarah@parley.example', 'mailto:john@acme.com'];
        expect(read.attendees().map(({ address }) => address)).toEqual(expected);
        expect(read.value('summary') ?? '').toBe(oneLine(given.title));
        expect(read.value('uid')).toBe('m1@parley');
        for (const line of ics.content.split('\r\n')) expect(line).not.toMatch(/[^\P{Cc}\t]/u);
      }),
      { numRuns: times(300, 20_000) },
    );
  });

  it('adds no markup to a mail, and no address to follow', () => {
    fc.assert(
      fc.property(attack, (given) => {
        const { html } = composeMail(attacked(given), SENDER, NOW);
        const tags = [...html.replace(/<!--.*?-->/gs, '').matchAll(/<[/!]?([a-z0-9]+)((?:[^>"]|"[^"]*")*)>/gi)];
        expect(tags.filter(([, name = '']) => !OURS.includes(name.toLowerCase()))).toEqual([]);
        for (const [, , attributes = ''] of tags) expect(attributes.replace(/"[^"]*"/g, '')).not.toMatch(/\bon\w+=/i);
        const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
        const known = ['https://meet.jit.si/parley-x', 'https://parley.example/m/k1.secret'];
        expect(addresses.filter((href) => !known.includes(href ?? ''))).toEqual([]);
      }),
      { numRuns: times(300, 20_000) },
    );
  });

  it('turns no sentence around in plain text', () => {
    fc.assert(
      fc.property(attack, (given) => {
        const { text } = composeMail(attacked(given), SENDER, NOW);
        const bare = text.replaceAll('\n', '').replaceAll('\t', '');
        expect(bare).not.toMatch(UNSAFE);
        expect(bare.match(/\u2068/g)?.length ?? 0).toBe(bare.match(/\u2069/g)?.length ?? 0);
        expect(text.isWellFormed()).toBe(true);
      }),
      { numRuns: times(300, 20_000) },
    );
  });
});

describe('text made safe', () => {
  it('is left alone where it is harmless', () => {
    for (const text of ['Demo', 'Jour fixe: Köln & Ōsaka', '👩‍👩‍👧‍👦 family', 'O’Brien "Bob"']) {
      expect(oneLine(text)).toBe(text);
      expect(within(text)).toBe(text);
    }
    expect(severalLines('One\r\n\r\n\r\n\r\nTwo\n\tthree')).toBe('One\n\nTwo\n\tthree');
  });

  it('is cut between characters as people see them', () => {
    expect(shortened('abcdef', 4)).toBe('abc…');
    expect(shortened('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 15)).toBe('👩‍👩‍👧‍👦…');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, max) => {
        const cut = shortened(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });

  it('stands apart where it is written from right to left', () => {
    expect(within('שלום')).toBe('\u2068שלום\u2069');
  });

  it('links to the web alone', () => {
    expect(webAddress('https://meet.jit.si/x')).toBe('https://meet.jit.si/x');
    for (const url of ['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'no address', undefined]) {
      expect(webAddress(url)).toBeUndefined();
    }
  });
});
