// What a reader can turn off from a mail.
import type { Notice } from './channel.ts';
import { webAddress } from './safe-text.ts';

/**
 * The address that turns off mails like this one. Guests cannot turn off the news of their meetings, so such a mail
 * offers them nothing: a button that leaves the same mails coming would be a lie.
 */
export function unsubscribeAddress(notice: Notice): string | undefined {
  const optional = notice.kind === 'reminder' || notice.kind === 'follow_up';
  if (notice.recipient.kind === 'guest' && !optional) return undefined;
  return webAddress(notice.unsubscribeUrl);
}
