// Decisions that change who comes to a meeting that stands, where it is, what it is called or how it is held.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { reference, samePerson } from '../recognise/people.ts';
import { leftOutIn, type Retouch, retouchIn } from '../wishes/retouched.ts';
import { theMeeting } from './changes.ts';
import { type Arguments, act, ask, type Decision, type Wish } from './decision.ts';
import { label } from './phrase.ts';

export interface Retouched {
  readonly decision: Decision;
  /** It may only have been told: a later clause that acts on the meeting settles it. */
  readonly doubtful: boolean;
}

/** Undefined where the clause changes nothing of that kind, or names no meeting that stands. */
export function retouch(wish: Wish, situation: Situation): Retouched | undefined {
  if (situation.meetings.length === 0) return undefined;
  const doubt = leftOutOrOff(wish, situation);
  if (doubt) return { decision: doubt, doubtful: false };
  const found = leftOut(wish) ?? retouchIn(wish.text);
  if (!found) return undefined;
  const which = theMeeting({ ...wish, text: found.which }, situation, 'change');
  if ('question' in which)
    return wish.subject || DEFINITE.test(found.which) ? { decision: which.question, doubtful: false } : undefined;
  const { meeting } = which;
  const given = found.exchange ? exchanged(found.exchange, meeting, wish) : changes(found, wish);
  if (!given)
    return {
      decision: ask(`Who leaves ${meeting.title}, and who comes instead?`, ['attendees', 'confirm']),
      doubtful: false,
    };
  const decision = act('update_meeting', { meetingId: meeting.id, ...given });
  return found.doubtful
    ? {
        decision: ask(`Shall I take them off ${meeting.title}?`, ['confirm', 'attendees'], ['yes', 'no']),
        doubtful: true,
      }
    : { decision, doubtful: false };
}

/** "drop Lena", of a meeting to which others come, too. */
function leftOutOrOff({ sketch, text, spoken }: Wish, situation: Situation): Decision | undefined {
  const people = sketch.all('p', leftOutIn(text) ?? '');
  if (spoken || people.length === 0) return undefined;
  const [only, ...more] = situation.meetings.filter(({ attendees }) =>
    people.every(({ person }) => attendees.some((attendee) => samePerson(attendee, person))),
  );
  if (!only || more.length > 0 || only.attendees.length <= people.length) return undefined;
  return ask(
    `Shall I take them off ${label(only, situation)}, or cancel it?`,
    ['confirm', 'meeting', 'attendees'],
    ['take them off', 'cancel it'],
  );
}

/** "…, drop her": of the meeting just spoken of, if she comes to it. */
function leftOut({ sketch, text, spoken }: Wish): Retouch | undefined {
  const words = leftOutIn(text);
  const people = sketch.all('p', words ?? '');
  const comes = people.every(({ person }) => spoken?.attendees.some((attendee) => samePerson(attendee, person)));
  return words && comes ? { which: 'it', remove: words } : undefined;
}

/** "the 2pm", "tomorrow's call": said of one that stands, so that another is not booked for it. */
const DEFINITE = /^(?:the|my|our|that|this) (?:#d\d+(?: 's)? )?#t\d|'s /i;

function changes({ add, remove, location, title, conference }: Retouch, { sketch }: Wish): Arguments {
  const people = (words: string) => sketch.all('p', words).map(({ person }) => reference(person));
  return {
    ...(add ? { addAttendees: people(add) } : {}),
    ...(remove ? { removeAttendees: people(remove) } : {}),
    ...(location ? { location: sketch.words(location) } : {}),
    ...(title ? { title: sketch.words(title) } : {}),
    ...(conference ? { conference } : {}),
  };
}

/** "swap A for B": whoever of the two comes already leaves. */
function exchanged(pair: readonly [string, string], { attendees }: SituationMeeting, { sketch }: Wish) {
  const [first, second] = pair.map((words) => sketch.all('p', words)[0]?.person);
  if (!first || !second) return undefined;
  const [comesA, comesB] = [first, second].map((one) => attendees.some((attendee) => samePerson(attendee, one)));
  if (comesA === comesB) return undefined;
  const [leaves, comes] = comesA ? [first, second] : [second, first];
  return { addAttendees: [reference(comes)], removeAttendees: [reference(leaves)] };
}
