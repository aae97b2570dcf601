import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ICAL from 'ical.js';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tenantId } from '../../src/domain/actor.ts';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import { DeliveryError, type MeetingNotice } from '../../src/notifications/channel.ts';
import { createMailChannel, type MailChannel } from '../../src/notifications/mail.ts';
import { composeMail } from '../../src/notifications/mail-message.ts';

const NOW = new Date('2026-01-07T15:12:00Z');
const tenant = tenantId('local');

const meeting: Meeting = {
  tenant,
  id: 'm1',
  title: 'Demo',
  organizer: 'U1',
  hosts: ['U1'],
  attendees: [
    { kind: 'user', userId: 'U1', name: 'Ada Park', email: 'ada@parley.example' },
    { kind: 'guest', email: 'john@acme.com', name: 'John' },
  ],
  start: new Date('2026-01-08T19:00:00Z'),
  end: new Date('2026-01-08T19:30:00Z'),
  zone: 'America/New_York',
  state: 'scheduled',
  conference: { kind: 'jitsi', joinUrl: 'https://meet.jit.si/parley-x' },
  version: 1,
  audit: [],
  effects: [],
  createdAt: NOW,
  updatedAt: NOW,
};

const READER = { zone: 'America/New_York', locale: 'en-US', language: 'en' } as const;

function notice(change: Partial<MeetingNotice> = {}, about: Partial<Meeting> = {}): MeetingNotice {
  return {
    tenant,
    kind: 'confirmation',
    occasion: 'invited',
    meeting: { ...meeting, ...about },
    recipient: { kind: 'guest', email: 'john@acme.com', name: 'John', ...READER },
    organizerName: 'Ada Park',
    organizerEmail: 'ada@parley.example',
    details: {},
    deliveryId: 'd1',
    ...change,
  };
}

function eventOf(ics: string): { calendar: ICAL.Component; event: ICAL.Event } {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const component = calendar.getFirstSubcomponent('vevent');
  if (!component) throw new Error('no event');
  return { calendar, event: new ICAL.Event(component) };
}

describe('a mail to a guest', () => {
  it('says weekday, date, time and zone, who comes and where to join', () => {
    const mail = composeMail(notice(), 'Parley <p@parley.example>', NOW);
    expect(mail.subject).toBe('Invitation: Demo');
    expect(mail.text).toContain('Ada Park invites you to Demo.');
    expect(mail.text).toMatch(/When: {2}Thu.*Jan.* 8.*2026.*2:00.*2:30.*PM.*EST/);
    expect(mail.text).toContain('Ada Park, John');
    expect(mail.text).toContain('https://meet.jit.si/parley-x');
  });

  it('carries an invitation with the meeting’s instants, its version and its people', () => {
    const mail = composeMail(notice({}, { version: 3 }), 'p@parley.example', NOW);
    const { calendar, event } = eventOf(mail.ics?.content ?? '');
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(event.uid).toBe('m1@parley');
    expect(event.sequence).toBe(3);
    expect(event.startDate.toJSDate()).toEqual(meeting.start);
    expect(event.endDate.toJSDate()).toEqual(meeting.end);
    expect(event.attendees.map((attendee) => attendee.getFirstValue())).toEqual([
      'MAILTO:ada@parley.example',
      'MAILTO:john@acme.com',
    ]);
  });

  it('cancels in the calendar too, and offers no link any more', () => {
    const mail = composeMail(notice({ occasion: 'cancelled', details: { reason: 'Budget' } }), 'p@x.example', NOW);
    expect(mail.text).toContain('Demo is cancelled. Reason: Budget');
    expect(mail.text).not.toContain('meet.jit.si');
    const { calendar, event } = eventOf(mail.ics?.content ?? '');
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect(event.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  it('keeps a hostile title out of headers and calendar properties', () => {
    const title = 'Demo\r\nBcc: all@acme.com\r\nATTENDEE:mailto:eve@evil.example';
    const mail = composeMail(notice({}, { title }), 'p@x.example', NOW);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    const { event } = eventOf(mail.ics?.content ?? '');
    expect(event.attendees).toHaveLength(2);
    expect(event.summary).toContain('ATTENDEE:mailto:eve@evil.example');
  });

  it('is refused for a colleague', () => {
    const recipient = { kind: 'colleague', userId: 'U1', name: 'Tim', email: 'tim@parley.example', ...READER } as const;
    expect(() => composeMail(notice({ recipient }), 'p@x.example', NOW)).toThrow(DeliveryError);
  });
});

describe('mail over SMTP', () => {
  let server: SMTPServer;
  let channel: MailChannel;
  let received: ParsedMail[];
  let refuse: { code: number; text: string } | undefined;

  beforeEach(async () => {
    received = [];
    refuse = undefined;
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo(_address, _session, callback) {
        callback(refuse ? Object.assign(new Error(refuse.text), { responseCode: refuse.code }) : null);
      },
      onData(stream, _session, callback) {
        simpleParser(stream).then((mail) => {
          received.push(mail);
          callback();
        }, callback);
      },
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const { port } = server.server.address() as AddressInfo;
    channel = createMailChannel({
      url: `smtp://127.0.0.1:${port}`,
      from: 'Parley <parley@parley.example>',
      clock: () => NOW,
    });
  });
  afterEach(async () => {
    channel.close();
    await new Promise<void>((resolve) => server.close(resolve));
  });

  it('arrives as written, with the invitation attached', async () => {
    await channel.deliver(notice(), new AbortController().signal);
    const [mail] = received;
    expect(mail?.subject).toBe('Invitation: Demo');
    expect((mail?.to as AddressObject | undefined)?.text).toBe('john@acme.com');
    expect(mail?.replyTo?.text).toBe('ada@parley.example');
    expect(mail?.messageId).toBe('<d1@parley>');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.attachments.some((part) => part.contentType === 'application/ics')).toBe(true);
  });

  it('tells a final refusal from one worth another try', async () => {
    const signal = new AbortController().signal;
    refuse = { code: 550, text: 'No such user' };
    await expect(channel.deliver(notice(), signal)).rejects.toMatchObject({ permanent: true });
    refuse = { code: 451, text: 'Try later' };
    await expect(channel.deliver(notice(), signal)).rejects.toMatchObject({ permanent: false });
    expect(received).toEqual([]);
  });

  it('calls an absent server worth another try', async () => {
    const nowhere = createMailChannel({ url: 'smtp://127.0.0.1:1', from: 'p@parley.example', clock: () => NOW });
    await expect(nowhere.deliver(notice(), new AbortController().signal)).rejects.toMatchObject({ permanent: false });
    nowhere.close();
  });
});
