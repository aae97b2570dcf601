// Judges a turn by its side effects: what stands in the database that was not there before, against what should.
import type { TurnResult, TurnStep } from '../../src/assistant/turn.ts';
import { nameWords, normalName } from '../../src/domain/accounts/accounts.ts';
import type { Attendee, ListedMeeting } from '../../src/domain/meetings/meetings.ts';
import { liveTools } from '../../src/tools/index.ts';
import { parseTime } from '../../src/tools/times.ts';
import type { Action, Item } from './items.ts';

/**
 * `right`: what stands is what should. `asked`: nothing was changed, and the answer is a question. `missed`: nothing was
 * changed, and nothing asked. `wrong`: something stands that should not, the worst of all.
 */
export type Verdict = 'right' | 'asked' | 'missed' | 'wrong';

export interface Standing {
  readonly meetings: ReadonlyMap<string, ListedMeeting>;
  readonly settings: string;
}

export interface Turn {
  readonly ids: ReadonlyMap<string, string>;
  readonly before: Standing;
  readonly after: Standing;
  readonly result: Pick<TurnResult, 'text' | 'clarification'>;
  readonly steps: readonly TurnStep[];
}

interface Call {
  readonly name: string;
  readonly given: Readonly<Record<string, unknown>>;
  /** The domain's reason for not doing it. */
  readonly refused?: string;
}

/** A meeting that is new or not what it was. */
interface Change {
  readonly before: ListedMeeting | undefined;
  readonly after: ListedMeeting;
}

const TALK = ['chat', 'refuse', 'clarify'];

/** Whether the tools that the expected answer needs run today. */
export function isLive({ answers }: Item): boolean {
  const names = new Set([...liveTools.map(({ name }) => name), ...TALK]);
  return (answers[0] ?? []).every(({ action }) => names.has(action));
}

export function judge(item: Item, turn: Turn): Verdict {
  const changes = changesOf(turn);
  const asked = turn.result.clarification !== undefined || turn.result.text.includes('?');
  const calls = callsOf(turn.steps);
  if (item.answers.some((actions) => isRight(actions, { item, turn, changes, calls, asked }))) return 'right';
  if (changes.length > 0 || turn.before.settings !== turn.after.settings) return 'wrong';
  return asked ? 'asked' : 'missed';
}

interface Seen {
  readonly item: Item;
  readonly turn: Turn;
  readonly changes: readonly Change[];
  readonly calls: readonly Call[];
  readonly asked: boolean;
}

function isRight(actions: readonly Action[], seen: Seen): boolean {
  if (seen.turn.before.settings !== seen.turn.after.settings) return false;
  const changes = [...seen.changes];
  for (const action of actions) {
    if (!isDone(action, seen, changes)) return false;
  }
  return changes.length === 0;
}

/** Takes the change that the action wants out of those that are left. */
function isDone(action: Action, seen: Seen, changes: Change[]): boolean {
  switch (action.action) {
    case 'chat':
    case 'refuse':
      return true;
    case 'clarify':
      return seen.asked;
    case 'check_availability':
    case 'list_meetings':
      return seen.calls.some((call) => reads(action, call));
    default: {
      const index = changes.findIndex((change) => fits(action, change, seen));
      if (index >= 0) return changes.splice(index, 1).length === 1;
      return seen.calls.some((call) => stopped(action, call, seen));
    }
  }
}

function fits(action: Action, { before, after }: Change, { turn, calls }: Seen): boolean {
  if (action.action === 'book_meeting') {
    return before === undefined && isStart(action, after) && isLength(action, after) && isBooking(action, after, calls);
  }
  if (!before || after.id !== turn.ids.get(action.meeting ?? '')) return false;
  if (action.action === 'cancel_meeting') return after.state === 'cancelled';
  if (action.action === 'complete_meeting') return after.state === 'completed';
  return (
    after.state !== 'cancelled' &&
    isStart({ start: action.start ?? before.start.toISOString() }, after) &&
    minutesOf(after) === (action.durationMinutes ?? minutesOf(before))
  );
}

