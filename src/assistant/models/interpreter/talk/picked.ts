// A choice among what was offered, or words that replace a part of what waits: "2:30 then", "the first, with Bea too".
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { type Day, weekdayOf } from '../calendar.ts';
import { decide } from '../decide/decide.ts';
import { ask, type Decision } from '../decide/decision.ts';
import { type Item, Sketch } from '../recognise/sketch.ts';
import type { Intent } from '../wishes/intent.ts';
import { ADDS_PEOPLE, refine, withItems } from '../wishes/refine.ts';
import { chosenOffer, namesNoOffer, onlyOffer, whichOffer } from './choices.ts';
import { isFragment } from './fragments.ts';
import type { Offer } from './offers.ts';
import type { Frame, Talk } from './talk.ts';
import { bareName } from './whom.ts';

const SAME = /\bsame (?:time|hour|slot)\b/i;
const POINTS = /\b(?:it|that|this|one|slot|then)\b/i;
const LEAD =
  "no|yes|ok|okay|and|but|or|actually|hm+|well|let's|then|rather|sorry|neither|none(?: of (?:them|these|those))?(?: (?:works?|suits?|fits?)(?: for me)?)?";
const ANYTHING =
  '(?:any|some)thing|any other (?:times?|slots?|options?)|(?:(?:do|have) you )?(?:have|got)(?: (?:any|some)thing)?|(?:is|what) (?:is )?there(?: anything)?';
