// What the conversation so far leaves open: the wish that still waits, what was offered, and what "it" means. Read from
// the messages alone; nothing else is kept.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import type { Message } from '../../model.ts';
import { type Call, changesData } from '../decide/decision.ts';
import { once } from '../once.ts';
import { sketchOf } from '../recognise/recognise.ts';
import type { Item, Sketch } from '../recognise/sketch.ts';
import { isAside } from '../text/asides.ts';
import { clausesOf } from '../text/clauses.ts';
import { implied } from '../wishes/implied.ts';
import { type Intent, intentOf, type Known } from '../wishes/intent.ts';
import { refine, withItems } from '../wishes/refine.ts';
import { type Offer, offersOf } from './offers.ts';
import { type Outcome, outcomesOf, type ShownMeeting } from './results.ts';
import { intentAsked, meetingsNamed, type Said, saidOf } from './said.ts';
import { withTried } from './tried.ts';

/** A wish that has not been granted yet. */
export interface Frame {
  readonly intent: Intent;
  readonly sketch: Sketch;
}

export interface Talk {
  readonly frame?: Frame | undefined;
  readonly subject?: SituationMeeting | undefined;
  /** Our last words were about a change just made to the subject. */
  readonly fresh: boolean;
  /** What the user last wrote, empty at the start. */
  readonly asked: string;
  /** Our last words, empty at the start. */
  readonly said: string;
  /** They wait for an answer. */
  readonly asks: boolean;
  /** They wait for a yes to one thing that they propose. */
  readonly proposes: boolean;
  readonly offers: readonly Offer[];
  /** Meetings that our last words named, in their order. */
  readonly named: readonly SituationMeeting[];
  /** Meetings that a tool just showed, in its order. */
  readonly listed: readonly SituationMeeting[];
  /** The last change made, where nothing but looking has come since. */
  readonly last: Change | undefined;
  /** Calls that wait for a confirmation. */
  readonly unconfirmed: readonly Call[];
}

/** A change that was made: our words about it, the meeting, and how a tool showed it. */
export interface Change {
  readonly said: string;
  readonly subject: SituationMeeting | undefined;
  readonly shown: ShownMeeting | undefined;
}

const NOTHING: Talk = {
  fresh: false,
  asked: '',
  said: '',
  asks: false,
  proposes: false,
  offers: [],
  named: [],
  listed: [],
  last: undefined,
  unconfirmed: [],
};
const REMEMBERED_TURNS = 6;
const FRAMED: readonly Intent[] = ['book', 'availability', 'move', 'cancel', 'complete', 'people', 'recurring'];
/** Without what others of the thread have said, and what was answered to them: their wishes are not the user's. */
function ownTurns(history: readonly Message[], userId: string | undefined): Message[] {
  let own = true;
  return history.filter((message) => {
    if (message.role === 'user') own = message.by === undefined || userId === undefined || message.by === userId;
    return own;
  });
}

/** Each part is read from the conversation when it is asked for: a message that stands for itself needs none of it. */
export function talkOf(history: readonly Message[], situation: Situation): Talk {
  const turns = lastTurns(ownTurns(history, situation.user.slackId), situation);
  const last = turns.at(-1);
  if (!last) return NOTHING;
  const frame = once(() => frameOf(turns, situation));
  const subject = once(() => subjectOf(turns, situation));
  const offers = once(() => offersOf(last.said, last.outcomes, situation));
  const named = once(() => meetingsNamed(last.said, situation));
  return {
    asked: last.text,
    said: last.said.text,
    asks: last.said.asks,
    get fresh() {
      return isSettled(last);
    },
    get proposes() {
      return last.said.proposes;
    },
    get frame() {
      return frame();
    },
    get subject() {
      return subject();
    },
    get offers() {
      return offers();
    },
    get named() {
      return named();
    },
    get listed() {
      return shownBy(last.outcomes, situation);
    },
    get last() {
      return lastChange(turns, situation);
    },
    get unconfirmed() {
      return last.outcomes.flatMap(({ tool, arguments: given, result }) =>
        result?.ok === false && result.error.code === 'confirmation_needed' ? [{ tool, arguments: given }] : [],
      );
    },
  };
}