function isBooking(action: Action, meeting: ListedMeeting, calls: readonly Call[]): boolean {
  const low = (text: string | undefined) => (text ?? '').toLowerCase();
  // Not every conference is connected: what was asked for is what counts.
  const wanted = calls.some(({ name, given }) => name === 'book_meeting' && given.conference === action.conference);
  return (
    samePeople([...action.attendees, ...action.people], meeting) &&
    action.title.every((word) => low(meeting.title).includes(word.toLowerCase())) &&
    low(meeting.location).includes(low(action.location)) &&
    (action.conference === undefined || wanted)
  );
}

/** Why the domain may not make a call that is right as such: what is taken, past or over is not the model's fault. */
const REASONS = ['conflict', 'past_time', 'nonexistent_time', 'invalid_transition', 'confirmation_needed'];

/** The right call, which the domain would not make. */
function stopped(action: Action, { name, given, refused }: Call, { item, turn }: Seen): boolean {
  if (refused === undefined || name !== action.action) return false;
  if (!REASONS.includes(refused)) return false;
  if (action.meeting !== undefined && given.meetingId !== turn.ids.get(action.meeting)) return false;
  if (action.start === undefined || typeof given.start !== 'string') return action.start === given.start;
  const zone = typeof given.timezone === 'string' ? given.timezone : item.line.zone;
  return parseTime(given.start, zone).getTime() === Date.parse(action.start);
}

const PARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  morning: { before: '12:00' },
  afternoon: { after: '12:00' },
  evening: { after: '17:00' },
};

function reads(action: Action, { name, given }: Call): boolean {
  if (name !== action.action) return false;
  const days = (of: Readonly<Record<string, unknown>>) => [of.date ?? of.from, of.date ?? of.to];
  if (days(action).join() !== days(given).join()) return false;
  if (name === 'list_meetings') return true;
  const bounds = (of: Readonly<Record<string, unknown>>) => {
    const { after, before } = { after: of.after, before: of.before, ...PARTS[String(of.partOfDay)] };
    // The end of the working day is where an open afternoon ends anyway.
    return [after, ['17:00', '18:00'].includes(String(before)) ? undefined : before].join();
  };
  return (
    bounds(action) === bounds(given) && (action.durationMinutes ?? given.durationMinutes) === given.durationMinutes
  );
}

function changesOf({ before, after }: Turn): Change[] {
  return [...after.meetings.values()].flatMap((meeting) => {
    const was = before.meetings.get(meeting.id);
    return was?.version === meeting.version && was.state === meeting.state ? [] : [{ before: was, after: meeting }];
  });
}

function callsOf(steps: readonly TurnStep[]): Call[] {
  const results = new Map(steps.flatMap((step) => (step.kind === 'result' ? [[step.callId, step.content]] : [])));
  return steps.flatMap((step) => {
    if (step.kind !== 'call') return [];
    const refused = JSON.parse(results.get(step.callId) ?? '{}').error?.code as string | undefined;
    return [{ name: step.name, given: readObject(step.arguments), ...(refused !== undefined && { refused }) }];
  });
}

function readObject(json: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(json) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

function isStart({ start }: Pick<Action, 'start'>, meeting: ListedMeeting): boolean {
  return start === undefined || meeting.start.getTime() === Date.parse(start);
}

function isLength({ durationMinutes }: Action, meeting: ListedMeeting): boolean {
  return durationMinutes === undefined || minutesOf(meeting) === durationMinutes;
}

function minutesOf({ start, end }: ListedMeeting): number {
  return (end.getTime() - start.getTime()) / 60_000;
}

/** The wanted people and nobody else, the user aside. */
function samePeople(wanted: readonly string[], { attendees, organizer }: ListedMeeting): boolean {
  const others = attendees.filter((one) => one.kind !== 'user' || one.userId !== organizer);
  return wanted.length === others.length && wanted.every((person) => others.some((one) => isPerson(one, person)));
}

/** By address, Slack id or name; a name that nobody has may begin the address. */
function isPerson(attendee: Attendee, person: string): boolean {
  const low = normalName(person);
  if (attendee.kind === 'user' && attendee.userId.toLowerCase() === low) return true;
  const names = nameWords(attendee.name ?? '', attendee.email);
  return attendee.email.toLowerCase() === low || low.split(' ').every((word) => names.includes(word));
}