/** Words that add to what waits, or look at another time than those we offered. */
const ADDS = new RegExp(
  `^(?:(?:${LEAD})\\b[ ,.]*)*(?:make (?:it|that)|how about|what about|try|instead|rather|with|at|on|for|#|(?:${ANYTHING})(?: (?:free|open|available|else|earlier|later))*(?= *(?:(?:on|at|after|before|in|around|for)\\b)? *#))`,
  'i',
);
/** Asked for a time, the user asks back which are free. */
const LOOKS =
  /\b(?:whenever|any ?time|whatever (?:time )?(?:works|suits|is free)|(?:what|when)(?:'s| is| are| am| can| could| do| would| works| suits)\b.*|is (?:he|she|it) (?:free|available)|are (?:they|we) (?:both )?(?:free|available)|you (?:choose|pick|decide|tell me)|(?:first|next|earliest) (?:available|free|possible)(?: (?:one|slot|time))?|asap|as soon as possible)\b/i;
const NOBODY = /^(?:(?:just|only|it's) )*(?:me|myself|nobody|no ?one|alone|by myself|for me)(?: only| alone)?[.! ]*$/i;

/** "book 3pm with john" after the free times of one day is on that day. */
export function onOfferedDay(rest: Sketch, intent: Intent, talk: Talk, situation: Situation): Decision | undefined {
  if (intent !== 'book' || !/#[tr]\d/.test(rest.text) || /#[ds]\d/.test(rest.text)) return undefined;
  if (talk.frame?.intent !== 'availability') return undefined;
  const [day, ...others] = new Set(talk.offers.map((offer) => offer.day));
  if (day === undefined || others.length > 0) return undefined;
  const wish = /#p\d/.test(rest.text) && !ADDS_PEOPLE.test(rest.text) ? rest : refine(talk.frame, rest);
  const sketch = withItems({ intent, sketch: wish }, [{ kind: 'd', from: day, to: day }]);
  return decide({ intent, sketch, text: sketch.text }, situation);
}

/** A choice, or something that replaces a part of what waits. */
export function picked(rest: Sketch, said: Intent, talk: Talk, situation: Situation): Decision | undefined {
  const text = rest.text;
  const intent = BRINGS.test(text) && said !== 'book' && isFragment(text) ? 'unknown' : said;
  const markers = /#[a-z]\d/.test(text);
  const bare = intent === 'unknown' || intent === 'chat';
  if (!bare && intent !== 'book' && markers && !ADDS.test(text) && !isFragment(text)) return undefined;
  const { frame } = talk;
  if (!frame) return undefined;
  const { offers } = talk;
  const further = byOtherLength(rest, talk);
  if (further) return decide({ ...frame, ...further }, situation);
  const loose = bare || isAnswer(rest, intent, frame);
  if (REJECTS.test(text)) return rejected(text, talk, situation);
  const timed = frame.intent !== 'cancel' && frame.intent !== 'complete' && frame.intent !== 'people';
  if (timed && (loose || intent === 'book') && namesNoOffer(text, offers)) return whichOffer(offers, situation);
  const choice = timed && (loose || !markers) ? chosenOffer(rest, offers) : undefined;
  if (choice === 'which' || (choice && choice.day !== undefined && contradicts(rest, choice.day)))
    return whichOffer(offers, situation);
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
  if (frame.intent === 'book' && talk.asks && !markers && LOOKS.test(text))
    return decide({ ...frame, intent: 'availability', text: frame.sketch.text }, situation);
  if (frame.intent === 'book' && NOBODY.test(text) && /\bwho(?:m)?\b/i.test(talk.said))
    return decide({ ...frame, text: frame.sketch.text, alone: true }, situation);
  if (frame.intent === 'move' && !markers && SAME.test(text) && isFragment(text)) {
    const sketch = frame.sketch.part(`${frame.sketch.text} same time`);
    const subject = pinnedMeeting(frame, talk);
    return decide({ intent: 'move', sketch, text: sketch.text, subject, pinned: subject !== undefined }, situation);
  }
  const fragment =
    loose ||
    (ADDS.test(text) && intent !== 'cancel') ||
    (intent === 'availability' && frame.intent === 'availability' && ADDS.test(text));
  if (!fragment) return undefined;
  const addition = markers ? rest : intent === 'chat' ? undefined : bareName(text, talk.said);
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

/** "make it 20", "no, by half an hour", where a push by so many minutes waits for its yes. */
function byOtherLength(
  rest: Sketch,
  talk: Talk,
): { sketch: Sketch; text: string; subject?: SituationMeeting; pinned?: boolean } | undefined {
  const { frame, proposes } = talk;
  const length = frame?.intent === 'move' && proposes ? frame.sketch.text.match(/#u\d+/)?.[0] : undefined;
  if (!frame || length === undefined || /#[trs]\d/.test(frame.sketch.text) || !isFragment(rest.text)) return undefined;
  const [said, ...more] = rest.found('u', rest.text);
  const [time] = rest.found('t', rest.text);
  const bare = time && /^\d{1,2}$/.test(time.source.trim()) ? Number(time.source) : undefined;
  const minutes = said?.item.minutes ?? (bare !== undefined && bare % 5 === 0 ? bare : undefined);
  if (minutes === undefined || more.length > 0 || /#[drs]\d/.test(rest.text)) return undefined;
  const text = frame.sketch.text.replace(length, `#u${frame.sketch.items.length}`);
  const sketch = new Sketch(text, [...frame.sketch.items, { item: { kind: 'u', minutes }, source: '' }]);
  const subject = pinnedMeeting(frame, talk);
  return { sketch, text, ...(subject ? { subject, pinned: true } : {}) };
}

/** "the first but on thursday": the first is on another day. */
const contradicts = (rest: Sketch, day: Day) =>
  rest.all('d').some(({ from, to, weekday }) => (day < from || day > to) && weekday !== weekdayOf(day));

/** "not 3", "anything but the first": what it is not to be. */
const REJECTS =
  /^(?:(?:just|please|but|ok(?:ay)?|hm+|well)\b[ ,]*)*(?:not|anything but|any but|except)\b(?! (?:before|after|until|sure)\b)(?![^,]*(?:,|\bbut\b) *(?:but |rather |better |at |on )*#)/i;

/** The question again. */
function rejected(text: string, talk: Talk, situation: Situation): Decision | undefined {
  const { offers } = talk;
  if (offers.length > 1) return whichOffer(offers, situation);
  return /#[dtr]\d/.test(text) ? ask('When should it be instead?', ['time', 'date']) : undefined;
}

/** Nothing but what a question can be answered with: no wish that is complete in itself, and none of another kind. */
function isAnswer(rest: Sketch, intent: Intent, { intent: waiting, sketch }: Frame): boolean {
  const timed = waiting === 'book' || waiting === 'move' || waiting === 'availability';
  if (!timed || intent === 'cancel' || (intent === 'move' && waiting !== 'move' && !MAKES.test(rest.text)))
    return false;
  if (intent === 'availability' && /\?\s*$/.test(rest.text) && !ASKS_FOR.test(rest.text)) return false;
  const complete = /#p\d/.test(rest.text) && /#[tr]\d/.test(rest.text) && /#[ds]\d/.test(rest.text);
  return !(complete && sketch.all('p').length > 0) && isFragment(rest.text);
}

/** "the first, and bring Kofi too": no wish of its own beside the choice. */
const BRINGS = /\b(?:bring|add|invite|include|cc|loop in)(?: in| along)? #p/i;
/** "can we take 13:30?": asked for, not about. */
const ASKS_FOR =
  /\b(?:can|could|shall|may|might) (?:we|i|you) (?:please |just |maybe |then )*(?:take|do|have|make|go with|go for|use|pick|say|get|try)\b|^(?:is|would|will|could|does)(?: (?:it be|it|that be))? (?:at |on )?#[dtr]\d+(?: (?:at |on )?#[dtr]\d+)? (?:be )?(?:an? )?(?:ok(?:ay)?|fine|good|work|suit|do|possible|alright|better|option|all right)\b/i;
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

/** The wish at the time that was chosen. */
export function take(frame: Frame, { day, minute }: Offer): Sketch {
  const items: Item[] = [
    ...(day === undefined ? [] : [{ kind: 'd', from: day, to: day } as const]),
    ...(minute === undefined ? [] : [{ kind: 't', minute, sure: true } as const]),
  ];
  return withItems(frame, items);
}
