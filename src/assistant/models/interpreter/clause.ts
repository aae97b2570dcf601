// Reads one clause after the other: its intent, what it wants, and whether that may be done without a question.
import type { Situation, SituationMeeting } from '../../situation.ts';
import { aboutMeeting, careful, proposed, putsStanding, retouched } from './about.ts';
import { wallOf } from './calendar.ts';
import { accounted } from './decide/account.ts';
import { BULK } from './decide/cancel-several.ts';
import { decide } from './decide/decide.ts';
import { ask, type Call, changesData, type Decision } from './decide/decision.ts';
import { namesGoal } from './decide/goals.ts';
import { isAboutMessages } from './decide/messages.ts';
import { intended } from './decide/phrase.ts';
import { namesNoRequest, namesPlaceOfRequest, OTHER_REQUESTS, requestsIn } from './decide/requests.ts';
import type { Sketch } from './recognise/sketch.ts';
import type { Talk } from './talk/talk.ts';
import { isOrder } from './text/clauses.ts';
import { aboutGoal } from './wishes/about-goal.ts';
import { aboutRequest } from './wishes/about-request.ts';
import { anchored } from './wishes/anchors.ts';
import { besideMeeting, besideThat } from './wishes/beside.ts';
import { chosenOnly, contrasted } from './wishes/contrasts.ts';
import { type Freed, freedBy, SAME_TIME, sameTime } from './wishes/freed.ts';
import { groupIn, isOfAll, isOnePlaced, ofGroup, pointsAtGroup } from './wishes/group.ts';
import { implied } from './wishes/implied.ts';
import { type Intent, intentOf, type Known, readIntent, withoutForbidden } from './wishes/intent.ts';
import { besideKept, keptIn, unknownKept } from './wishes/kept.ts';
import { bookedBy, moved } from './wishes/moved.ts';
import { namedMeeting } from './wishes/named.ts';
import { ASKS_OF_IT, ofSubject } from './wishes/of-subject.ts';
import { samePeople } from './wishes/same-people.ts';
import { type Opinion, opinionOf, rivalOf, settled } from './wishes/second-opinion.ts';
import { sentOn } from './wishes/sent-on.ts';
import { sparedIn } from './wishes/spared.ts';
import { fromDayToDay, fromOldToNew } from './wishes/stretches.ts';
import { mentioned, onlyNames, withThem } from './wishes/subject.ts';
import { isBeside, ORDERS, plainWish } from './wishes/told.ts';
import { withTold } from './wishes/told-before.ts';

/** What one clause was taken for. */
export interface Reading {
  readonly text: string;
  readonly intent: Intent;
  /** What the grammar and the intent model make of its words. */
  readonly opinion: Opinion;
  readonly decision: Decision;
  /** The meeting that it names, the first of several. */
  readonly meeting: SituationMeeting | undefined;
  /** It may only be told; the decision asks. */
  readonly doubtful: boolean;
  /** The clauses before it were read with it: they say what it is about. */
  readonly whole: boolean;
}

