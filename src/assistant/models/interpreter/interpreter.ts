// The built-in interpreter: a grammar in stages behind the same Model interface as any LLM, without any network.
import type { Situation } from '../../situation.ts';
import type { Model, ModelReply, ModelRequest } from '../model.ts';
import { type Reading, readClauses } from './clause.ts';
import { accounted } from './decide/account.ts';
import { withAllAddressed } from './decide/addressed.ts';
import { decide } from './decide/decide.ts';
import { actAll, ask, changesData, type Decision, say } from './decide/decision.ts';
import { wholly } from './decide/left-out.ts';
import { intended } from './decide/phrase.ts';
import { disputed, merged, withReminders } from './decide/together.ts';
import { sketchOf } from './recognise/recognise.ts';
import type { Sketch } from './recognise/sketch.ts';
import { answer } from './talk/answers.ts';
import { type Answered, followUp } from './talk/follow-up.ts';
import { outcomesOf } from './talk/results.ts';
import { talkOf } from './talk/talk.ts';
import { isAside } from './text/asides.ts';
import { tellsBy, withoutBackground } from './text/background.ts';
import { clausesOf, isOrder, tellsChange } from './text/clauses.ts';
import { withoutSlips } from './text/corrections.ts';
import { withoutSupposition } from './text/supposed.ts';
import { withWhatIsAsked } from './wishes/asked-for.ts';
import { oneByOne } from './wishes/back-to-back.ts';
import { conditionIn, isCondition, underCondition } from './wishes/conditions.ts';
import { inSuccession } from './wishes/follows.ts';
import { withoutGivenUp } from './wishes/given-up.ts';
import { type Intent, intentOf } from './wishes/intent.ts';
import { isReported } from './wishes/mood.ts';
import { THOUGHT, tellsWhy } from './wishes/told.ts';

/** What each stage made of the message, for `interpret --explain`. */
export interface Explanation {
  readonly read: string;
  readonly sketch: string;
  readonly items: Sketch['items'];
  readonly clauses: readonly Reading[];
  readonly decision: Decision;
}

export function createInterpreter(): Model {
  return {
    name: 'interpreter',
    respond: (request) => Promise.resolve(reply(request)),
  };
}

function reply(request: ModelRequest): ModelReply {
  const turn = request.messages.slice(request.messages.findLastIndex(({ role }) => role === 'user') + 1);
  const outcomes = outcomesOf(turn);
  const decision = outcomes.length > 0 ? answer(outcomes, request.situation) : explain(request).decision;
  const spoken = decision.kind === 'act' ? offered(decision, request) : decision;
  if (spoken.kind !== 'act') {
    request.onText?.(spoken.text);
    return {
      text: spoken.text,
      toolCalls: [],
      ...(spoken.kind === 'ask' ? { clarification: spoken.clarification } : {}),
    };
  }
  const step = request.messages.length;
  return {
    text: '',
    toolCalls: spoken.calls.map((call, index) => ({
      id: `i${step}-${index}`,
      name: call.tool,
      arguments: JSON.stringify(call.arguments),
    })),
  };
}

function offered(decision: Extract<Decision, { kind: 'act' }>, request: ModelRequest): Decision {
  const names = new Set(request.tools.map((tool) => tool.name));
  const absent = decision.calls.find((call) => !names.has(call.tool));
  return absent
    ? say(
        `I can’t do that yet (${absent.tool.replaceAll('_', ' ')}). I can book, move, cancel and list meetings, and find free times.`,
      )
    : decision;
}

/** Runs all stages over the user's last message. Pure: the same request gives the same explanation. */
export function explain(request: Pick<ModelRequest, 'messages' | 'situation'>): Explanation {
  const { situation } = request;
  const last = request.messages.findLastIndex((message) => message.role === 'user');
  const message = request.messages[last];
  const sketch = sketchOf(message?.role === 'user' ? message.text : '', situation);
  sketch.text = withoutSlips(sketch.text);
  const has = { requests: situation.requests.length > 0, goals: situation.goals.length > 0 };
  // An answer needs no verb: all of the message is heard as one before what only tells is left out.
  const said = sketch.part(sketch.text);
  if (!isReported(sketch.text)) {
    sketch.text = withoutGivenUp(sketch, situation);
    sketch.text = withWhatIsAsked(sketch, situation);
    sketch.text = withoutSupposition(withoutBackground(sketch.text));
  }
  const conditional = isReported(sketch.text) ? undefined : conditionIn(sketch.text, has);
  if (conditional) sketch.text = conditional.text;
  const whole = intentOf(sketch.text, has);
  const talk = talkOf(request.messages.slice(0, Math.max(0, last)), situation);
  const answered =
    whole === 'refuse' ? undefined : followUp(said, { intent: intentOf(said.text, has), has }, talk, situation);
  const followed = answered && accounted(answered.decision, 'unknown', answered.left, said, situation);
  if (whole !== 'refuse' && whole !== 'chat') {
    sketch.text = oneByOne(sketch);
    sketch.text = inSuccession(sketch, situation);
  }
  const clauses = whole === 'refuse' || whole === 'chat' ? [sketch.text] : clausesOf(sketch.text);
  const read = readClauses(clauses, sketch, has, talk, situation);
  const [first = ''] = clauses;
  const head = !answered && talk.asks && clauses.length > 1 ? sketch.part(first) : undefined;
  const begun = head && followUp(head, { intent: intentOf(first, has), has }, talk, situation);
  const together = joined(begun ? answeredBy(read, begun) : read, sketch, situation);
  const held = conditional ? underCondition(together, conditional, sketch, situation) : together;
  return {
    read: sketch.words(sketch.text),
    sketch: sketch.text,
    items: sketch.items,
    clauses: read,
    decision: followed ?? wholly(worded(withAllAddressed(held, sketch, situation), sketch, situation), said, situation),
  };
}

