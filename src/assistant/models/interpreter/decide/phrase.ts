// Meetings and intended calls in words, for questions.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { clockWords, dayWords, parseDay, wallOf } from '../calendar.ts';
import type { Call } from './decision.ts';

/** `Demo, Thu, Jan 8 at 2 PM`, on the user's wall. */
export function label(meeting: SituationMeeting, situation: Situation): string {
  const at = wallOf(meeting.start, situation.zone);
  return `${meeting.title}, ${dayWords(at.day, todayOf(situation))} at ${clockWords(at.minute)}`;
}

const todayOf = ({ now, zone }: Situation) => wallOf(now, zone).day;

/** `Thu, Jan 8 at 2 PM` of `2026-01-08T14:00`. */
function wallWords(wall: unknown, situation: Situation): string {
  const [, hours, minutes] = /T(\d{2}):(\d{2})/.exec(String(wall)) ?? [];
  return `${dayWords(parseDay(String(wall)), todayOf(situation))} at ${clockWords(Number(hours) * 60 + Number(minutes))}`;
}

/** What the calls would do: `book lunch with tim on Thu, Jan 8 at 12 PM`. */
export function intended(calls: readonly Call[], situation: Situation): string {
  return calls.map((call) => one(call, situation)).join(', and ');
}

function one({ tool, arguments: given }: Call, situation: Situation): string {
  const meeting = situation.meetings.find(({ id }) => id === given.meetingId);
  const name = meeting ? label(meeting, situation) : 'it';
  switch (tool) {
    case 'book_meeting': {
      const people =
        Array.isArray(given.attendees) && given.attendees.length > 0 ? ` with ${given.attendees.join(', ')}` : '';
      return `book ${typeof given.title === 'string' ? given.title : 'a meeting'}${people} on ${wallWords(given.start, situation)}`;
    }
    case 'update_meeting':
      return given.start ? `move ${name} to ${wallWords(given.start, situation)}` : `change ${name}`;
    case 'cancel_meeting':
      return `cancel ${name}`;
    case 'complete_meeting':
      return `mark ${name} as completed`;
    case 'respond_to_request': {
      const request = situation.requests.find(({ id }) => id === given.requestId);
      const what = request ? `${request.title} from ${request.from}` : 'the request';
      return `${given.accept === true ? 'accept' : 'decline'} ${what}`;
    }
    case 'set_goal':
      return `set the goal "${String(given.title)}"`;
    case 'update_goal':
      return `change the goal "${situation.goals.find(({ id }) => id === given.goalId)?.text ?? ''}"`;
    case 'setup_recurring_meetings':
      return `set up coaching every ${String(given.intervalDays)} days`;
    default:
      return 'do that';
  }
}