/** What the user wrote in a turn, as the grammar reads it. */
interface Reading {
  readonly sketch: Sketch;
  readonly clause: string;
  readonly intent: Intent;
}

/** What a question of ours may have taken for a wish: "when can I see Ines?", "which one shall I book?". */
const OPEN: readonly Intent[] = ['unknown', 'list', 'chat'];

/** The one wish of a message; where its words do not show it, what we asked in return does. */
function readingOf({ text, said }: Turn, situation: Situation): Reading {
  const sketch = sketchOf(text, situation);
  const read = clausesOf(sketch.text).map((clause) => ({
    sketch,
    clause,
    intent: implied(intentOf(clause, NOTHING_OPEN), clause, sketch),
  }));
  const proposed = said.proposes ? intentAsked(said) : undefined;
  if (proposed === 'cancel' && read.every(({ intent }) => intent !== 'cancel' && intent !== 'move'))
    return { sketch, clause: sketch.text, intent: proposed };
  const wishes = read.filter(({ intent, clause }) => FRAMED.includes(intent) && !isAside(clause));
  // "do I really need the standup? cancel it maybe", and we asked whether to cancel it.
  const meant = wishes.filter(({ intent }) => intent === proposed);
  const [wish, ...more] = meant.length === 1 ? meant : wishes;
  // "30 min with Raj thursday, when am I free": told first, then asked.
  const looks = wishes.some(({ intent }) => intent === 'availability');
  if (more.length > 0 && looks && wishes.every(({ intent }) => intent === 'availability' || intent === 'book'))
    return { sketch, clause: sketch.text, intent: 'availability' };
  if (wish) return more.length === 0 ? wish : { ...wish, intent: 'chat' };
  const open = read.every(({ intent }) => OPEN.includes(intent));
  const asked = open ? (intentAsked(said) ?? (offersTimes(said) ? 'availability' : undefined)) : undefined;
  return { sketch, clause: sketch.text, intent: asked ?? 'unknown' };
}

/** "Tomorrow you are free at 10 and 13:30": whatever was asked, it was a look at free time. */
const offersTimes = ({ text, done, sketch }: Said): boolean =>
  !done && /\b(?:free|available|open|could do|works?)\b/i.test(text) && /#[tr]\d/.test(sketch.text);

/** "meeting with dev tomorrow", and we asked at what time: a booking, whatever its words. */
function bookingAsked({ question }: Said, { sketch, intent }: Reading): Intent | undefined {
  const open = intent === 'unknown' && question && /#[pdu]\d/.test(sketch.text);
  return open && ASKS_HALF.test(question.text) ? 'book' : undefined;
}

/** What is asked of a wish that has the other half already. */
const ASKS_HALF = /\b(?:(?:what|which) (?:time|day|date)|when|how long|with whom?|who with)\b/i;
const NOTHING_OPEN: Known = { requests: false, goals: false };

/**
 * The wish that still waits. Reading is what takes time, so it goes back only to the last turn that settled one, or to
 * the last wish that stands for itself: nothing before can matter.
 */
function frameOf(turns: readonly Turn[], situation: Situation): Frame | undefined {
  const open: { turn: Turn; reading: Reading }[] = [];
  for (const turn of turns.toReversed()) {
    if (isSettled(turn)) break;
    const reading = readingOf(turn, situation);
    open.unshift({ turn, reading });
    if (FRAMED.includes(reading.intent) && !continues(turn, reading)) break;
  }
  let frame: Frame | undefined;
  for (const { turn, reading } of open) {
    const { sketch, clause } = reading;
    const intent = frame ? reading.intent : (bookingAsked(turn.said, reading) ?? reading.intent);
    const adds = frame !== undefined && continues(turn, reading);
    if (FRAMED.includes(intent) && !adds) frame = { intent, sketch: sketch.part(clause) };
    else if (frame) frame = { intent: frame.intent, sketch: refine(frame, sketch) };
    frame = withTried(frame && completed(frame, turn.said), turn.outcomes);
  }
  return frame;
}

