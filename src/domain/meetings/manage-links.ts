// Manage links: how a guest comes to one meeting without an account. One an attendee and meeting, the same in every mail.
import type { GuestActor } from '../actor.ts';
import type { Links } from '../links.ts';
import type { Meeting } from './meeting.ts';

/** A month: long enough to look up what was, short enough to be gone with the meeting. */
const KEPT_MS = 31 * 24 * 60 * 60_000;

export interface ManageLinks {
  /** The guest's token for this meeting, good until a month after its end. */
  tokenFor(meeting: Pick<Meeting, 'tenant' | 'id' | 'end'>, email: string): Promise<string>;
  /** The guest whose link this is; null for a token that opens nothing (any more). */
  open(token: string, requestId: string): Promise<GuestActor | null>;
  /** Whether the guest has been given a link that has not been taken back. */
  exists(meeting: Pick<Meeting, 'tenant' | 'id'>, email: string): Promise<boolean>;
  /** Takes the guest's link back; the next mail to them carries another. */
  revoke(meeting: Pick<Meeting, 'tenant' | 'id'>, email: string): Promise<void>;
}

function nameOf(meeting: Pick<Meeting, 'tenant' | 'id'>, email: string) {
  return { tenant: meeting.tenant, purpose: 'manage', subject: `${meeting.id}/${email}` } as const;
}

export function createManageLinks(links: Links): ManageLinks {
  return {
    tokenFor: (meeting, email) => links.tokenFor(nameOf(meeting, email), new Date(meeting.end.getTime() + KEPT_MS)),

    async open(token, requestId) {
      const link = await links.open('manage', token);
      if (!link) return null;
      const [meetingId = '', ...email] = link.subject.split('/');
      return {
        kind: 'guest',
        tenant: link.tenant,
        meetingId,
        email: email.join('/'),
        origin: 'booking_page',
        requestId,
      };
    },

    exists: (meeting, email) => links.exists(nameOf(meeting, email)),

    revoke: (meeting, email) => links.revoke(nameOf(meeting, email)),
  };
}
