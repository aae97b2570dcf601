// Mail over SMTP: what arrives, and what is made of servers that refuse, hang, vanish or ask for a password.
import type { AddressObject } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMailChannel, type MailChannel, type MailOptions } from '../../src/notifications/mail.ts';
import { type MailServer, startMailServer } from './support/mail-server.ts';
import { ADA, agendaNotice, MEETING, NOW, noticeOf, SARAH, SENDER } from './support/notices.ts';

const patience = () => new AbortController().signal;

describe('mail over SMTP', () => {
  let server: MailServer;
  const channels: MailChannel[] = [];

  function channelTo(url: string, change: Partial<MailOptions> = {}): MailChannel {
    const channel = createMailChannel({ ...SENDER, url, clock: () => NOW, ...change });
    channels.push(channel);
    return channel;
  }

  async function deliver(notice: Parameters<MailChannel['deliver']>[0], change: Partial<MailOptions> = {}) {
    await channelTo(server.url, change).deliver(notice, patience());
    const mail = server.received.at(-1);
    if (!mail) throw new Error('Nothing arrived.');
    return mail;
  }

  beforeEach(async () => {
    server = await startMailServer();
  });
  afterEach(async () => {
    for (const channel of channels.splice(0)) channel.close();
    await server.close();
  });

  it('arrives as written, from the organizer by way of Parley, with the invitation for every kind of program', async () => {
    const mail = await deliver(noticeOf('invited'));
    expect(mail.subject).toBe('Invitation: Demo');
    expect((mail.to as AddressObject | undefined)?.value).toEqual([{ address: 'john@acme.com', name: 'John' }]);
    expect(mail.from?.value).toEqual([{ address: 'parley@parley.example', name: 'Ada Park via Parley' }]);
    expect(mail.replyTo?.value).toEqual([{ address: 'ada@parley.example', name: 'Ada Park' }]);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.text).toContain('Ada Park invites you to Demo.');
    expect(mail.html).toContain('<h1');
    const parts = mail.attachments.map(({ contentType }) => contentType).sort();
    expect(parts).toEqual(['application/ics', 'text/calendar']);
    const calendar = mail.attachments.find(({ contentType }) => contentType === 'text/calendar');
    // Gmail and Outlook show their buttons by this parameter.
    expect(calendar?.headers.get('content-type')).toMatchObject({ params: { method: 'REQUEST', charset: 'utf-8' } });
    expect(mail.attachments.map(({ content }) => content.toString())).toEqual([
      expect.stringContaining('METHOD:REQUEST'),
      expect.stringContaining('METHOD:REQUEST'),
    ]);
  });

  it('has the same id at each attempt, and hangs with its meeting’s other mails on one thread a reader', async () => {
    const first = await deliver(noticeOf('invited'));
    const again = await deliver(noticeOf('invited'));
    const moved = await deliver(noticeOf('moved', { deliveryId: 'd2' }));
    const sarahs = await deliver(noticeOf('moved', { deliveryId: 'd3', recipient: SARAH }));
    expect(again.messageId).toBe(first.messageId);
    expect(first.messageId).toMatch(/^<[0-9a-f]{32}@parley\.example>$/);
    expect(moved.messageId).not.toBe(first.messageId);
    expect(moved.references).toBe(first.references);
    expect(moved.inReplyTo).toBe(first.references);
    expect(first.inReplyTo).toBeUndefined();
    expect(sarahs.references).not.toBe(first.references);
    const agenda = await deliver(agendaNotice(ADA, [MEETING]));
    expect([agenda.references, agenda.inReplyTo]).toEqual([undefined, undefined]);
  });

  it('is stopped by one click, where there is something to stop and the address is safe', async () => {
    const unsubscribeUrl = 'https://parley.example/u/k1.secret';
    const { headerLines } = await deliver(noticeOf('reminder', { unsubscribeUrl }));
    const lines = headerLines.map(({ line }) => line);
    expect(lines).toContain(`List-Unsubscribe: <${unsubscribeUrl}>`);
    expect(lines).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const plain = await deliver(noticeOf('reminder', { unsubscribeUrl: 'http://localhost:3000/u/x' }));
    expect(plain.headerLines.map(({ key }) => key)).toContain('list-unsubscribe');
    expect(plain.headerLines.map(({ key }) => key)).not.toContain('list-unsubscribe-post');
    const kept = await deliver(noticeOf('moved', { unsubscribeUrl, recipient: SARAH }));
    expect(kept.headerLines.map(({ key }) => key)).toContain('list-unsubscribe');
    // Guests hear of every change of their meetings.
    const none = await deliver(noticeOf('moved', { unsubscribeUrl }));
    expect(none.text).not.toContain(unsubscribeUrl);
    expect(none.headerLines.map(({ key }) => key).join()).not.toContain('unsubscribe');
  });

  it('has its bounces sent where they are read', async () => {
    await deliver(noticeOf('invited'), { bounceAddress: 'bounces@parley.example' });
    await deliver(noticeOf('invited'));
    expect(server.senders.map(({ address }) => address)).toEqual(['bounces@parley.example', 'parley@parley.example']);
    expect(server.senders[0]?.args).toMatchObject({ RET: 'HDRS' });
  });

  it.each([
    ['to', 550, true],
    ['to', 451, false],
    ['to', 421, false],
    ['data', 554, true],
    ['data', 452, false],
    // Said to the sender: an operator can set it right.
    ['from', 550, false],
    ['from', 530, false],
    ['to', 530, false],
  ] as const)('tells by stage and code whether to try again: %s %i', async (stage, code, permanent) => {
    server.refuse(stage, code);
    const channel = channelTo(server.url);
    await expect(channel.deliver(noticeOf('invited'), patience())).rejects.toMatchObject({
      name: 'DeliveryError',
      permanent,
    });
    expect(server.received).toEqual([]);
    server.refuse(stage, null);
    await channel.deliver(noticeOf('invited'), patience());
    expect(server.received).toHaveLength(1);
  });

  it('refuses for good an address that no server would take', async () => {
    const recipient = { ...SARAH, email: 'two words@parley example' };
    await expect(deliver(noticeOf('invited', { recipient }))).rejects.toMatchObject({ permanent: true });
  });

  it('calls an absent server worth another try', async () => {
    const nowhere = channelTo('smtp://127.0.0.1:1');
    await expect(nowhere.deliver(noticeOf('invited'), patience())).rejects.toMatchObject({ permanent: false });
  });

  it('breaks off what hangs when its time is over, and sends the next over another connection', async () => {
    const { reached } = server.hang('data');
    const channel = channelTo(server.url);
    const stop = new AbortController();
    const sending = channel.deliver(noticeOf('invited'), stop.signal);
    await reached;
    stop.abort();
    await expect(sending).rejects.toMatchObject({ permanent: false });
    const other = await startMailServer();
    await channelTo(other.url).deliver(noticeOf('invited'), patience());
    expect(other.received).toHaveLength(1);
    await other.close();
  });

  it('calls a connection that is cut within the message worth another try', async () => {
    const channel = channelTo(server.url);
    server.cutNext();
    await expect(channel.deliver(noticeOf('invited'), patience())).rejects.toMatchObject({ permanent: false });
    await channel.deliver(noticeOf('invited'), patience());
    expect(server.received).toHaveLength(1);
  });

  it('finishes what is being handed over when it is closed, and gives the rest back for another try', async () => {
    const handed = server.hang('data', 5);
    const channel = channelTo(server.url);
    const sending = Array.from({ length: 7 }, (_, index) =>
      channel.deliver(noticeOf('invited', { deliveryId: `d${index}` }), patience()).then(
        () => 'sent',
        (error: { permanent: boolean }) => error.permanent,
      ),
    );
    await handed.reached;
    channel.close();
    handed.release();
    const outcomes = await Promise.all(sending);
    expect(outcomes.toSorted()).toEqual([false, false, ...Array.from({ length: 5 }, () => 'sent')]);
    expect(server.received).toHaveLength(5);
  });

  it('goes on with a server that has started anew', async () => {
    const channel = channelTo(server.url);
    await channel.deliver(noticeOf('invited'), patience());
    await server.close();
    await expect(channel.deliver(noticeOf('invited'), patience())).rejects.toMatchObject({ permanent: false });
    server = await startMailServer({}, Number(new URL(server.url).port));
    await channel.deliver(noticeOf('invited'), patience());
    expect(server.received).toHaveLength(1);
  });

  it('sends many over few connections', async () => {
    const channel = channelTo(server.url);
    const notices = Array.from({ length: 40 }, (_, index) => noticeOf('invited', { deliveryId: `d${index}` }));
    await Promise.all(notices.map((notice) => channel.deliver(notice, patience())));
    expect(new Set(server.received.map(({ messageId }) => messageId)).size).toBe(40);
    expect(server.connections()).toBeLessThanOrEqual(5);
  });
});

