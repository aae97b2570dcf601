// What an update asks for, worked out against the stored meeting: new time, people, room and words.
import { type Accounts, nameWords, normalName } from '../accounts/accounts.ts';
import type { Actor, UserActor } from '../actor.ts';
import { DomainError } from '../errors.ts';
import type { People } from '../people/people.ts';
import type { Clock } from '../time.ts';
import { attendeeOf, distinct, resolve } from './attendees.ts';
import type { Calendar } from './calendar.ts';
import { type Draft, tellOthers } from './changes.ts';
import { checkDuration, checkMeetingReminders, checkStart, checkText, MAX_LOCATION, MAX_TITLE } from './input.ts';
import { type Attendee, attendeeKey, type Meeting, usersOf } from './meeting.ts';
import type { Conferencing, Notice, UpdateMeeting } from './meetings.ts';

export interface UpdateDeps {
  readonly accounts: Accounts;
  readonly people: People;
  readonly calendar: Calendar;
  readonly conferencing: Conferencing;
  readonly clock: Clock;
}

interface PeopleAfter {
  readonly attendees: readonly Attendee[];
  readonly added: readonly Attendee[];
  readonly removed: readonly Attendee[];
}

/**
 * What an update makes of the stored meeting; null when it is so already. Throws `confirmation_needed` for colleagues
 * outside their hours, and what the checks of input and people throw.
 */
export async function draftUpdate(
  deps: UpdateDeps,
  actor: Actor,
  before: Meeting,
  wish: UpdateMeeting,
): Promise<Draft | null> {
  const { accounts, calendar, conferencing } = deps;
  const now = deps.clock();
  const start = wish.start ?? before.start;
  const minutes = wish.durationMinutes ?? (before.end.getTime() - before.start.getTime()) / 60_000;
  if (wish.durationMinutes !== undefined) checkDuration(minutes);
  const end = new Date(start.getTime() + minutes * 60_000);
  const moved = start.getTime() !== before.start.getTime();
  const timed = moved || end.getTime() !== before.end.getTime();
  if (moved) checkStart(start, now, before.zone);
  if (timed && end <= now) throw new DomainError('past_time', 'That would end in the past: name a longer duration.');
  if (actor.kind === 'guest') assertGuestMay(wish);
  const { attendees, added, removed } = await peopleAfter(deps.people, actor, before, wish);
  const room =
    wish.conference && wish.conference !== before.conference.kind ? conferencing.room(wish.conference) : null;
  const title = checkText('title', wish.title, MAX_TITLE) ?? before.title;
  const location = checkText('location', wish.location, MAX_LOCATION) ?? before.location;
  const reminders = { ...before.reminders, ...checkMeetingReminders(wish.reminders) };
  const reminded = JSON.stringify(reminders) !== JSON.stringify(before.reminders ?? {});
  const same =
    !timed &&
    title === before.title &&
    location === before.location &&
    !room &&
    added.length === 0 &&
    removed.length === 0;
  if (same && !reminded) return null;
  const fields: Partial<Meeting> = {
    start,
    end,
    title,
    attendees,
    // A new time has not been confirmed by anybody, and has not begun.
    ...(moved && before.state !== 'requested' && { state: 'scheduled' as const }),
    ...(location && { location }),
    ...(room && { conference: room.conference }),
    ...(reminded && { reminders }),
  };
  const next: Meeting = { ...before, ...fields };
  const notices: Notice[] = [];
  if (actor.kind === 'user' && (timed || added.length > 0)) {
    const users = await accounts.users(actor, usersOf(next));
    const concerned = timed
      ? users
      : users.filter((user) => added.some((one) => attendeeKey(one) === `user:${user.id}`));
    notices.push(...(await calendar.checkHours(actor, concerned, next, wish.confirmed ?? false)));
  }
  if (actor.kind === 'guest' && moved) await assertOffered(deps, actor, next);
  if (room?.replaced) notices.push('conference_replaced');
  const news = moved ? { previousStart: before.start } : {};
  const staying = attendees.filter((attendee) => !added.includes(attendee));
  return {
    fields,
    action: timed ? 'moved' : 'changed',
    notices,
    // When somebody is reminded is nobody else's news.
    effects: (version) =>
      same
        ? []
        : [
            ...tellOthers(actor, now, staying, moved ? 'moved' : 'changed', news)(version),
            ...tellOthers(actor, now, added, 'invited')(version),
            ...tellOthers(actor, now, removed, 'removed')(version),
          ],
  };
}

/** Throws `forbidden` for anything but another start. */
function assertGuestMay({ start: _start, asOf: _asOf, ...beyond }: UpdateMeeting): void {
  if (Object.values(beyond).every((value) => value === undefined)) return;
  throw new DomainError('forbidden', 'Guests may move or cancel a meeting, not change what it is or who comes.');
}

/** Throws `conflict` when the time is not, or no longer, one that guests are offered. */
async function assertOffered({ accounts, calendar }: UpdateDeps, actor: Actor, next: Meeting): Promise<void> {
  const range = { from: next.start, to: new Date(next.start.getTime() + 60_000), limit: 1 };
  const { slots } = await calendar.offered(accounts.users(actor, usersOf(next)), next, range);
  if (slots.length === 0) throw new DomainError('conflict', 'That time is no longer free: choose another.');
}

async function peopleAfter(people: People, actor: Actor, before: Meeting, wish: UpdateMeeting): Promise<PeopleAfter> {
  if (actor.kind !== 'user' || (!wish.addAttendees?.length && !wish.removeAttendees?.length)) {
    return { attendees: before.attendees, added: [], removed: [] };
  }
  const coming = await resolve(people, actor, wish.addAttendees ?? []);
  const gone = await keysOf(people, actor, before, wish.removeAttendees ?? []);
  if (gone.has(`user:${before.organizer}`)) {
    throw new DomainError('invalid_input', 'The organizer cannot be removed: cancel the meeting instead.');
  }
  const staying = before.attendees.filter((attendee) => !gone.has(attendeeKey(attendee)));
  const present = new Set(staying.map(attendeeKey));
  const added = distinct(coming.map(attendeeOf)).filter((attendee) => !present.has(attendeeKey(attendee)));
  const removed = before.attendees.filter((attendee) => gone.has(attendeeKey(attendee)));
  return { attendees: [...staying, ...added], added, removed };
}

/** Who is to go is meant among those who come; only where that is not clear does the directory decide. */
async function keysOf(
  people: People,
  actor: UserActor,
  meeting: Meeting,
  refs: readonly string[],
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  const unclear: string[] = [];
  for (const ref of refs) {
    const words = normalName(ref).split(' ');
    const named = meeting.attendees.filter(({ name, email }) => {
      const called = nameWords(name ?? '', email);
      return words.every((word) => called.includes(word));
    });
    const [only] = named;
    if (only && named.length === 1) keys.add(attendeeKey(only));
    else unclear.push(ref);
  }
  for (const person of await resolve(people, actor, unclear)) keys.add(attendeeKey(attendeeOf(person)));
  return keys;
}