function isSettled({ said, outcomes }: Turn): boolean {
  return said.done || outcomes.some(isChange);
}

function lastChange(turns: readonly Turn[], situation: Situation): Change | undefined {
  const at = turns.findLastIndex((turn) => isSettled(turn) || turn.said.asks);
  const turn = turns[at];
  if (!turn || !isSettled(turn)) return undefined;
  const shown = turn.outcomes.flatMap(({ result }) => (result?.ok ? (result.data.meeting ?? []) : [])).at(-1);
  return { said: turn.said.text, subject: subjectOf([turn], situation), shown };
}

const isChange = (outcome: Outcome) => changesData(outcome) && outcome.result?.ok === true;

/** A booking with what our question about it named: a yes agrees to just that. */
function completed(frame: Frame, { question, proposes }: Said): Frame {
  if (frame.intent !== 'book' || !question) return frame;
  // "Vendor demo is at 9:30-10:15. 10:30 and 11 are free. Which one?" names times that are none of the wish.
  const told = proposes ? (['d', 't', 'r', 'u'] as const) : (['d'] as const);
  const only = told.flatMap((kind) => {
    const items: readonly Item[] = question.all(kind);
    return items.length === 1 ? items : [];
  });
  const people = frame.sketch.all('p').length === 0 ? question.all('p') : [];
  return only.length + people.length === 0 ? frame : { ...frame, sketch: withItems(frame, [...only, ...people]) };
}

/** "make it 4" adds to what waits, though it reads like a wish of its own. */
const ADDITION = /^(?:no,? |yes,? |ok,? |and |but |yes but )*(?:make (?:it|that)|instead|rather|then)\b|\bthen$/i;

/** "none of these work, what about monday?", "whenever he has time": still about the wish that waits. */
const GOES_ON =
  /^(?:(?:no|hm+|ok(?:ay)?|well|sorry|neither|none(?: of (?:them|these|those))?(?: (?:works?|suits?|fits?)(?: for me)?)?)\b[ ,.]*)*(?:(?:what|how) about|(?:any|some)thing|whenever|any ?time|whatever)\b/i;

const continues = ({ text }: Turn, { intent }: Reading): boolean =>
  ADDITION.test(text.trim()) || (intent === 'availability' && GOES_ON.test(text.trim()));

interface Turn {
  readonly text: string;
  readonly said: Said;
  readonly outcomes: readonly Outcome[];
}

function lastTurns(history: readonly Message[], situation: Situation): Turn[] {
  const starts = history.flatMap((message, index) => (message.role === 'user' ? [index] : [])).slice(-REMEMBERED_TURNS);
  return starts.map((start, index) => {
    const messages = history.slice(start, starts[index + 1] ?? history.length);
    const [first] = messages;
    const final = messages.findLast((message) => message.role === 'assistant' && message.text !== '');
    const said = once(() => saidOf(final?.role === 'assistant' ? final.text : '', situation));
    const outcomes = once(() => outcomesOf(messages));
    return {
      text: first?.role === 'user' ? first.text : '',
      get said() {
        return said();
      },
      get outcomes() {
        return outcomes();
      },
    };
  });
}

/** The meeting that was last spoken of: shown by a tool, or named by us. */
function subjectOf(turns: readonly Turn[], situation: Situation): SituationMeeting | undefined {
  for (const { said, outcomes } of turns.toReversed()) {
    const shown = shownBy(outcomes, situation);
    const [only, ...others] = shown.length > 0 ? shown : meetingsNamed(said, situation);
    if (only) return others.length > 0 ? undefined : only;
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
