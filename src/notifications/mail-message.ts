// A notice as a mail: headers, plain text and the invitation. Knows no transport.
import { DeliveryError, type MeetingNotice, type Notice } from './channel.ts';
import { type IcsInvitation, invitation } from './ics.ts';
import { peopleText, whenText, wordingOf } from './wording.ts';

export interface MailMessage {
  readonly from: string;
  readonly to: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly text: string;
  /** The same for each attempt at this delivery, so that a duplicate can be recognised. */
  readonly messageId: string;
  readonly ics?: IcsInvitation;
}

/** No header may hold a line break (header injection), and mail programs cut long subjects anyway. */
function headerText(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 200);
}

function bodyOf(notice: MeetingNotice): string {
  const { meeting } = notice;
  const over = notice.occasion === 'cancelled' || notice.occasion === 'removed';
  const lines = [
    notice.recipient.kind === 'guest' && notice.recipient.name ? `Hello ${notice.recipient.name},` : 'Hello,',
    '',
    wordingOf(notice).lead,
    '',
    `When:  ${whenText(notice)}`,
    `Who:   ${peopleText(meeting)}`,
  ];
  if (meeting.location) lines.push(`Where: ${meeting.location}`);
  if (meeting.conference.joinUrl && !over) lines.push(`Join:  ${meeting.conference.joinUrl}`);
  if (meeting.description && !over) lines.push('', meeting.description);
  if (notice.manageUrl) lines.push('', `Move or cancel it: ${notice.manageUrl}`);
  lines.push(
    '',
    `To change anything else, answer this mail: it goes to ${notice.organizerName} (${notice.organizerEmail}).`,
  );
  return `${lines.join('\n')}\n`;
}

/** `from` is the configured sender. Throws a permanent `DeliveryError` for a colleague: they are reached in Slack. */
export function composeMail(notice: Notice, from: string, stamp: Date): MailMessage {
  if (notice.kind === 'weekly_agenda') throw new DeliveryError('Agendas go by Slack.', { permanent: true });
  const cancels = notice.occasion === 'cancelled' || notice.occasion === 'removed';
  const { recipient } = notice;
  if (recipient.kind !== 'guest') throw new DeliveryError('Mail goes to guests only.', { permanent: true });
  return {
    from,
    to: recipient.email,
    replyTo: notice.organizerEmail,
    subject: headerText(wordingOf(notice).headline),
    text: bodyOf(notice),
    messageId: `<${notice.deliveryId.replace(/[^\w.-]+/g, '.')}@parley>`,
    ics: invitation({
      meeting: notice.meeting,
      method: cancels ? 'CANCEL' : 'REQUEST',
      organizer: { name: notice.organizerName, email: notice.organizerEmail },
      stamp,
    }),
  };
}
