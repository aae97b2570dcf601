// The private pages of guests: which of them are open, as whoever manages the meeting sees them, and closing one that has
// come into the wrong hands.
import type { GuestActor, UserActor } from '../actor.ts';
import type { AuditEntry } from '../audit.ts';
import { DomainError } from '../errors.ts';
import type { Clock } from '../time.ts';
import { manages } from './attendees.ts';
import { audit } from './changes.ts';
import type { ManageLinks } from './manage-links.ts';
import type { Attendee } from './meeting.ts';
import type { ListedMeeting, Meetings } from './meetings.ts';
import type { MeetingStore } from './store.ts';

export interface GuestPage {
  readonly meeting: ListedMeeting;
  readonly guest: Extract<Attendee, { kind: 'guest' }>;
}

export interface GuestPages {
  /** The open pages of meetings ahead that the actor organizes or hosts, the soonest meeting first, at most `limit`. */
  open(actor: UserActor, limit: number): Promise<GuestPage[]>;
  /**
   * Closes a guest's page; one that is not open stays so. `forbidden` for who only attends and for the pages of other
   * guests, `not_found` for meetings of others, `stale` while the meeting is being changed again and again.
   */
  close(actor: UserActor | GuestActor, meetingId: string, email: string): Promise<void>;
}

/** How often the audit is written anew when somebody else changed the meeting meanwhile. */
const MAX_TRIES = 5;

export function createGuestPages(deps: {
  readonly meetings: Pick<Meetings, 'get' | 'list'>;
  readonly store: Pick<MeetingStore, 'get' | 'replace'>;
  readonly links: Pick<ManageLinks, 'exists' | 'revoke'>;
  readonly clock: Clock;
}): GuestPages {
  const { meetings, store, links, clock } = deps;

  /** No calendar shows it, so it raises no version. */
  async function record(actor: UserActor | GuestActor, meetingId: string, email: string): Promise<void> {
    for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
      const before = await store.get(actor.tenant, meetingId);
      if (!before) return;
      const entry: AuditEntry = {
        ...audit(actor, 'page_closed', clock(), before, before),
        changes: { page: { from: `guest:${email}`, to: null } },
      };
      const next = { ...before, audit: [...before.audit, entry], revision: before.revision + 1 };
      if ((await store.replace(next, before)).kind === 'written') return;
    }
    const id = meetingId;
    throw new DomainError('stale', 'The meeting is being changed by somebody else right now: try again.', { id });
  }

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
      if (actor.kind === 'guest' ? actor.email !== email : !manages(actor, meeting)) {
        throw new DomainError('forbidden', `Only the organizer may close pages of guests of "${meeting.title}".`);
      }
      if (!(await links.exists(meeting, email))) return;
      // First: a page that is recorded as closed and is not can be closed again; one that was closed without a record
      // would stay without.
      await record(actor, meetingId, email);
      await links.revoke(meeting, email);
    },
  };
}