/** Reads the clauses in order: a later one may mean by "it" what an earlier one named. */
export function readClauses(
  clauses: readonly string[],
  sketch: Sketch,
  has: Known,
  talk: Talk,
  situation: Situation,
): Reading[] {
  let named: SituationMeeting | undefined;
  const subject = () => named ?? talk.subject;
  const answered = new Set<unknown>();
  let freed: Freed | undefined;
  let told: readonly SituationMeeting[] = [];
  // Those of the conversation take time to find, so only where words point at them.
  const group = () => (told.length > 0 ? told : shownIn(talk));
  const calls: Call[] = [];
  const kept: SituationMeeting[] = [];
  return clauses.map((whole, index) => {
    const wanted = withTold(plainWish(whole, has), clauses.slice(0, index));
    const asked = freedBy(freed, sketch, wanted, situation);
    const them =
      besideKept(sketch, asked, [...kept, ...keptIn(clauses[index + 1] ?? '', sketch, situation)], situation) ??
      (pointsAtGroup(asked) ? ofGroup(sketch, asked, { group: group(), spoken: named }, situation) : undefined);
    named = them?.one ?? named;
    const { text: written, meetings } = sparedIn(sketch, them?.text ?? asked, situation);
    kept.push(...keptIn(asked, sketch, situation));
    // "clear thursday, but leave the 1:1"
    const after = BULK.test(asked) ? clauses.slice(index + 1) : [];
    const spared = [...meetings, ...after.flatMap((later) => keptIn(later, sketch, situation))];
    const unclear = unknownKept(after, sketch, situation);
    const among = them?.among ?? situation.meetings;
    const ground = {
      ...situation,
      meetings: among.filter((meeting) => !spared.includes(meeting)),
      requests: requestsLeft(asked, clauses.slice(index + 1), sketch, answered, situation),
    };
    const then = { ...ground, meetings: moved(calls, ground) };
    // "remind me an hour before the demo" gives no time by the demo.
    const clause = isAboutMessages(written)
      ? written
      : fromOldToNew(
          sketch,
          contrasted(
            sentOn(
              sketch,
              fromDayToDay(
                sketch,
                besideMeeting(
                  sketch,
                  anchored(sketch, samePeople(sketch, calls.length > 0 ? besideThat(written) : written, ground), then),
                  then,
                  () => bookedBy(calls, situation.zone) ?? subject(),
                ),
                ground,
              ),
              ground,
            ),
          ),
          ground,
        );
    const said = withoutForbidden(clause);
    // "don't cancel the review, I need it on friday"
    if (said !== clause) named = namedMeeting(sketch, clause, ground) ?? named;
    const text = chosenOnly(said);
    const several = clauses.length > 1 ? groupIn(sketch, clause, situation) : [];
    const next = clauses[index + 1] ?? '';
    const answering =
      has.requests && !ANSWERS_IT.test(next) && aboutRequest('unknown', clause, sketch, ground) === 'respond';
    const aside =
      clauses.length > 1 &&
      !answering &&
      (isBeside(clause, has) ||
        (has.requests && ANSWERS_IT.test(next) && intentOf(clause, has) !== 'respond') ||
        (isOffToday(clause, has) &&
          clauses.some(
            (other) => other !== whole && isOrder(other) && /#[a-z]\d|\b(?:all|everything|the|my|our)\b/i.test(other),
          )) ||
        (several.length > 0 && isOfAll(next) && !ORDERS.test(clause)) ||
        onlyNames(clause, clauses[index + 1], sketch, ground) !== undefined);
    const bare = clauses.length > 1 && !/#[a-z]\d/.test(clause) && !ORDERS.test(clause);
    const opinion = opinionOf(clause, has, sketch, ground);
    const read = aside ? 'unknown' : implied(settled(opinion), text, sketch);
    const pointed = ofSubject(text, subject, named !== undefined);
    const plain = bare && read === 'book' ? 'unknown' : read;
    const open = aside ? plain : aboutRequest(plain, text, sketch, ground);
    const intent = pointed ?? aboutGoal(open, clause, sketch, ground);
    const dayless =
      !/#[ds]\d/.test(text) &&
      (intent === 'cancel'
        ? BULK.test(text) || (index > 0 && isOnePlaced(text))
        : index > 0 && (lacksDay(intent, text) || (intent === 'list' && THAT_DAY.test(text))));
    const shared = dayless ? onlyDay(sketch, named, situation) : '';
    const nameless =
      (intent === 'respond' &&
        answered.size === 0 &&
        !OTHER_REQUESTS.test(text) &&
        namesNoRequest(sketch, text, ground)) ||
      (intent === 'goal' && AS_GOAL.test(text)) ||
      (intent === 'update_goal' && !namesGoal(sketch.words(text), ground));
    const before = nameless ? `${clauses.slice(0, index).join(', ')} ` : '';
    const wish = {
      intent,
      sketch,
      text: intent === 'chat' ? clause : `${before}${inPlace(freed, intent, text)}${shared}`,
      // Looking at the conversation takes time, and what only looks means no meeting by "it".
      subject:
        (LOOKS.includes(intent) && !ASKS_OF_IT.test(text)) || (intent === 'book' && !SAME_TIME.test(text))
          ? named
          : subject(),
      spoken: named,
    };
    const about = aside
      ? undefined
      : (retouched(wish, ground) ??
        aboutMeeting(wish, inPlace(freed, intent, clause), ground) ??
        proposed(wish, ground));
    const decided = about?.decision ?? careful(decide(sameTime(wish, ground), ground), wish, clause, ground);
    const weighed = index > 0 ? text.replace(/\binstead\b/gi, ' ') : text;
    const done = about?.intent ?? intent;
    const decision = undisputed(
      sparing(accounted(decided, done, weighed, sketch, ground), unclear && sketch.words(unclear), ground),
      pointed || about?.plain || putsStanding(sketch, clause, ground) ? undefined : rivalOf(opinion, done),
      ground,
    );
    if (decision.kind === 'act')
      for (const { arguments: given } of decision.calls) if (given.requestId) answered.add(given.requestId);
    const meeting =
      mentioned(clause, text, sketch, decision, ground) ?? (aside ? withThem(clause, sketch, ground) : undefined);
    named = meeting ?? named;
    if (several.length > 0) told = several;
    if (meeting && givesUp(decision)) freed = meeting;
    freed = declinedIn(decision, ground) ?? freed;
    if (decision.kind === 'act') calls.push(...decision.calls);
    const doubtful = about?.doubtful === true;
    return { text: clause, intent, opinion, decision, meeting: meeting ?? several[0], doubtful, whole: nameless };
  });
}

