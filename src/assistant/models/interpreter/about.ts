// What a clause says of a meeting that stands: a change of it, a question about it, or that it is off; and what it only
// proposes. Only a plain wish acts: a thought is asked about.
import type { Situation, SituationMeeting } from '../../situation.ts';
import { wallOf } from './calendar.ts';
import { BULK } from './decide/cancel-several.ts';
import { decide } from './decide/decide.ts';
import { ask, type Call, changesData, type Decision, type Wish } from './decide/decision.ts';
import { intended } from './decide/phrase.ts';
import { retouch } from './decide/retouch.ts';
import type { Sketch } from './recognise/sketch.ts';
import type { Intent } from './wishes/intent.ts';
import { isReported, moodOf } from './wishes/mood.ts';
import { isOff, moveOrBook, namedMeeting, type Retold, retold, withoutTitle } from './wishes/named.ts';
import { ASKS_OF_IT } from './wishes/of-subject.ts';
import { findMeetings } from './wishes/resolve.ts';
import { aims } from './wishes/roles.ts';
import { putElsewhere } from './wishes/sent-on.ts';
import { definiteMeeting } from './wishes/subject.ts';

export interface About {
  readonly intent: Intent;
  readonly decision: Decision;
  /** It may only have been told: a later clause that acts on the meeting settles it. */
  readonly doubtful?: boolean;
  /** Its words leave no other reading. */
  readonly plain?: boolean;
}

const OF_MEETINGS: readonly Intent[] = ['book', 'move', 'swap', 'people', 'list', 'cancel', 'availability', 'unknown'];

/** Who comes, the place, the title: what else a meeting that stands may be given. */
export function retouched(wish: Wish, situation: Situation): About | undefined {
  const found = OF_MEETINGS.includes(wish.intent) ? retouch(wish, situation) : undefined;
  return found && { intent: 'people', plain: true, ...found };
}

/** A clause about a meeting that it names or describes, as a change of that meeting or a question about it. */
export function aboutMeeting(wish: Wish, clause: string, situation: Situation): About | undefined {
  const named = namedMeeting(wish.sketch, clause, situation);
  if (named && wish.intent === 'settings' && /\bbuffers?\b/i.test(clause))
    return {
      intent: 'unknown',
      decision: ask('Shall I book a time of your own there, and when should it start?', ['time', 'text']),
    };
  const asked = ASKS_OF_IT.test(clause) ? (named ?? wish.subject) : undefined;
  if (asked)
    return { intent: 'list', decision: decide(onItsDay({ ...wish, intent: 'list' }, asked, situation), situation) };
  const put = wish.intent === 'book' ? putElsewhere(wish.sketch, clause, situation) : undefined;
  if (put) return { intent: 'move', decision: moveOrBook(put, situation), doubtful: true };
  const told = retold(wish.intent, clause);
  if (!told) return undefined;
  // A description fits a meeting that is still to be booked as well; only a plain wish is about the one that stands.
  const plain = told.intent === 'cancel' || (told.intent === 'move' && !told.doubtful);
  const meeting =
    named ??
    (plain ? definiteMeeting(wish.sketch, clause, situation) : undefined) ??
    (told.intent === 'cancel' ? onlyFitting(wish.sketch, clause, situation) : undefined);
  if (!meeting)
    return isOff(clause) || (told.intent === 'cancel' && BULK.test(clause)) ? calledOff(wish, situation) : undefined;
  const { intent } = told;
  if (intent === 'list')
    return { intent, decision: decide(onItsDay({ ...wish, intent }, meeting, situation), situation) };
  const pinned = { ...wish, intent, text: changeOf(wish, told, named), subject: meeting, pinned: named !== undefined };
  const decision = careful(decide(pinned, situation), pinned, clause, situation);
  if (!told.doubtful || decision.kind !== 'act')
    return { intent, decision, plain: intent === 'move' && putsStanding(wish.sketch, clause, situation) };
  const question = intent === 'move' ? moveOrBook(meeting, situation) : confirm(decision.calls, situation);
  return { intent, decision: question, doubtful: true };
}

/** "no standup today": the one of that name and day, "Gil and I don't need to meet wednesday": the one with him. */
function onlyFitting(sketch: Sketch, clause: string, situation: Situation): SituationMeeting | undefined {
  const { meetings, described, doubtful } = findMeetings(sketch, clause, situation);
  const [only, ...others] = meetings;
  return described && !doubtful && others.length === 0 && only?.own ? only : undefined;
}