/** "1/15 1:1 14:00": days, times and numbers say what, and not what to do with it. */
function worded(decision: Decision, sketch: Sketch, situation: Situation): Decision {
  const plain = decision.kind !== 'act' || !decision.calls.some(changesData);
  if (plain || /\p{L}/u.test(sketch.words(sketch.text))) return decision;
  return ask(`Shall I ${intended(decision.calls, situation)}?`, ['confirm', 'text'], ['yes', 'no']);
}

/** "11. and cancel the budget call": an answer, and a wish of its own after it. */
function answeredBy(read: readonly Reading[], { decision }: Answered): readonly Reading[] {
  const [first, ...rest] = read;
  if (!first || decision.kind !== 'act' || !decision.calls.some(changesData)) return read;
  return [{ ...first, intent: 'book', decision }, ...rest];
}

/** A clause that is taken for a booking more surely than this is one. */
const SURE = 0.7;
const CHATTER =
  /^(?:following|per|given|based|further|hope|hoping|regarding|as|question|reminder|request|quick (?:one|question|ask)|i|i'm|i've|i'll|my|the|it|it's|we|we're|sure|great|perfect|cool|alright|hm+|well|wow|ugh|oh|ah|um|lol|fwd|re|if|suppose|supposing|assuming|there|there's|he|she|they|that|that's|this|because|since|so|sorry|something|#p\d+|hey|hi|hello|if|when|after|btw|fyi|actually|turns|unfortunately|looks|thanks|thank|running|tell|please|pls|ok|okay|yes|no|not|just|and|also|for|with|at|on|#d\d+ ?(?:'s|is|was) (?:an?|all|so|too|pretty|just|going|gonna|looking)|(?:keep|leave) (?:the|my|our|it|that|this|everything)\b(?!.*#[tru]))\b/i;

/** "Namaste, please book …": a word or two before the first wish. */
const GREETED = /^[\p{L}'-]+(?: [\p{L}'-]+)?[,.! ]*$/u;
/** "the first day back is the 5th": a day is told, on which the rest is. */
const OF_A_DAY =
  /^[^#]{3,60}\b(?:is|are|was|falls|starts|begins|lands|ends)\b (?:on |only |back |not until )*#d\d+[.! ]*$/i;

/** "find a slot and book …": the booking looks for itself. */
const FIND = /^(?:please )?find (?:me )?(?:a |some )?(?:slot|time|spot)$/i;

/** "not doing the retro anymore, take it off": the second half says what the first only told. */
const actsOn = ({ decision }: Reading, meeting: Reading['meeting']): boolean =>
  decision.kind === 'act' && decision.calls.some(({ arguments: given }) => given.meetingId === meeting?.id);

/** Several wishes act together only when each is understood and can be; one question comes first. */
function joined(clauses: Explanation['clauses'], sketch: Sketch, situation: Situation): Decision {
  const known = clauses.filter(
    ({ intent, text, doubtful, meeting, decision }, index) =>
      !(decision.kind !== 'act' && clauses[index + 1]?.whole) &&
      !(
        (doubtful || (decision.kind === 'ask' && tellsChange(text))) &&
        clauses.slice(index + 1).some((later) => actsOn(later, meeting))
      ) &&
      intent !== 'unknown' &&
      intent !== 'chat' &&
      !(FIND.test(text) && clauses[index + 1]?.intent === 'book') &&
      !(isBareLook(intent, text) && clauses.some((other) => looks(other.intent) && /#[a-z]\d/.test(other.text))),
  );
  const [first] = known;
  if (!first) return clauses[0]?.decision ?? say('Tell me what to book, move, cancel or look up.');
  const lost = clauses.find(
    ({ intent, text, meeting, opinion }, index) =>
      intent === 'unknown' &&
      !meeting &&
      !(index === 0 && GREETED.test(text)) &&
      !CHATTER.test(text) &&
      !OF_A_DAY.test(text) &&
      !isAside(text) &&
      !tellsWhy(text) &&
      !(opinion.best.label === 'aside' && !isOrder(text) && !/#[trsu]\d/.test(text)) &&
      !clauses.slice(index + 1).some(({ whole }) => whole),
  );
  if (lost && known.some(({ decision }) => decision.kind === 'act' && decision.calls.some(changesData)))
    return ask(
      `I did not understand "${sketch.words(lost.text).slice(0, 80)}". What do you mean by it? I have done nothing yet.`,
      ['text'],
    );
  const looked = known.find(({ intent, decision }) => intent === 'availability' && decision.kind === 'act');
  if (
    looked &&
    known.length === 2 &&
    known.some(({ intent, decision }) => intent === 'book' && decision.kind === 'ask')
  )
    return decide({ intent: 'availability', sketch, text: sketch.text }, situation);
  if (asksAtTheEnd(known)) return decide({ intent: 'availability', sketch, text: sketch.text }, situation);
  const looking = onlyLook(known, clauses);
  if (looking !== undefined) return decide({ intent: 'availability', sketch, text: looking }, situation);
  const question = known.find((clause) => clause.decision.kind !== 'act' && !tellsBefore(clause, clauses));
  if (question) return question.decision;
  const wished = known.filter((clause) => !(departs(clause.text) && tellsBefore(clause, clauses)));
  const calls = withReminders(wished.flatMap(({ decision }) => (decision.kind === 'act' ? decision.calls : [])));
  const condition = clauses.find(({ text }) => THOUGHT.test(text) || isCondition(text));
  if (condition && calls.some(changesData))
    return ask(
      `I cannot wait for "${sketch.words(condition.text)}". Shall I ${intended(calls, situation)} now?`,
      ['confirm', 'text', 'attendees'],
      ['yes', 'no'],
    );
  if (disputed(calls))
    return ask('You name two times for the same meeting. Which one is it?', ['time', 'confirm', 'meeting']);
  return actAll(
    merged(calls),
    Math.min(...known.map(({ decision }) => (decision.kind === 'act' ? decision.confidence : 1))),
  );
}

/** "the recital is at five and I have to be out by four, book Gwen for two": a story, before an order that has all it needs. */
function tellsBefore({ text, intent, opinion }: Reading, clauses: readonly Reading[]): boolean {
  const at = clauses.findIndex((clause) => clause.text === text);
  const ordered = clauses
    .slice(at + 1)
    .some(({ text: later, decision }) => (isOrder(later) || tellsChange(later)) && decision.kind === 'act');
  if (!ordered || intent !== 'book' || isOrder(text)) return false;
  return departs(text) || (opinion.best.probability < SURE && tellsBy(text));
}

/** "train to Leeds leaves 16:20 on thursday": what happens then is no meeting of one's own. */
const departs = (text: string): boolean =>
  /^[^#?]{2,60}\b(?:leaves|lands|arrives|departs|boards|gets in|takes off|comes in|is due|opens|closes|shuts)\b[^#]{0,20}#[dtr]\d/i.test(
    text,
  );

/** "…, what's open", "…, show me": says again what another clause asks in full. */
const isBareLook = (intent: Intent, text: string) => looks(intent) && !/#[a-z]\d/.test(text);

const looks = (intent: Intent) => intent === 'list' || intent === 'availability';

/** "a client wants 20 minutes on friday, before 11. Do I have anything?": told first, then asked in a few words. */
function asksAtTheEnd(known: readonly Reading[]): boolean {
  const [told, last, ...more] = known;
  return (
    told?.intent === 'book' &&
    told.decision.kind === 'ask' &&
    more.length === 0 &&
    last !== undefined &&
    /\?$|\b(?:anything|something|any)\b/.test(last.text) &&
    isBareLook(last.intent, last.text)
  );
}

/** "mornings only, an hour, what's open?": what stands around a look at free time narrows it. */
function onlyLook(known: readonly Reading[], clauses: readonly Reading[]): string | undefined {
  const [only, ...more] = known;
  if (only?.intent !== 'availability' || more.length > 0 || clauses.length === 1) return undefined;
  return clauses
    .filter((clause) => clause === only || (/#[bdup]\d/.test(clause.text) && !/#[trs]\d/.test(clause.text)))
    .map(({ text }) => text)
    .join(', ');
}
