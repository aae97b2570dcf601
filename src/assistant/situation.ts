// The situation: what every model knows before it reads a word of the user. The same function fills it for the bot
// and for `npm run interpret`.
import type { User, WeeklyHours } from '../domain/accounts/accounts.ts';
import type { UserActor } from '../domain/actor.ts';
import { type Attendee, type ListedMeeting, type Meetings, OPEN_STATES } from '../domain/meetings/meetings.ts';
import type { People, Person } from '../domain/people/people.ts';
import type { Recalled } from './turn.ts';

export interface SituationMeeting {
  /** The meeting's id, or the `ref` given to `interpret`. */
  readonly id: string;
  readonly title: string;
  readonly start: Date;
  readonly durationMinutes: number;
  /** Everybody but the user: mail address, Slack id and name as far as known. */
  readonly attendees: readonly SituationPerson[];
  /** True when the user may move and cancel it. */
  readonly own: boolean;
}

export interface SituationPerson {
  readonly name?: string;
  readonly email?: string;
  readonly slackId?: string;
}

export interface SituationRequest {
  readonly id: string;
  readonly from: string;
  readonly title: string;
  readonly start: Date;
  readonly durationMinutes: number;
}

export interface SituationGoal {
  readonly id: string;
  readonly text: string;
}

export interface Situation {
  readonly now: Date;
  readonly zone: string;
  readonly locale: string;
  readonly hours: WeeklyHours;
  readonly defaultDurationMinutes: number;
  readonly phase?: 'goal_setting' | 'tracking';
  readonly user: SituationPerson;
  /** The user's next 20 meetings, soonest first, one that runs now included. */
  readonly meetings: readonly SituationMeeting[];
  readonly requests: readonly SituationRequest[];
  readonly goals: readonly SituationGoal[];
  /** People that the text may mean. */
  readonly people: readonly SituationPerson[];
}

const MEETINGS = 20;
const PEOPLE = 8;

/** Everything a situation is made of; what is left out is empty. The one way to make one. */
export function assembleSituation(
  parts: Pick<Situation, 'now' | 'zone' | 'hours' | 'user'> & Partial<Situation>,
): Situation {
  const meetings = [...(parts.meetings ?? [])].sort((a, b) => a.start.getTime() - b.start.getTime());
  return {
    locale: 'en-US',
    defaultDurationMinutes: 30,
    requests: [],
    goals: [],
    ...parts,
    meetings: meetings.slice(0, MEETINGS),
    people: (parts.people ?? []).slice(0, PEOPLE),
  };
}

interface Services {
  readonly meetings: Meetings;
  readonly people: People;
}

/** What stands in the database for this user now, and whom the text may mean. Storage errors pass through. */
export async function readSituation(
  { meetings, people }: Services,
  { actor, text, now }: { readonly actor: UserActor; readonly text: string; readonly now: Date },
): Promise<Pick<Recalled, 'meetings' | 'people'>> {
  const [ahead, meant] = await Promise.all([
    meetings.list(actor, { from: now, states: OPEN_STATES, limit: MEETINGS }),
    people.mentioned(actor, text, PEOPLE),
  ]);
  return { meetings: ahead, people: meant };
}

/** The situation of a user, from what was read for it. */
export function situationOf(of: {
  readonly actor: UserActor;
  readonly user: User;
  readonly recalled: Recalled;
  readonly meetings: Pick<Meetings, 'allowed'>;
}): Situation {
  const { user, recalled } = of;
  const { at: now, meetings, people } = recalled;
  return assembleSituation({
    now,
    zone: user.zone,
    locale: user.locale,
    hours: user.rules.weekly,
    defaultDurationMinutes: user.defaultDurationMinutes,
    user: { name: user.name, email: user.email, slackId: user.id },
    meetings: meetings.map((meeting) => toSituation(meeting, of)),
    people: people.map(ofPerson),
  });
}

function toSituation(
  meeting: ListedMeeting,
  { actor, user, meetings }: Parameters<typeof situationOf>[0],
): SituationMeeting {
  const others = meeting.attendees.filter((attendee) => attendee.kind !== 'user' || attendee.userId !== user.id);
  return {
    id: meeting.id,
    title: meeting.title,
    start: meeting.start,
    durationMinutes: Math.round((meeting.end.getTime() - meeting.start.getTime()) / 60_000),
    attendees: others.map(ofAttendee),
    own: meetings.allowed(actor, meeting).includes('update'),
  };
}

function ofAttendee(attendee: Attendee): SituationPerson {
  if (attendee.kind === 'user') return { name: attendee.name, email: attendee.email, slackId: attendee.userId };
  return { email: attendee.email, ...(attendee.name && { name: attendee.name }) };
}

function ofPerson(person: Person): SituationPerson {
  if (person.kind === 'user') return { name: person.user.name, email: person.user.email, slackId: person.user.id };
  return { email: person.email, ...(person.name && { name: person.name }) };
}
