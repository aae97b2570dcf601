// Answers to what we said: yes, no, the second one, 2:30 then, no, with Tim.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { decide } from '../decide/decide.ts';
import { actAll, ask, type Decision, say } from '../decide/decision.ts';
import { label } from '../decide/phrase.ts';
import { mayBeName } from '../recognise/names.ts';
import { samePerson } from '../recognise/people.ts';
import { type Item, Sketch } from '../recognise/sketch.ts';
import { normalise } from '../text/normalise.ts';
import type { Intent } from '../wishes/intent.ts';
import { refine, withItems } from '../wishes/refine.ts';
import { noIn, onlyNo, takesIt, yesIn } from './agreement.ts';
import { amended } from './amend.ts';
import { ANY, atPlace, chosenOffer, NEITHER, namesNoOffer, onlyOffer, whichOffer, withoutChoice } from './choices.ts';
import { isFragment } from './fragments.ts';
import type { Offer } from './offers.ts';
import { swapPeople } from './other-people.ts';
import type { Frame, Talk } from './talk.ts';
import { meetingMeant, OTHER_ONE, ofList } from './which.ts';

const POINTS = /\b(?:it|that|this|one|slot|then)\b/i;
const ADDS =
  /^(?:(?:no|yes|ok|okay|and|but|or|actually|hmm|well|let's|then|rather)\b[ ,]*)*(?:make (?:it|that)|how about|what about|try|instead|rather|with|at|on|for|#)/i;

const NOBODY = /^(?:(?:just|only|it's) )*(?:me|myself|nobody|no ?one|alone|by myself|for me)(?: only| alone)?[.! ]*$/i;

/** What the message comes to as an answer, and the words of it that this does not account for. */
export interface Answered {
  readonly decision: Decision;
  readonly left: string;
}

/** What the message means as an answer; undefined when it stands for itself. */
export function followUp(sketch: Sketch, intent: Intent, talk: Talk, situation: Situation): Answered | undefined {
  if (talk.said === '') return undefined;
  const text = sketch.text;
  if (onlyNo(text))
    return talk.asks || intent === 'unknown'
      ? { decision: say('All right, I leave everything as it is.'), left: '' }
      : undefined;
  const no = noIn(text);
  const rest = sketch.part(text.slice(no?.length ?? 0).trim());
  const yes = yesIn(rest.text);
  if (no === undefined && yes !== undefined && (talk.asks || takesIt(yes))) {
    const more = sketch.part(rest.text.slice(yes.length).trim());
    const decision = accepted(more, talk, situation, takesIt(yes));
    return decision && { decision, left: unread(more.text) };
  }
  const known =
    swapPeople(rest, no !== undefined, talk, situation) ??
    echoed(sketch, talk, situation) ??
    severalOf(rest.text, talk, situation) ??
    amended(rest, talk, situation);
  if (known) return { decision: known, left: '' };
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

/** "the one with Bob", when we asked which; "no, the standup", when we named another. */
function thatMeeting(rest: Sketch, intent: Intent, talk: Talk, situation: Situation): Decision | undefined {
  const frame = talk.asks ? talk.frame : undefined;
  if (!frame || frame.intent === 'book' || frame.intent === 'availability') return undefined;
  const meeting = meetingMeant(rest, intent, talk, situation);
  return meeting && decide({ ...frame, text: frame.sketch.text, subject: meeting, pinned: true }, situation);
}

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

/** "both", "neither", "any of them" as answers to a choice. */
function severalOf(text: string, talk: Talk, situation: Situation): Decision | undefined {
  if (!talk.said.includes('?') || !(NEITHER.test(text) || ALL.test(text) || ANY.test(text))) return undefined;
  const { frame, named, offers } = talk;
  if (!frame) return undefined;
  if (NEITHER.test(text)) {
    if (/#[dtrs]\d/.test(text)) return undefined;
    return offers.length > 0 && frame.intent !== 'cancel'
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
  if (!first || !ANY.test(text) || (frame.intent !== 'book' && frame.intent !== 'move')) return undefined;
  const sketch = take(frame, first);
  return decide({ intent: frame.intent, sketch, text: sketch.text }, situation);
}

function accepted(rest: Sketch, talk: Talk, situation: Situation, takes: boolean): Decision | undefined {
  const { frame, offers, named, unconfirmed, proposes } = talk;
  if (/^(?:but )?(?:cancel(?! it\b| that\b|$)|move|list|show)\b/i.test(rest.text)) return undefined;
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

const isTimed = (sketch: Sketch) => /#[tr]\d/.test(sketch.text) && /#d\d/.test(sketch.text);

/** The one meeting that a question about a change named. */
function pin(intent: Intent, [only, ...others]: readonly SituationMeeting[]) {
  return intent === 'book' || !only ? {} : { subject: only, pinned: others.length === 0 };
}

function take(frame: Frame, { day, minute }: Offer): Sketch {
  const items: Item[] = [
    ...(day === undefined ? [] : [{ kind: 'd', from: day, to: day } as const]),
    ...(minute === undefined ? [] : [{ kind: 't', minute, sure: true } as const]),
  ];
  return withItems(frame, items);
}

/** "book 3pm with john" after the free times of one day is on that day. */
function onOfferedDay(rest: Sketch, intent: Intent, talk: Talk, situation: Situation): Decision | undefined {
  if (intent !== 'book' || !/#[tr]\d/.test(rest.text) || /#[ds]\d/.test(rest.text)) return undefined;
  if (talk.frame?.intent !== 'availability') return undefined;
  const [day, ...others] = new Set(talk.offers.map((offer) => offer.day));
  if (day === undefined || others.length > 0) return undefined;
  const sketch = withItems({ intent, sketch: rest }, [{ kind: 'd', from: day, to: day }]);
  return decide({ intent, sketch, text: sketch.text }, situation);
}

/** A choice, or something that replaces a part of what waits. */
function picked(rest: Sketch, intent: Intent, talk: Talk, situation: Situation): Decision | undefined {
  const text = rest.text;
  const markers = /#[a-z]\d/.test(text);
  const bare = intent === 'unknown' || intent === 'chat';
  if (!bare && intent !== 'book' && markers && !ADDS.test(text) && !isFragment(text)) return undefined;
  const { frame, offers } = talk;
  if (!frame) return undefined;
  const loose = bare || isAnswer(rest, intent, frame);
  const timed = frame.intent !== 'cancel' && frame.intent !== 'complete' && frame.intent !== 'people';
  if (timed && (loose || intent === 'book') && namesNoOffer(text, offers)) return whichOffer(offers, situation);
  const choice = timed && (loose || !markers) ? chosenOffer(rest, offers) : undefined;
  if (choice === 'which') return whichOffer(offers, situation);
  const booking = intent === 'book' && !/#[drs]\d/.test(text) && (choice !== undefined || POINTS.test(text));
  if (booking || (choice && loose)) {
    const wanted = frame.intent === 'availability' && (intent === 'book' || choice) ? 'book' : frame.intent;
    const option = choice ?? (/#t\d/.test(text) ? undefined : onlyOffer(offers));
    const base = { intent: wanted, sketch: option ? take(frame, option) : frame.sketch };
    if (!choice && !option && !/#t\d/.test(text) && offers.length > 1) return whichOffer(offers, situation);
    const beside = choice ? rest.part(text.replace(/#[dtb]\d+/g, ' ')) : rest;
    const refined = refine(base, beside);
    return decide({ intent: wanted, sketch: refined, text: refined.text, subject: talk.subject }, situation);
  }
  if (frame.intent === 'book' && NOBODY.test(text) && /\bwho(?:m)?\b/i.test(talk.said))
    return decide({ ...frame, text: frame.sketch.text, alone: true }, situation);
  const fragment =
    loose ||
    (ADDS.test(text) && intent !== 'cancel') ||
    (intent === 'availability' && frame.intent === 'availability' && ADDS.test(text));
  if (!fragment) return undefined;
  const addition = markers
    ? withOthers(rest, talk)
    : intent === 'chat'
      ? undefined
      : (candidate(text, talk.said) ?? bareName(text, talk.said));
  if (!addition) return undefined;
  const wanted = takesTime(rest, intent, talk) ? 'book' : frame.intent;
  const refined = refine({ intent: wanted, sketch: sameDay(frame, addition, offers) }, addition);
  const subject = pinnedMeeting(frame, talk);
  return decide(
    {
      intent: wanted,
      sketch: refined,
      text: refined.text,
      subject,
      pinned: wanted !== 'book' && subject !== undefined,
    },
    situation,
  );
}

/** "Sam Lee", when we asked which Sam: the others who were to come still do. */
function withOthers(rest: Sketch, { frame, said }: Talk): Sketch {
  const named = rest.all('p').map(({ person }) => person);
  if (!frame || named.length === 0 || !/^whom do you mean/i.test(said)) return rest;
  const others = frame.sketch.all('p').filter(({ person }) => !named.some((one) => samePerson(one, person)));
  const items = others.map((item) => ({ item, source: '' }));
  const markers = items.map((_, index) => `#p${rest.items.length + index}`);
  return new Sketch(`${rest.text} ${markers.join(' ')}`, [...rest.items, ...items]);
}

/** Nothing but what a question can be answered with: no wish that is complete in itself, and none of another kind. */
function isAnswer(rest: Sketch, intent: Intent, { intent: waiting, sketch }: Frame): boolean {
  const timed = waiting === 'book' || waiting === 'move' || waiting === 'availability';
  if (!timed || intent === 'cancel' || (intent === 'move' && waiting !== 'move' && !MAKES.test(rest.text)))
    return false;
  if (intent === 'availability' && /\?\s*$/.test(rest.text)) return false;
  const complete = /#p\d/.test(rest.text) && /#[tr]\d/.test(rest.text) && /#[ds]\d/.test(rest.text);
  return !(complete && sketch.all('p').length > 0) && isFragment(rest.text);
}

const MAKES = /\bmake (?:it|that)\b/i;

/** "ok, 4pm then", "13:00 with Bob for an hour" after free times: it is taken, not asked about again. */
function takesTime({ text }: Sketch, intent: Intent, { frame, asks }: Talk): boolean {
  if (frame?.intent !== 'availability' || !/#[tr]\d/.test(text) || /\?\s*$/.test(text)) return false;
  return intent !== 'availability' && (asks || /#p\d|\b(?:then|take|go with|let's|great|perfect|book)\b/i.test(text));
}

/** Answers about a move or a cancellation mean the meeting that our question named. */
function pinnedMeeting({ intent }: Frame, { subject, named }: Talk): SituationMeeting | undefined {
  return intent === 'book' || intent === 'availability' ? subject : named.length === 1 ? named[0] : undefined;
}

/** "11:30" of the times offered on Friday is on Friday. */
function sameDay(frame: Frame, addition: Sketch, offers: readonly Offer[]): Sketch {
  const [time] = addition.all('t');
  const day =
    time && addition.all('d').length === 0 ? offers.find(({ minute }) => minute === time.minute)?.day : undefined;
  return day === undefined ? frame.sketch : withItems(frame, [{ kind: 'd', from: day, to: day }]);
}

/** "the second one" of the people between whom we asked. */
function candidate(text: string, said: string): Sketch | undefined {
  const addresses = [...said.matchAll(/\(([^()\s]+@[^()\s]+)\)/g)].flatMap(([, address]) => address ?? []);
  const email = /^whom do you mean/i.test(said) ? atPlace(text, addresses) : undefined;
  return email === undefined
    ? undefined
    : new Sketch('#p0', [{ item: { kind: 'p', person: { email } }, source: email }]);
}

/** "sarah" as the answer to "with whom". */
function bareName(text: string, said: string): Sketch | undefined {
  const name = text.replace(/^with /i, '').replace(/[.!]+$/, '');
  if (!/\bwho(?:m)?\b/i.test(said) || !/^[^ ]+(?: [^ ]+)?$/.test(name) || !name.split(' ').every(mayBeName))
    return undefined;
  return new Sketch('#p0', [{ item: { kind: 'p', person: { name } }, source: name }]);
}
