// A notice as a mail: headers, HTML, plain text and the invitation. Knows no transport.
import { DeliveryError, type MeetingNotice, type Notice } from './channel.ts';
import { type IcsInvitation, invitation } from './ics.ts';
import { extraHeaders, type Mailbox, type Sender, sendersOf, type Thread, threadOf } from './mail-headers.ts';
import { renderHtml } from './mail-html.ts';
import { renderText } from './mail-text.ts';
import { messageOf } from './message.ts';
import { oneLine } from './safe-text.ts';
import { isReader } from './wording.ts';

export interface MailMessage extends Thread {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo?: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly ics?: IcsInvitation;
}

/** Throws a permanent `DeliveryError` for a Slack channel, which has no address. */
export function composeMail(notice: Notice, sender: Sender, stamp: Date): MailMessage {
  const { recipient } = notice;
  if (recipient.kind === 'channel') throw new DeliveryError('A Slack channel gets no mail.', { permanent: true });
  const message = messageOf(notice, sender.brand);
  const ics = notice.kind === 'weekly_agenda' ? undefined : icsOf(notice, stamp);
  return {
    ...sendersOf(notice, sender),
    ...threadOf(notice, sender),
    to: { address: recipient.email, ...(recipient.name && { name: oneLine(recipient.name, 100) }) },
    // Mail programs cut longer ones anyway.
    subject: oneLine(message.subject, 200),
    text: renderText(message),
    html: renderHtml(message, sender.brand),
    headers: extraHeaders(notice),
    ...(ics && { ics }),
  };
}

/** What changes a calendar comes with the change; a reminder changes nothing. */
function icsOf(notice: MeetingNotice, stamp: Date): IcsInvitation | undefined {
  const { meeting, occasion, recipient, alarms } = notice;
  if (occasion === 'reminder' || occasion === 'follow_up' || recipient.kind === 'channel') return undefined;
  const base = {
    meeting,
    organizer: { name: notice.organizerName, email: notice.organizerEmail },
    stamp,
    ...(alarms && { alarms }),
  };
  if (occasion === 'removed') return invitation({ ...base, method: 'CANCEL', only: recipient.email });
  if (occasion === 'cancelled') return invitation({ ...base, method: 'CANCEL' });
  // Nobody is invited to their own meeting: calendars refuse that, and take a published event.
  return invitation({ ...base, method: isReader(recipient, meeting.organizer) ? 'PUBLISH' : 'REQUEST' });
}
