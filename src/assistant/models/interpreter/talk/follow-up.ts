// Answers to what we said: yes, no, the second one, 2:30 then, no, with Tim.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { decide } from '../decide/decide.ts';
import { actAll, ask, type Decision, say } from '../decide/decision.ts';
import { label } from '../decide/phrase.ts';
import { sketchOf } from '../recognise/recognise.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { normalise } from '../text/normalise.ts';
import { besideMeeting } from '../wishes/beside.ts';
import { type Intent, intentOf, type Known } from '../wishes/intent.ts';
import { refine } from '../wishes/refine.ts';
import { defers, noIn, onlyNo, takesIt, yesIn } from './agreement.ts';
import { amended } from './amend.ts';
import { inUnits } from './bare-numbers.ts';
import {
  ANY,
  asOffered,
  chosenOffer,
  NEITHER,
  namesNoOffer,
  namesPlace,
  onlyOffer,
  whichOffer,
  withoutChoice,
} from './choices.ts';
import { eitherDone } from './either.ts';
import { isFragment } from './fragments.ts';
import { swapPeople } from './other-people.ts';
import { onOfferedDay, picked, take } from './picked.ts';
import { withoutReasons } from './reasons.ts';
import { sameWith } from './same-with.ts';
import { cancelThose } from './several-meant.ts';
import { completedWish } from './standing.ts';
import type { Talk } from './talk.ts';
import { undone } from './undo.ts';
import { meetingMeant, OTHER_ONE, ofList, withoutOthers } from './which.ts';
import { personMeant } from './whom.ts';

/** What the message comes to as an answer, and the words of it that this does not account for. */
export interface Answered {
  readonly decision: Decision;
  readonly left: string;
}

/** What the message means as an answer; undefined when it stands for itself. `intent` is that of all its words. */
export function followUp(
  said: Sketch,
  { intent, has }: { readonly intent: Intent; readonly has: Known },
  talk: Talk,
  situation: Situation,
): Answered | undefined {
  if (talk.said === '') return undefined;
  const sketch = asOffered(said, talk);
  const back = undone(sketch.text, talk, situation);
  if (back) return { decision: back, left: '' };
  const done = eitherDone(sketch.text, talk, situation);
  if (done) return { decision: done, left: '' };
  const same = sameWith(sketch, talk, situation);
  if (same) return { decision: same, left: '' };
  if (talk.asks && defers(sketch.text)) return { decision: say('All right, I wait. Tell me when you know.'), left: '' };
  const answer = answerIn(sketch, talk, situation);
  const completed = onlyNo(answer.text) ? undefined : completedWish(answer, has, talk, situation);
  if (completed) return { decision: completed, left: '' };
  if (answer.text === sketch.text) return answered(sketch, intent, talk, situation);
  return answered(answer, intentOf(answer.text, has), talk, situation) ?? answered(sketch, intent, talk, situation);
}

/** The part of the message that answers, with its numbers and times as what they can only be. */
function answerIn(sketch: Sketch, talk: Talk, situation: Situation): Sketch {
  const core = withoutReasons(sketch.text);
  const taken = core.replace(TAKEN, '');
  const told = MARKER.test(taken) || namesPlace(taken) ? taken : core;
  const plain = told === sketch.text ? sketch : sketchOf(sketch.words(told), situation);
  const answer = talk.asks ? inUnits(plain, talk.said, situation) : plain;
  return answer.part(besideMeeting(answer, answer.text, situation, () => talk.subject));
}

const CHANGES: readonly Intent[] = ['cancel', 'complete', 'people'];
const MARKER = /#[a-z]\d/;

