// Who comes: references become attendees, and who of them may see and manage the meeting.
import type { Actor, UserActor } from '../actor.ts';
import { DomainError } from '../errors.ts';
import type { People, Person } from '../people/people.ts';
import { type Attendee, attendeeKey, type ListedMeeting, type Meeting, usersOf } from './meeting.ts';

export function attendeeOf(person: Person): Attendee {
  if (person.kind === 'user') {
    return { kind: 'user', userId: person.user.id, name: person.user.name, email: person.user.email };
  }
  return { kind: 'guest', email: person.email, ...(person.name && { name: person.name }) };
}

/** Throws `unknown_person` or `ambiguous_person` for the first reference that is not one person who can come. */
export async function resolve(people: People, actor: UserActor, refs: readonly string[]): Promise<Person[]> {
  const resolutions = await people.resolve(actor, refs);
  return resolutions.map((resolution) => {
    if (resolution.kind === 'found') return present(resolution.person);
    if (resolution.kind === 'unknown') {
      throw new DomainError(
        'unknown_person',
        `Nobody here is called "${resolution.ref}": give a mail address, or mention the person with @.`,
        { ref: resolution.ref },
      );
    }
    const candidates = resolution.candidates.map((person) =>
      person.kind === 'user'
        ? { name: person.user.name, email: person.user.email, slackId: person.user.id }
        : { name: person.name ?? person.email, email: person.email },
    );
    throw new DomainError(
      'ambiguous_person',
      `"${resolution.ref}" may be ${candidates.map(({ name, email }) => `${name} (${email})`).join(' or ')}: which one?`,
      { ref: resolution.ref, candidates },
    );
  });
}

/** Throws `invalid_input` for somebody who was a colleague until their account was deactivated. */
function present(person: Person): Person {
  if (person.kind === 'guest' || person.user.active !== false) return person;
  const { name, email } = person.user;
  throw new DomainError(
    'invalid_input',
    `${name} is no longer in this workspace: leave them out, or give another mail address of theirs.`,
    { ref: email },
  );
}

/** The first of each who is named twice. */
export function distinct(attendees: readonly Attendee[]): Attendee[] {
  return [...new Map(attendees.map((attendee) => [attendeeKey(attendee), attendee])).values()];
}

/** Whether the meeting exists for the actor at all. */
export function participates(actor: Actor, meeting: Meeting): boolean {
  if (actor.kind === 'job') return true;
  if (actor.kind === 'guest') {
    return (
      actor.meetingId === meeting.id && meeting.attendees.some((one) => attendeeKey(one) === `guest:${actor.email}`)
    );
  }
  return actor.role === 'admin' || manages(actor, meeting) || usersOf(meeting).includes(actor.userId);
}

/** Organizer, hosts and Parley's own jobs. */
export function manages(actor: Actor, meeting: ListedMeeting): boolean {
  if (actor.kind === 'job') return true;
  return actor.kind === 'user' && (meeting.organizer === actor.userId || meeting.hosts.includes(actor.userId));
}