describe('mail over a server that is careful', () => {
  async function attempt(server: MailServer, url: string) {
    const channel = createMailChannel({ ...SENDER, url, clock: () => NOW });
    try {
      await channel.deliver(noticeOf('invited'), patience());
      return server.received.length;
    } finally {
      channel.close();
      await server.close();
    }
  }

  it('goes by password', async () => {
    const server = await startMailServer({ authOptional: false, allowInsecureAuth: true });
    expect(await attempt(server, server.url.replace('//', '//parley:secret@'))).toBe(1);
  });

  it('is worth another try with a wrong password: that is not the reader’s fault', async () => {
    const server = await startMailServer({ authOptional: false, allowInsecureAuth: true });
    await expect(attempt(server, server.url.replace('//', '//parley:wrong@'))).rejects.toMatchObject({
      permanent: false,
    });
  });

  it('goes over TLS from the first byte, and by STARTTLS', async () => {
    const secure = await startMailServer({ secure: true });
    expect(await attempt(secure, `${secure.url}?tls.rejectUnauthorized=false`)).toBe(1);
    const upgraded = await startMailServer({ disabledCommands: ['AUTH'] });
    expect(await attempt(upgraded, `${upgraded.url}?requireTLS=true&tls.rejectUnauthorized=false`)).toBe(1);
  });

  it('does not go to a server whose certificate nobody vouches for', async () => {
    const secure = await startMailServer({ secure: true });
    await expect(attempt(secure, secure.url)).rejects.toMatchObject({ permanent: false });
  });
});
