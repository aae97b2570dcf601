// Parley with a mail server of its own: what is typed in the playground arrives as mail, and follows what happens.
import type { ParsedMail } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../notifications/support/mail-server.ts';
import { ADA, visit } from '../support/playground.ts';
import { eventually, type Server, startServer } from '../support/server.ts';

describe('with a mail server', () => {
  let mails: MailServer;
  let server: Server;

  beforeAll(async () => {
    mails = await startMailServer({ authOptional: false, allowInsecureAuth: true });
    server = await startServer({
      SMTP_URL: mails.url.replace('//', '//parley:secret@'),
      MAIL_FROM: 'Acme meetings <meetings@acme.example>',
      BRAND_NAME: 'Acme',
      BRAND_COLOR: '#7c3aed',
      BOUNCE_ADDRESS: 'bounces@acme.example',
    });
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await mails?.close();
  });

  async function arrived(subject: RegExp): Promise<ParsedMail> {
    const found = () => mails.received.find((mail) => subject.test(mail.subject ?? ''));
    await eventually(`a mail ${subject}`, async () => found() !== undefined);
    return found() as ParsedMail;
  }

  it('invites the guest, and takes the invitation back on the same thread', async () => {
    const ada = await visit(server.url, ADA);
    await ada.say('book a 30 min demo with john@gmail.example tomorrow at 2pm');
    const invitation = await arrived(/^Invitation: Demo$/);
    expect(invitation.from?.text).toBe('"Ada Park via Acme" <meetings@acme.example>');
    expect(mails.senders[0]?.address).toBe('bounces@acme.example');
    expect(invitation.html).toContain('#7c3aed');
    expect(invitation.text).toMatch(new RegExp(`Change or cancel: http://localhost:${server.port}/m/\\S+\\n`));
    await ada.say('cancel the demo');
    const cancellation = await arrived(/^Cancelled: Demo$/);
    expect(cancellation.references).toBe(invitation.references);
    const calendars = [invitation, cancellation].map(({ attachments }) => attachments[0]?.content.toString() ?? '');
    expect(calendars.map((ics) => /METHOD:(\w+)/.exec(ics)?.[1])).toEqual(['REQUEST', 'CANCEL']);
    const uids = calendars.map((ics) => /UID:(\S+)/.exec(ics)?.[1]);
    expect(uids[1]).toBe(uids[0]);
    expect(calendars.map((ics) => Number(/SEQUENCE:(\d+)/.exec(ics)?.[1]))).toEqual([1, 2]);
    expect((await ada.read<unknown[]>('outbox')).length).toBe(0);
  });
});
