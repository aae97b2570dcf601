// The private pages of guests, as whoever manages the meeting sees them: which of them are open, and closing one that has
// come into the wrong hands.
import type { UserActor } from '../actor.ts';
import { DomainError } from '../errors.ts';
import type { Clock } from '../time.ts';
import { manages } from './attendees.ts';
import type { ManageLinks } from './manage-links.ts';
import type { Attendee } from './meeting.ts';
import type { ListedMeeting, Meetings } from './meetings.ts';

export interface GuestPage {
  readonly meeting: ListedMeeting;
  readonly guest: Extract<Attendee, { kind: 'guest' }>;
}

export interface GuestPages {
  /** The open pages of meetings ahead that the actor organizes or hosts, the soonest meeting first, at most `limit`. */
  open(actor: UserActor, limit: number): Promise<GuestPage[]>;
  /** Closes a guest's page. `forbidden` for meetings that the actor only attends, `not_found` for those of others. */
  close(actor: UserActor, meetingId: string, email: string): Promise<void>;
}

export function createGuestPages(deps: {
  readonly meetings: Pick<Meetings, 'get' | 'list'>;
  readonly links: Pick<ManageLinks, 'exists' | 'revoke'>;
  readonly clock: Clock;
}): GuestPages {
  const { meetings, links, clock } = deps;
  return {
    async open(actor, limit) {
      const ahead = await meetings.list(actor, { from: clock() });
      const pages: GuestPage[] = [];
      for (const meeting of ahead.filter((one) => manages(actor, one))) {
        for (const guest of meeting.attendees) {
          if (guest.kind === 'guest' && (await links.exists(meeting, guest.email))) pages.push({ meeting, guest });
          if (pages.length === limit) return pages;
        }
      }
      return pages;
    },

    async close(actor, meetingId, email) {
      const meeting = await meetings.get(actor, meetingId);
      if (!manages(actor, meeting)) {
        throw new DomainError('forbidden', `Only the organizer may close pages of guests of "${meeting.title}".`);
      }
      await links.revoke(meeting, email);
    },
  };
}
