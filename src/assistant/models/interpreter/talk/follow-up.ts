// Answers to what we said: yes, no, the second one, 2:30 then, no, with Tim.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { decide } from '../decide/decide.ts';
import { act, actAll, ask, type Decision, say } from '../decide/decision.ts';
import { label } from '../decide/phrase.ts';
import { mayBeName } from '../recognise/names.ts';
import { reference, samePerson } from '../recognise/people.ts';
import { type Item, Sketch } from '../recognise/sketch.ts';
import { normalise } from '../text/normalise.ts';
import type { Intent } from '../wishes/intent.ts';
import { refine, withItems } from '../wishes/refine.ts';
import { findMeetings } from '../wishes/resolve.ts';
import { ANY, chosen, NEITHER, namesNoOffer, ORDINALS, onlyOffer, pointedAt, whichOffer } from './choices.ts';
import type { Offer } from './offers.ts';
import type { Frame, Talk } from './talk.ts';

const YES_WORDS =
  'yes(?: please)?|sure|ok(?:ay)?|please do|do (?:it|that|so)|go ahead|go for it|book (?:it|that)|take (?:it|that)|sounds? (?:good|great|perfect)|perfect|great|that works|works(?: for me)?|confirm(?:ed)?|correct|right|absolutely|definitely|fine|exactly|please|thanks|thank you|all the same|k|cool|good|nice';
const YES = new RegExp(`^(?:(?:${YES_WORDS})\\b[ ,.!]*)+`, 'i');
/** Politeness alone agrees to nothing. */
const THANKS = /^(?:(?:thanks|thank you)\b[ ,.!]*)+$/i;
const NO =
  /^(?:no|never mind|nevermind|forget it|leave it|don't|stop|cancel that|not now)\b[ ,.!]*(?:(?:thanks|thank you|leave it|never mind|forget it|don't|not now|please)\b[ ,.!]*)*/i;