/** "friday works, book it": the answer itself comes before. */
const TAKEN =
  /(?<=[\p{L}\d][ ,.;!-]+)(?:(?:so|and|please|just|ok|let's|can you|could you)\b ?)*(?:book|take|grab|reserve|schedule|lock|do|confirm) (?:it|that|this)(?: one| in| slot| please| then)*[ .!]*$/iu;

function answered(whole: Sketch, said: Intent, talk: Talk, situation: Situation): Answered | undefined {
  const people = personMeant(whole, talk);
  const sketch = people ?? whole;
  const intent = people ? 'unknown' : said;
  const text = sketch.text;
  if (onlyNo(text))
    return talk.asks || intent === 'unknown'
      ? { decision: say('All right, I leave everything as it is.'), left: '' }
      : undefined;
  const no = noIn(text);
  const rest = withoutOthers(sketch.part(text.slice(no?.length ?? 0).trim()), talk, situation);
  const yes = yesIn(rest.text);
  if (no === undefined && yes !== undefined && (talk.asks || takesIt(yes))) {
    const more = sketch.part(rest.text.slice(yes.length).trim());
    const decision = accepted(more, talk, situation, takesIt(yes));
    return decision && { decision, left: unread(more.text) };
  }
  const known =
    swapPeople(rest, no !== undefined, talk, situation) ??
    echoed(sketch, talk, situation) ??
    cancelThose(rest, talk, situation) ??
    severalOf(rest.text, talk, situation) ??
    amended(rest, talk, situation);
  if (known) return { decision: known, left: '' };
  if (talk.asks && ASKS_BACK.test(rest.text) && CHANGES.includes(talk.frame?.intent ?? 'unknown')) return undefined;
  const decision =
    ofList(rest, intent, talk, situation) ??
    thatMeeting(rest, intent, talk, situation) ??
    onOfferedDay(rest, intent, talk, situation) ??
    picked(rest, intent, talk, situation);
  if (!decision) return undefined;
  const left = chosenOffer(rest, talk.offers) === undefined ? rest.text : withoutChoice(rest.text);
  return { decision, left: unread(left) };
}

const SWAYS = /\b(?:not|no|never|without|except|if|unless|or|either|before|after|until|every|each)\b|n't\b/i;

/** What an answer of linking words leaves to be accounted for: nothing, unless one of them may turn it around. */
function unread(text: string): string {
  const plain = text.replace(OTHER_ONE, ' ');
  return isFragment(plain) && !SWAYS.test(plain) ? '' : plain;
}

/** "is that the one with pia?": asked before anything that stands is changed. */
const ASKS_BACK =
  /^(?:(?:wait|hm+|sorry|hold on|but|and|ok(?:ay)?)\b[ ,]*)*(?:is|was|are|were|isn't|wasn't|does|did|do|who|what|where)\b.*\?\s*$/i;

/** "the one with Bob", when we asked which; "no, the standup", when we named another. */
function thatMeeting(rest: Sketch, intent: Intent, talk: Talk, situation: Situation): Decision | undefined {
  const frame = talk.asks ? talk.frame : undefined;
  if (!frame || frame.intent === 'book' || frame.intent === 'availability') return undefined;
  // "same time on friday", where we asked when: where it goes.
  if (frame.intent === 'move' && talk.named.length === 1 && ONLY_WHEN.test(rest.text)) return undefined;
  const [which, target] = frame.intent === 'move' ? withTarget(rest.text) : [rest.text, ''];
  const meeting = meetingMeant(rest.part(which), intent, talk, situation);
  const sketch = target === '' ? frame.sketch : refine(frame, rest.part(target));
  return meeting && decide({ ...frame, sketch, text: sketch.text, subject: meeting, pinned: true }, situation);
}

const ONLY_WHEN = /^(?:(?:at|on|the|same|time|then|maybe|please|to)\b *|#[dtrb]\d+ *|, *)+[.! ]*$/i;

/** "the contract one, to 5": which of them, and where it goes. */
function withTarget(text: string): readonly [which: string, target: string] {
  const [, which, target] = text.match(TARGET) ?? [];
  return which && target ? [which, target] : [text, ''];
}

const TARGET =
  /^(.*?[\p{L}\d])[ ,]+(?:(?:and|but|please|move it|push it)\b ?)*((?:to|by|until) (?:the )?#.*|#u\d+ (?:later|earlier|back|forward).*|(?:to |at )?(?:the )?same time\b.*)$/iu;

/** The label of a button, typed or pressed: the meeting that it names. */
function echoed(sketch: Sketch, talk: Talk, situation: Situation): Decision | undefined {
  if (!talk.asks) return undefined;
  const plain = (words: string) => words.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  const said = plain(sketch.words(sketch.text));
  const meeting = talk.named.find((one) => plain(normalise(label(one, situation))) === said);
  const frame = meeting && talk.frame;
  if (!frame || frame.intent === 'book') return undefined;
  return decide({ ...frame, text: frame.sketch.text, subject: meeting, pinned: true }, situation);
}

const ALL = /\b(?:both|all)\b/i;

/** "neither, skip it". */
const GIVES_UP =
  /\b(?:skip|forget|leave|drop|scrap|cancel) (?:it|that|this|the whole thing)\b|\bnever ?mind\b|\bdon't bother\b/i;

/** "both", "neither", "any of them" as answers to a choice. */
function severalOf(text: string, talk: Talk, situation: Situation): Decision | undefined {
  if (!talk.said.includes('?') || !(NEITHER.test(text) || ALL.test(text) || ANY.test(text))) return undefined;
  const { frame, named, offers } = talk;
  if (!frame) return undefined;
  if (NEITHER.test(text)) {
    if (/#[dtrs]\d/.test(text)) return undefined;
    return offers.length > 0 && frame.intent !== 'cancel' && !GIVES_UP.test(text)
      ? ask('When should it be instead?', ['time', 'date'])
      : say('All right, I leave everything as it is.');
  }
  if (
    frame.intent === 'cancel' &&
    named.length > 1 &&
    /^(?:(?:yes|cancel|both|all|of|them|please)\b[ ,.!]*)+$/i.test(text) &&
    ALL.test(text)
  )
    return decide({ ...frame, text: `${frame.sketch.text} meetings`, confirmed: named }, situation);
  const [first] = offers;
  const intent = frame.intent === 'availability' ? 'book' : frame.intent;
  if (!first || !ANY.test(text) || (intent !== 'book' && intent !== 'move')) return undefined;
  const sketch = take(frame, first);
  return decide({ intent, sketch, text: sketch.text }, situation);
}

function accepted(rest: Sketch, talk: Talk, situation: Situation, takes: boolean): Decision | undefined {
  const { frame, offers, named, unconfirmed, proposes } = talk;
  if (/^(?:but )?(?:cancel(?! it\b| that\b|$)|move|list|show)\b/i.test(rest.text) || isWishOfItsOwn(rest.text))
    return undefined;
  const changed = /#[a-z]\d/.test(rest.text);
  if (unconfirmed.length > 0 && !changed) {
    return actAll(
      unconfirmed.map(({ tool, arguments: given }) => ({
        tool,
        arguments: tool === 'book_meeting' || tool === 'update_meeting' ? { ...given, confirmed: true } : given,
      })),
    );
  }
  if (!frame)
    return rest.text === '' && !takes ? say('There is nothing that waits for a yes. What should I do?') : undefined;
  const intent = frame.intent === 'availability' ? 'book' : frame.intent;
  if (intent === 'book' || (intent === 'move' && offers.length > 0)) {
    if (intent === 'book' && frame.intent === 'book' && proposes && isTimed(frame.sketch)) {
      const refined = refine(frame, rest);
      return decide({ intent, sketch: refined, text: refined.text, subject: talk.subject }, situation);
    }
    if (namesNoOffer(rest.text, offers)) return whichOffer(offers, situation);
    const pointed = chosenOffer(rest, offers);
    if (pointed === 'which') return whichOffer(offers, situation);
    const choice = pointed ?? (changed && /#[tr]\d/.test(rest.text) ? undefined : onlyOffer(offers));
    if (!choice && offers.length > 1 && !/#[tr]\d/.test(rest.text)) return whichOffer(offers, situation);
    const taken = choice ? { intent, sketch: take(frame, choice) } : { intent, sketch: frame.sketch };
    const refined = refine(taken, pointed ? rest.part(rest.text.replace(/#[dtb]\d+/g, ' ')) : rest);
    return decide(
      { intent, sketch: refined, text: refined.text, subject: talk.subject, ...pin(intent, named) },
      situation,
    );
  }
  const refined = changed ? refine(frame, rest) : frame.sketch;
  return decide({ intent, sketch: refined, text: refined.text, ...pin(intent, named), confirmed: named }, situation);
}

/** "yes. also book Nina at 9:30": with somebody and a time of its own. */
const isWishOfItsOwn = (text: string) =>
  /^(?:(?:and|also|then|please|can you|could you)\b[ ,]*)*(?:book|schedule|set up|put|arrange|move|cancel|push)\b/i.test(
    text,
  ) &&
  /#p\d/.test(text) &&
  /#[tr]\d/.test(text);

const isTimed = (sketch: Sketch) => /#[tr]\d/.test(sketch.text) && /#d\d/.test(sketch.text);

/** The one meeting that a question about a change named. */
function pin(intent: Intent, [only, ...others]: readonly SituationMeeting[]) {
  return intent === 'book' || !only ? {} : { subject: only, pinned: others.length === 0 };
}
