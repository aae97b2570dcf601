// A booking in the making: who comes, when and where, and what it brings. Whether the time is free is the store's to say.
import type { Accounts } from '../accounts/accounts.ts';
import type { UserActor } from '../actor.ts';
import type { People } from '../people/people.ts';
import type { Clock } from '../time.ts';
import { attendeeOf, distinct, resolve } from './attendees.ts';
import type { Calendar } from './calendar.ts';
import { audit, tellOthers } from './changes.ts';
import { noticesAhead, type Readers } from './clockwork.ts';
import {
  checkDuration,
  checkMeetingReminders,
  checkStart,
  checkText,
  defaultTitle,
  MAX_DESCRIPTION,
  MAX_LOCATION,
  MAX_TITLE,
} from './input.ts';
import type { Meeting } from './meeting.ts';
import type { BookMeeting, Conferencing, Notice } from './meetings.ts';
import { ownNews } from './own-news.ts';
import type { StoredMeeting } from './store.ts';
import { stored } from './stored.ts';

export interface BookingDeps {
  readonly accounts: Accounts;
  readonly people: People;
  readonly conferencing: Conferencing;
  readonly calendar: Calendar;
  readonly readersOf: Readers;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** The meeting as it would be stored under `key`, and what the actor should be told. Throws what cannot be booked. */
export async function draftBooking(
  deps: BookingDeps,
  actor: UserActor,
  wish: BookMeeting,
  key: string,
): Promise<{ meeting: StoredMeeting; notices: Notice[] }> {
  const { accounts, people, conferencing, calendar, readersOf, clock, newId } = deps;
  const now = clock();
  const minutes = checkDuration(wish.durationMinutes);
  const [self, invited] = await Promise.all([
    accounts.user(actor, actor.userId),
    resolve(people, actor, wish.attendees),
  ]);
  checkStart(wish.start, now, wish.zone ?? self.zone);
  const attendees = distinct([attendeeOf({ kind: 'user', user: self }), ...invited.map(attendeeOf)]);
  const others = attendees.slice(1);
  const room = conferencing.room(wish.conference ?? (others.length > 0 ? 'jitsi' : 'none'));
  const title = checkText('title', wish.title, MAX_TITLE) ?? defaultTitle(others);
  const description = checkText('description', wish.description, MAX_DESCRIPTION);
  const location = checkText('location', wish.location, MAX_LOCATION);
  const reminders = checkMeetingReminders(wish.reminders);
  const fields: Meeting = {
    tenant: actor.tenant,
    id: newId(),
    title,
    organizer: actor.userId,
    hosts: [actor.userId],
    attendees,
    start: wish.start,
    end: new Date(wish.start.getTime() + minutes * 60_000),
    zone: wish.zone ?? self.zone,
    state: 'scheduled',
    conference: room.conference,
    version: 1,
    audit: [],
    effects: [],
    createdAt: now,
    updatedAt: now,
    ...(description && { description }),
    ...(location && { location }),
    ...(reminders && { reminders }),
  };
  const users = [self, ...invited.flatMap((person) => (person.kind === 'user' ? [person.user] : []))];
  const [notices, readers] = await Promise.all([
    calendar.checkHours(actor, users, fields, wish.confirmed ?? false),
    readersOf(actor, fields, users),
  ]);
  if (room.replaced) notices.push('conference_replaced');
  const meeting = stored(
    {
      ...fields,
      audit: [audit(actor, 'booked', now, undefined, fields)],
      effects: [
        ...tellOthers(actor, now, attendees, 'invited')(1),
        ...ownNews(actor, 'booked', fields, undefined, readers, now),
      ],
    },
    [key],
    1,
    noticesAhead(fields, undefined, readers, now),
  );
  return { meeting, notices };
}