const POINTS = /\b(?:it|that|this|one|slot|then)\b/i;
const ADDS =
  /^(?:(?:no|yes|ok|okay|and|but|or|actually|hmm|well|let's|then|rather)\b[ ,]*)*(?:make (?:it|that)|how about|what about|try|instead|rather|with|at|on|for|#)/i;

const NOBODY = /^(?:(?:just|only|it's) )*(?:me|myself|nobody|no ?one|alone|by myself|for me)(?: only| alone)?[.! ]*$/i;

/** What the message means as an answer; undefined when it stands for itself. */
export function followUp(sketch: Sketch, intent: Intent, talk: Talk, situation: Situation): Decision | undefined {
  if (talk.said === '') return undefined;
  const text = sketch.text;
  const asked = talk.said.includes('?');
  const no = text.match(NO)?.[0];
  if (no !== undefined && text.slice(no.length).trim() === '')
    return asked || intent === 'unknown' ? say('All right, I leave everything as it is.') : undefined;
  const rest = sketch.part(text.slice(no?.length ?? 0).trim());
  const replaced = swapPeople(rest, no !== undefined, talk);
  if (replaced) return replaced;
  const yes = rest.text.match(YES)?.[0];
  if (yes !== undefined && !THANKS.test(rest.text) && (asked || /\bbook (?:it|that)\b/i.test(yes)))
    return accepted(sketch.part(rest.text.slice(yes.length).trim()), talk, situation, /\bbook\b/i.test(yes));
  return (
    echoed(sketch, talk, situation) ??
    severalOf(rest.text, talk, situation) ??
    ofList(rest, intent, talk, situation) ??
    onOfferedDay(rest, intent, talk, situation) ??
    picked(rest, intent, talk, situation)
  );
}

/** The label of a button, typed or pressed: the meeting that it names. */
function echoed(sketch: Sketch, { frame, named }: Talk, situation: Situation): Decision | undefined {
  const plain = (words: string) => words.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  const said = plain(sketch.words(sketch.text));
  const meeting = named.find((one) => plain(normalise(label(one, situation))) === said);
  if (!meeting || !frame || frame.intent === 'book') return undefined;
  return decide({ ...frame, text: frame.sketch.text, subject: meeting, pinned: true }, situation);
}

/** "both", "neither", "any of them" as answers to a choice. */
function severalOf(text: string, { frame, named, said, offers }: Talk, situation: Situation): Decision | undefined {
  if (!frame || !said.includes('?')) return undefined;
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
    /\b(?:both|all)\b/i.test(text)
  )
    return decide({ ...frame, text: `${frame.sketch.text} meetings`, confirmed: named }, situation);
  const [first] = offers;
  if (!first || !ANY.test(text) || (frame.intent !== 'book' && frame.intent !== 'move')) return undefined;
  const sketch = take(frame, first);
  return decide({ intent: frame.intent, sketch, text: sketch.text }, situation);
}

/** "no, with Tim" after something was booked: the people change. */
function swapPeople(rest: Sketch, no: boolean, { frame, subject }: Talk): Decision | undefined {
  const people = rest.all('p').map(({ person }) => person);
  if (!no || frame || !subject?.own || people.length === 0 || /#[dtrs]\d/.test(rest.text)) return undefined;
  const removed = subject.attendees.filter((attendee) => !people.some((person) => samePerson(attendee, person)));
  return act('update_meeting', {
    meetingId: subject.id,
    addAttendees: people.map(reference),
    ...(removed.length > 0 ? { removeAttendees: removed.map(reference) } : {}),
  });
}

function accepted(rest: Sketch, talk: Talk, situation: Situation, book: boolean): Decision | undefined {
  const { frame, offers, named, unconfirmed } = talk;
  if (/^(?:but )?(?:cancel|move|list|show)\b/i.test(rest.text)) return undefined;
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
    return rest.text === '' && !book ? say('There is nothing that waits for a yes. What should I do?') : undefined;
  const intent = frame.intent === 'availability' ? 'book' : frame.intent;
  if (intent === 'book' || (intent === 'move' && offers.length > 0)) {
    if (namesNoOffer(rest.text, offers)) return whichOffer(offers, situation);
    const choice = chosen(rest.text, offers) ?? (changed && /#[tr]\d/.test(rest.text) ? undefined : onlyOffer(offers));
    if (!choice && offers.length > 1 && !/#[tr]\d/.test(rest.text)) return whichOffer(offers, situation);
    const taken = choice ? { intent, sketch: take(frame, choice) } : { intent, sketch: frame.sketch };
    const refined = changed ? refine(taken, rest) : taken.sketch;
    return decide({ intent, sketch: refined, text: refined.text, subject: talk.subject }, situation);
  }
  const [only] = named;
  const refined = changed ? refine(frame, rest) : frame.sketch;
  return decide(
    { intent, sketch: refined, text: refined.text, subject: only, pinned: named.length === 1, confirmed: named },
    situation,
  );
}

function take(frame: Frame, { day, minute }: Offer): Sketch {
  const items: Item[] = [
    ...(day === undefined ? [] : [{ kind: 'd', from: day, to: day } as const]),
    ...(minute === undefined ? [] : [{ kind: 't', minute, sure: true } as const]),
  ];
  return withItems(frame, items);
}

/** "cancel the second one" after a list. */
function ofList(rest: Sketch, intent: Intent, { listed }: Talk, situation: Situation): Decision | undefined {
  if (listed.length < 2 || !(intent === 'cancel' || intent === 'move' || intent === 'complete')) return undefined;
  const ordinal = ORDINALS.find(([pattern]) => pattern.test(rest.text));
  const meeting = ordinal && LIST_PLACE.test(rest.text) ? listed.at(ordinal[1]) : undefined;
  if (!meeting?.own) return undefined;
  const part = rest.part(rest.text.replace(LIST_PLACE, 'it'));
  return decide({ intent, sketch: part, text: part.text, subject: meeting, pinned: true }, situation);
}

const LIST_PLACE = /\bthe (?:first|1st|second|2nd|third|3rd|fourth|4th|last)(?: one| meeting)?\b(?! #)/i;

/** "book 3pm with john" after the free times of one day is on that day. */
function onOfferedDay(
  rest: Sketch,
  intent: Intent,
  { frame, offers }: Talk,
  situation: Situation,
): Decision | undefined {
  if (frame?.intent !== 'availability' || intent !== 'book') return undefined;
  if (!/#[tr]\d/.test(rest.text) || /#[ds]\d/.test(rest.text)) return undefined;
  const [day, ...others] = new Set(offers.map((offer) => offer.day));
  if (day === undefined || others.length > 0) return undefined;
  const sketch = withItems({ intent, sketch: rest }, [{ kind: 'd', from: day, to: day }]);
  return decide({ intent, sketch, text: sketch.text }, situation);
}

/** A choice, or something that replaces a part of what waits. */
function picked(rest: Sketch, intent: Intent, talk: Talk, situation: Situation): Decision | undefined {
  const { frame, offers, named } = talk;
  const loose = intent === 'unknown' || intent === 'chat';
  const text = rest.text;
  const markers = /#[a-z]\d/.test(text);
  if (
    frame &&
    named.length > 0 &&
    (loose || ADDS.test(text)) &&
    /\bwhich\b|\bdo you mean\b/i.test(talk.said) &&
    frame.intent !== 'book'
  ) {
    const meeting = oneOf(rest, named, situation);
    if (meeting) return decide({ ...frame, text: frame.sketch.text, subject: meeting, pinned: true }, situation);
  }
  if (frame && namesNoOffer(text, offers)) return whichOffer(offers, situation);
  const choice = chosen(text, offers) ?? (frame && (loose || !markers) ? pointedAt(rest, offers) : undefined);
  if (choice === 'which') return whichOffer(offers, situation);
  const booking = intent === 'book' && !/#[drs]\d/.test(text) && (choice !== undefined || POINTS.test(text));
  if (frame && (booking || (choice && loose))) {
    const wanted = frame.intent === 'availability' && (intent === 'book' || choice) ? 'book' : frame.intent;
    const option = choice ?? (/#t\d/.test(text) ? undefined : onlyOffer(offers));
    const base = { intent: wanted, sketch: option ? take(frame, option) : frame.sketch };
    if (!choice && !option && !/#t\d/.test(text) && offers.length > 1) return whichOffer(offers, situation);
    const refined = markers ? refine(base, rest) : base.sketch;
    return decide({ intent: wanted, sketch: refined, text: refined.text, subject: talk.subject }, situation);
  }
  if (!frame) return undefined;
  if (frame.intent === 'book' && NOBODY.test(text) && /\bwho(?:m)?\b/i.test(talk.said))
    return decide({ ...frame, text: frame.sketch.text, alone: true }, situation);
  const fragment =
    loose ||
    (ADDS.test(text) && intent !== 'cancel') ||
    (intent === 'availability' && frame.intent === 'availability' && ADDS.test(text));
  if (!fragment) return undefined;
  const addition = markers
    ? rest
    : intent === 'chat'
      ? undefined
      : (candidate(text, talk.said) ?? bareName(text, talk.said));
  if (!addition) return undefined;
  const refined = refine({ ...frame, sketch: sameDay(frame, addition, offers) }, addition);
  const subject = pinnedMeeting(frame, named, talk);
  return decide(
    {
      intent: frame.intent,
      sketch: refined,
      text: refined.text,
      subject,
      pinned: frame.intent !== 'book' && subject !== undefined,
    },
    situation,
  );
}

/** Answers about a move or a cancellation mean the meeting that our question named. */
function pinnedMeeting(
  { intent }: Frame,
  named: readonly SituationMeeting[],
  { subject }: Talk,
): SituationMeeting | undefined {
  return intent === 'book' || intent === 'availability' ? subject : named.length === 1 ? named[0] : undefined;
}

/** "11:30" of the times offered on Friday is on Friday. */
function sameDay(frame: Frame, addition: Sketch, offers: readonly Offer[]): Sketch {
  const [time] = addition.all('t');
  const day =
    time && addition.all('d').length === 0 ? offers.find(({ minute }) => minute === time.minute)?.day : undefined;
  return day === undefined ? frame.sketch : withItems(frame, [{ kind: 'd', from: day, to: day }]);
}

function oneOf(rest: Sketch, named: readonly SituationMeeting[], situation: Situation): SituationMeeting | undefined {
  const ordinal = ORDINALS.find(([pattern]) => pattern.test(rest.text));
  if (ordinal && !/#[dtp]\d/.test(rest.text)) return named.at(ordinal[1]);
  const { meetings, described } = findMeetings(rest, rest.text, { ...situation, meetings: named });
  return described && meetings.length === 1 ? meetings[0] : undefined;
}

/** "the second one" of the people between whom we asked. */
function candidate(text: string, said: string): Sketch | undefined {
  const addresses = [...said.matchAll(/\(([^()\s]+@[^()\s]+)\)/g)].map(([, address]) => address);
  const ordinal = ORDINALS.find(([pattern]) => pattern.test(text));
  const email = ordinal && /^whom do you mean/i.test(said) ? addresses.at(ordinal[1]) : undefined;
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
