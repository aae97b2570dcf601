// What the conversation so far leaves open: the wish that still waits, what was offered, and what "it" means. Read from
// the messages alone; nothing else is kept.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import type { Message } from '../../model.ts';
import { type Day, wallOf } from '../calendar.ts';
import { type Call, changesData } from '../decide/decision.ts';
import { sketchOf } from '../recognise/recognise.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { clausesOf } from '../text/clauses.ts';
import { type Intent, intentOf, type Known } from '../wishes/intent.ts';
import { refine, withItems } from '../wishes/refine.ts';
import { type Outcome, outcomesOf } from './results.ts';

/** A wish that has not been granted yet. */
export interface Frame {
  readonly intent: Intent;
  readonly sketch: Sketch;
}

/** A time that was offered; the half that is missing is known from the frame. */
export interface Offer {
  readonly day?: Day;
  readonly minute?: number;
}

export interface Talk {
  readonly frame?: Frame | undefined;
  readonly subject?: SituationMeeting | undefined;
  /** Our last words, empty at the start. */
  readonly said: string;
  readonly offers: readonly Offer[];
  /** Meetings that our last words named, in their order. */
  readonly named: readonly SituationMeeting[];
  /** Meetings that a tool just showed, in its order. */
  readonly listed: readonly SituationMeeting[];
  /** Calls that wait for a confirmation. */
  readonly unconfirmed: readonly Call[];
}

const NOTHING: Talk = { said: '', offers: [], named: [], listed: [], unconfirmed: [] };
const REMEMBERED_TURNS = 6;
const FRAMED: readonly Intent[] = ['book', 'availability', 'move', 'cancel', 'complete', 'people', 'recurring'];
const DONE =
  /^(?:ok\W+|done\W+|sure\W+)?(?:booked|moved|updated|cancelled|completed|your .{1,60} is (?:booked|cancelled|moved))\b/i;

/** Without what others of the thread have said, and what was answered to them: their wishes are not the user's. */
function ownTurns(history: readonly Message[], userId: string | undefined): Message[] {
  let own = true;
  return history.filter((message) => {
    if (message.role === 'user') own = message.by === undefined || userId === undefined || message.by === userId;
    return own;
  });
}

export function talkOf(history: readonly Message[], situation: Situation): Talk {
  const turns = lastTurns(ownTurns(history, situation.user.slackId));
  const last = turns.at(-1);
  if (!last) return NOTHING;
  return {
    frame: frameOf(turns, situation),
    subject: subjectOf(turns, situation),
    said: last.said,
    offers: offersOf(last.said, last.outcomes, situation),
    named: namedIn(last.said, situation),
    listed: shownBy(last.outcomes, situation),
    unconfirmed: last.outcomes.flatMap(({ tool, arguments: given, result }) =>
      result?.ok === false && result.error.code === 'confirmation_needed' ? [{ tool, arguments: given }] : [],
    ),
  };
}

/** What the user wrote in a turn, as the grammar reads it. */
interface Reading {
  readonly sketch: Sketch;
  readonly clause: string;
  readonly intent: Intent;
}

function readingOf(text: string, situation: Situation): Reading {
  const sketch = sketchOf(text, situation);
  const [only, ...more] = clausesOf(sketch.text);
  const clause = only ?? '';
  return { sketch, clause, intent: more.length === 0 ? intentOf(clause, NOTHING_OPEN) : 'chat' };
}

const NOTHING_OPEN: Known = { requests: false, goals: false };

/**
 * The wish that still waits. Reading is what takes time, so it goes back only to the last turn that settled one, or to
 * the last wish that stands for itself: nothing before can matter.
 */
function frameOf(turns: readonly Turn[], situation: Situation): Frame | undefined {
  const open: { turn: Turn; reading: Reading }[] = [];
  for (const turn of turns.toReversed()) {
    if (isSettled(turn)) break;
    const reading = readingOf(turn.text, situation);
    open.unshift({ turn, reading });
    if (FRAMED.includes(reading.intent) && !ADDITION.test(turn.text.trim())) break;
  }
  let frame: Frame | undefined;
  for (const { turn, reading } of open) {
    const { sketch, clause, intent } = reading;
    const adds = frame !== undefined && ADDITION.test(turn.text.trim());
    if (FRAMED.includes(intent) && !adds) frame = { intent, sketch: sketch.part(clause) };
    else if (frame) frame = { intent: frame.intent, sketch: refine(frame, sketch) };
    frame = withTried(frame, turn.outcomes);
  }
  return frame;
}

function isSettled({ said, outcomes }: Turn): boolean {
  return (
    DONE.test(said) ||
    outcomes.some(({ tool, arguments: given, result }) => result?.ok && changesData({ tool, arguments: given }))
  );
}

/** A wall time in the user's zone, as the interpreter writes it. */
const WALL = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/;