/** Those that a clause may answer: "the others" are none of those answered or named, "the second" is counted among all. */
function requestsLeft(
  clause: string,
  later: readonly string[],
  sketch: Sketch,
  answered: ReadonlySet<unknown>,
  situation: Situation,
): Situation['requests'] {
  const { requests } = situation;
  if (requests.length === 0 || namesPlaceOfRequest(clause)) return requests;
  const left = requests.filter(({ id }) => !answered.has(id));
  if (!OTHER_REQUESTS.test(clause)) return left;
  const named = later.flatMap((one) => (OTHER_REQUESTS.test(one) ? [] : requestsIn(sketch, one, situation)));
  return left.filter((request) => !named.includes(request));
}

/** "cancel the demo and book Ana at 3 instead": beside what was given up it says no more. */
const inPlace = (freed: Freed | undefined, intent: Intent, text: string): string =>
  freed && intent === 'book' && /#[trs]\d/.test(text) ? text.replace(/,? *\binstead\b(?! of)/gi, '') : text;

const LOOKS: readonly Intent[] = ['list', 'availability', 'chat', 'settings', 'goal', 'list_goals'];

/** The meetings that we have just shown or named, where nothing is asked about them. */
function shownIn(talk: Talk): readonly SituationMeeting[] {
  if (talk.asks) return [];
  const { listed } = talk;
  if (listed.length > 1) return listed;
  const { named } = talk;
  return named.length > 1 ? named : [];
}

/** The only request that is turned down: its time stays free. */
function declinedIn(decision: Decision, { requests }: Situation): Freed | undefined {
  const [call, ...others] = decision.kind === 'act' ? decision.calls : [];
  return call?.arguments.accept === false && others.length === 0
    ? requests.find(({ id }) => id === call.arguments.requestId)
    : undefined;
}

/** Whether the time of its meeting becomes free. */
const givesUp = (decision: Decision): boolean =>
  decision.kind === 'act' &&
  decision.calls.some(({ tool, arguments: given }) => tool === 'cancel_meeting' || given.start !== undefined);

/** "don't book anything for friday, just tell me what's there". */
const THAT_DAY = /\b(?:what's|what is|what i have|anything|what do i have)\b.*\b(?:there|then|that day)\b/i;

/** "cancel lunch tomorrow and book tim at 12:30 instead": on the day that the message is about. */
const lacksDay = (intent: Intent, text: string) => intent === 'book' && /#[tr]\d/.test(text);

/** "I'm off tomorrow, so bump everything": why, where something is asked for beside it. */
const isOffToday = (clause: string, has: Known): boolean => readIntent(clause, has).cue === 'days off';

/** "Sneha's request is fine, accept it": the answer comes behind. */
const ANSWERS_IT = /\b(?:accept|approve|confirm|decline|reject|turn|say (?:yes|no) to) (?:it|that|this)\b/i;
/** "…, put that down as a goal": what was said before. */
const AS_GOAL =
  /^(?:(?:please|can you|could you|and|so)\b[ ,]*)*(?:make|set|add|track|note|save|put|write|jot) (?:that|it|this)\b/i;
/** "i'm sick today, cancel everything": the only day that the message names. */
function onlyDay(sketch: Sketch, spoken: SituationMeeting | undefined, { zone }: Situation): string {
  const [day, ...others] = new Set(sketch.text.match(/#d\d+/g));
  if (day === undefined && spoken && /\binstead\b/i.test(sketch.text)) {
    const at = wallOf(spoken.start, zone).day;
    return ` #d${sketch.items.push({ item: { kind: 'd', from: at, to: at }, source: '' }) - 1}`;
  }
  return day === undefined || others.length > 0 ? '' : ` ${day}`;
}

/** A change that the other reading would not make is asked about, and the question names both. */
function undisputed(decision: Decision, rival: string | undefined, situation: Situation): Decision {
  if (rival === undefined || decision.kind !== 'act' || !decision.calls.some(changesData)) return decision;
  return ask(
    `Shall I ${intended(decision.calls, situation)}, or do you want me to ${rival}?`,
    ['confirm', 'text', 'meeting', 'time'],
    [buttonOf(decision.calls), RIVALS[rival] ?? 'no'],
  );
}

/** What is to stay must be known before so much goes. */
function sparing(decision: Decision, kept: string | undefined, situation: Situation): Decision {
  if (kept === undefined || decision.kind !== 'act' || !decision.calls.some(changesData)) return decision;
  return ask(`Which one is that: "${kept}"? Without it I would ${intended(decision.calls, situation)}.`, [
    'meeting',
    'confirm',
  ]);
}

/** The button that does what was read. */
function buttonOf([call]: readonly Call[]): string {
  if (call?.tool === 'book_meeting') return 'book a new meeting';
  if (call?.tool === 'cancel_meeting') return 'cancel it';
  return call?.arguments.start ? 'move it' : 'yes';
}

/** The button that does what the other reading would. */
const RIVALS: Readonly<Record<string, string>> = {
  'book a new meeting': 'book a new meeting',
  'change one that stands': 'move it',
  'cancel one': 'cancel it',
};