/** "put the fitting at 3": no new one where one of that name stands. */
const PUTS_IT =
  /^(?:(?:please|pls|can you|could you|just|let's)\b[ ,]*)*(?:put|have|stick|pop|slot|place) (?:the|my|our|#[dp]\d+ ?'s) /i;

/** Whether a clause puts a meeting that stands somewhere, by its name. */
export const putsStanding = (sketch: Sketch, clause: string, situation: Situation): boolean =>
  PUTS_IT.test(clause) && namedMeeting(sketch, clause, situation) !== undefined;

/** "friday 3:30 is off": no booking, whatever it names. */
function calledOff(wish: Wish, situation: Situation): About {
  const decision = decide({ ...wish, intent: 'cancel' }, situation);
  return { intent: 'cancel', decision: decision.kind === 'act' ? confirm(decision.calls, situation) : decision };
}

/** A look at the day of a meeting, where it names none itself. */
function onItsDay(wish: Wish, meeting: SituationMeeting, { zone }: Situation): Wish {
  if (/#[ds]\d/.test(wish.text)) return wish;
  const { day } = wallOf(meeting.start, zone);
  const marker = `#d${wish.sketch.items.push({ item: { kind: 'd', from: day, to: day }, source: '' }) - 1}`;
  return { ...wish, text: `${wish.text.replace(/#[pt]\d+/g, ' ')} ${marker}` };
}

/** The words of a move without the title of its meeting, which would be read as what it is about. */
const changeOf = ({ sketch, text }: Wish, told: Retold, named: SituationMeeting | undefined): string =>
  named && told.intent === 'move' && !told.resized ? targetOf(withoutTitle(sketch, text, named)) : text;

/** "oil change thurs 8am": words, a day and a time, and nothing that says what to do with them. */
export function proposed(wish: Wish, situation: Situation): About | undefined {
  const { intent, sketch, text } = wish;
  const plain = intent === 'unknown' && /^(?!#)[^#?]{3,40}#/.test(text) && /#d\d/.test(text) && /#[tr]\d/.test(text);
  if (!plain || SENTENCE.test(text)) return undefined;
  const words = text
    .slice(0, text.indexOf('#'))
    .replace(/ (?:on|at|from|with)? *$/i, '')
    .trim();
  const titled = `"${sketch.words(words)}" ${text.slice(text.indexOf('#'))}`;
  const decision = decide({ ...wish, intent: 'book', sketch: sketch.part(titled), text: titled }, situation);
  if (decision.kind !== 'act' || PUT_IN.test(sketch.text)) return { intent: 'book', decision };
  const question = ask(
    `Shall I ${intended(decision.calls, situation)}?`,
    ['confirm', 'text', 'attendees'],
    ['yes', 'no'],
  );
  return { intent: 'book', decision: question };
}

/** "…, put it on my calendar". */
const PUT_IN = /\b(?:put|add|book|schedule|save) (?:it|this|that)\b/i;

/** A subject and its verb: something is told. */
const SENTENCE =
  /^(?:(?:and|but|so|hey|btw|oh)\b[ ,]*)*(?:am|do|does|did|can|could|should|would|i|you|we|they|he|she|it|my|our|the|this|that|there|his|her|their|#p\d+)\b|\b(?:is|are|was|were|will|has|have|had|lands?|leaves?|starts?|ends?|closes?|opens?|said|says)\b/i;

/** What is left of a clause without the title is where the meeting should go. */
function targetOf(text: string): string {
  const first = text.search(/#[dtrsub]\d/);
  return aims(text) || /same time/i.test(text) || first < 0 ? text : `to ${text.slice(first)}`;
}

/** Only a plain wish acts: a question is answered by looking, a thought by asking. */
export function careful(decision: Decision, wish: Wish, clause: string, situation: Situation): Decision {
  const mood = isReported(wish.sketch.text)
    ? 'hedged'
    : moodOf(clause, wish.intent === 'update_goal' || wish.intent === 'respond');
  if (mood === 'plain' || decision.kind === 'say') return decision;
  if (decision.kind === 'act' && !decision.calls.some(changesData)) return decision;
  if (mood === 'question')
    return decision.kind === 'act' || /#p|\b(?:cancel|book|move)/i.test(wish.text)
      ? decide({ ...wish, intent: 'list' }, situation)
      : decision;
  if (decision.kind === 'act') return confirm(decision.calls, situation);
  return {
    ...decision,
    clarification: {
      ...decision.clarification,
      missing: [...new Set([...decision.clarification.missing, 'confirm' as const])],
    },
  };
}

const confirm = (calls: readonly Call[], situation: Situation) =>
  ask(`Shall I ${intended(calls, situation)}?`, ['confirm', 'time', 'meeting'], ['yes', 'no']);