/** A booking that was refused keeps the time at which it was tried: "the first one" stands for it no longer. */
function withTried(frame: Frame | undefined, outcomes: readonly Outcome[]): Frame | undefined {
  const tried = outcomes.find(({ tool, result }) => tool === 'book_meeting' && result?.ok === false);
  const start = tried?.arguments.start;
  if (!frame || /#[rs]\d/.test(frame.sketch.text)) return frame;
  const wall = typeof start === 'string' ? start.match(WALL) : null;
  if (!wall) return frame;
  const { day, minute } = wallOf(new Date(`${wall[0]}:00Z`), 'UTC');
  const sketch = withItems(frame, [
    { kind: 'd', from: day, to: day },
    { kind: 't', minute, sure: true },
  ]);
  return { intent: 'book', sketch };
}

/** "make it 4" adds to what waits, though it reads like a wish of its own. */
const ADDITION = /^(?:no,? |yes,? |ok,? |and |but |yes but )*(?:make (?:it|that)|instead|rather|then)\b|\bthen$/i;

interface Turn {
  readonly text: string;
  readonly said: string;
  readonly outcomes: readonly Outcome[];
}

function lastTurns(history: readonly Message[]): Turn[] {
  const starts = history.flatMap((message, index) => (message.role === 'user' ? [index] : [])).slice(-REMEMBERED_TURNS);
  return starts.map((start, index) => {
    const messages = history.slice(start, starts[index + 1] ?? history.length);
    const [first] = messages;
    const final = messages.findLast((message) => message.role === 'assistant' && message.text !== '');
    return {
      text: first?.role === 'user' ? first.text : '',
      said: final?.role === 'assistant' ? final.text : '',
      outcomes: outcomesOf(messages),
    };
  });
}

/** The meeting that was last spoken of: shown by a tool, or named by us. */
function subjectOf(turns: readonly Turn[], situation: Situation): SituationMeeting | undefined {
  for (const { said, outcomes } of turns.toReversed()) {
    const shown = shownBy(outcomes, situation);
    const [only] = shown.length > 0 ? shown : namedIn(said, situation);
    if (only) return shown.length > 1 || (shown.length === 0 && namedIn(said, situation).length > 1) ? undefined : only;
  }
  return undefined;
}

function shownBy(outcomes: readonly Outcome[], situation: Situation): SituationMeeting[] {
  const ids = outcomes.flatMap(({ result }) =>
    result?.ok
      ? [result.data.meeting, ...(result.data.meetings ?? [])].flatMap((meeting) => meeting?.meetingId ?? [])
      : [],
  );
  return [...new Set(ids)].flatMap((id) => situation.meetings.filter((meeting) => meeting.id === id));
}

/** Meetings whose titles stand in the text, in its order. Of one title, those whose time stands there too. */
function namedIn(said: string, situation: Situation): SituationMeeting[] {
  const low = said.toLowerCase();
  return situation.meetings
    .flatMap((meeting) => {
      const at = meeting.title === '' ? -1 : low.indexOf(meeting.title.toLowerCase());
      return at < 0 ? [] : [{ meeting, at }];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ meeting }) => meeting);
}

/** Times that we offered: by the results of the tools, or else by our own words. */
function offersOf(said: string, outcomes: readonly Outcome[], situation: Situation): Offer[] {
  const shown = outcomes.flatMap(({ result }) => {
    if (!result) return [];
    if (!result.ok) return result.error.alternatives ?? [];
    const { free = [], slots = [], nextFree = [] } = result.data;
    return free.length > 0 ? free : [...slots, ...nextFree];
  });
  if (shown.length > 0) return shown.map(({ start }) => wallOf(new Date(start), situation.zone));
  return offersIn(said, situation);
}

function offersIn(said: string, situation: Situation): Offer[] {
  const free = said.match(/\b(?:free|open|available|offer|how about|have)\b(?!.*\btaken\b)|\bshall i\b.*/i);
  const after = free && sketchOf(said.slice(free.index), situation);
  const sketch = after && /#[tr]\d/.test(after.text) ? after : sketchOf(said, situation);
  const offers: Offer[] = [];
  const whole = sketch.all('d').length === 1 ? sketch.all('d')[0] : undefined;
  let day: Day | undefined = whole?.from;
  for (const [, kind, index] of sketch.text.matchAll(/#([dtr])(\d+)/g)) {
    const date = kind === 'd' ? sketch.at('d', index) : undefined;
    if (date) day = date.from;
    const minute =
      kind === 't' ? sketch.at('t', index)?.minute : sketch.at('r', kind === 'r' ? index : undefined)?.from;
    if (minute !== undefined) offers.push(day === undefined ? { minute } : { day, minute });
  }
  const days = offers.length === 0 ? sketch.all('d') : [];
  return [...offers, ...days.filter(({ from, to }) => from === to).map(({ from }) => ({ day: from }))];
}
