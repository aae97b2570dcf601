// What is said right after a change was made, about that change: "actually an hour", "friday works better, same time",
// "and one with Bea right after". Only words that name, choose or correct are read so; the meeting just spoken of
// gives all that they leave out.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { mondayOf, type Wall, wallOf } from '../calendar.ts';
import { decide } from '../decide/decide.ts';
import { act, type Decision } from '../decide/decision.ts';
import { reference, samePerson } from '../recognise/people.ts';
import { type Item, Sketch } from '../recognise/sketch.ts';
import { namedMeeting } from '../wishes/named.ts';
import { asHours, asMinutes } from './bare-numbers.ts';
import { isFragment } from './fragments.ts';
import type { Talk } from './talk.ts';

/** A thought, or a question that only looks. */
const WONDERS =
  /\b(?:maybe|perhaps|might|what if|wonder|if|unless|or|either)\b|^(?:would|is|am|are|does|do|did)\b.*\?/i;
const TIMED = /#[dtrsb]\d/;
const SAME = /\bsame (?:time|hour|day|slot)\b/i;
const WAY = /\b(?:later|earlier|sooner|back|forward|up|push|bump|delay|postpone|bring|pull|by)\b/i;
const ADDS_PEOPLE = /\b(?:add|invite|include|bring|cc|loop in|also|too|plus|as well)\b|^and\b/i;
/** "tomorrow is no good after all": given up, not wanted. */
const GIVEN_UP =
  /(#[dt]\d+)(?: (?:is|was|'s))? (?:no good|not good|bad|wrong|no longer good|too (?:early|late|soon)|(?:does not|doesn't|won't|not|no longer) (?:works?|suits?|possible))\b[^#]*/gi;
const WEEK_AFTER = /#d(\d+) (?:of|in) (?:the )?(?:week after|following week)\b/i;
const ALIKE = /\b(?:same|another|one|also|too|as well)\b|^(?:and|also|plus)\b/i;
const MOVES = /\b(?:move|push|shift|bump|postpone|reschedule|swap)\b/i;
const CORRECTS = /\b(?:no|not|instead|rather|sorry|oops|meant|wrong)\b/i;
const RIGHT_AFTER = /\b(?:(?:right|straight|directly|just|immediately)? ?after(?:wards)?|back[- ]to[- ]back)\b(?! #)/i;
const RIGHT_BEFORE = /\b(?:right|straight|directly|just|immediately)? ?before(?:hand)?\b(?! #)/i;

/** The change, or the booking like it, that the message asks for; undefined when it stands for itself. */
export function amended(said: Sketch, talk: Talk, situation: Situation): Decision | undefined {
  if (!talk.fresh) return undefined;
  const rest = asHours(asMinutes(said.part(plainOf(said.text)), situation), situation);
  const { text } = rest;
  if (WONDERS.test(text) || (!/#p\d/.test(text) && !isFragment(text)) || talk.frame) return undefined;
  const { subject } = talk;
  if (!subject?.own) return undefined;
  // "and the review to 5" is of another meeting
  if ((namedMeeting(rest, text, situation) ?? subject) !== subject) return undefined;
  const strangers = rest
    .all('p')
    .filter(({ person }) => !subject.attendees.some((attendee) => samePerson(attendee, person)));
  if (strangers.length > 0) {
    const people = strangers.map(({ person }) => reference(person));
    if (!TIMED.test(text) && !ALIKE_TIMED.test(text))
      return ADDS_PEOPLE.test(text) && isFragment(text)
        ? act('update_meeting', { meetingId: subject.id, addAttendees: people })
        : undefined;
    return alike(rest, subject, situation);
  }
  if (!isFragment(text)) return undefined;
  const again = repeatOf(rest, subject, situation);
  if (again) return again;
  const sketch = inItsWeek(inWeekAfter(rest, subject, situation), subject, situation);
  const wanted = wantedOf(sketch.text);
  if (wanted === undefined) return undefined;
  return decide({ intent: 'move', sketch: sketch.part(wanted), text: wanted, subject, pinned: true }, situation);
}

/** "back to where it was, thursday at 2", "20 minutes, no more", "15 minutes more": what such words come to. */
const plainOf = (text: string): string =>
  text
    .replace(/\b(?:back )?to (?:where|when|what|how) it was(?: before)?\b|\b(?:like|as) (?:it was )?before\b/gi, ' ')
    .replace(/[ ,]*\b(?:but )?(?:no|not(?: any)?) (?:more|longer|less)\b(?: than that)?/gi, ' ')
    .replace(/(#u\d+) more\b/gi, '$1 longer')
    .replace(/ {2,}/g, ' ')
    .trim();

const ALIKE_TIMED = /\bsame\b|\b(?:after|before)(?:wards|hand)?\b|\b(?:later|earlier)\b/i;

/** The change in the words of a move, or undefined where none is named. */
function wantedOf(said: string): string | undefined {
  const text = said
    .replace(GIVEN_UP, ' ')
    .replace(/(?:\band |,? )not (?:at |on )?(?=#[dt]|(?:this|that) (?:one|week)\b)/gi, ' instead of ')
    .replace(/\b(?:with )?#p\d+(?:'s)?/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (TIMED.test(text) || SAME.test(text)) return text.replace(/(?<!\bfrom *)#r/i, 'to #r');
  const length = text.match(/#u\d+/)?.[0];
  if (length === undefined) return undefined;
  if (/\b(?:longer|shorter|more|less|extend|cut)\b/i.test(text)) return text;
  if (/\badd\b/i.test(text)) return `add ${length} to it`;
  return WAY.test(text) ? text : `make it ${length}`;
}

/** "the thursday of the week after": after the week in which the meeting stands. */
function inWeekAfter(rest: Sketch, subject: SituationMeeting, { zone }: Situation): Sketch {
  const found = rest.text.match(WEEK_AFTER);
  const date = rest.at('d', found?.[1]);
  if (!found || !date) return rest;
  const day = mondayOf(wallOf(subject.start, zone).day) + 7 + (date.from - mondayOf(date.from));
  const text = rest.text.replace(found[0], `#d${rest.items.length}`);
  return new Sketch(text, [...rest.items, { item: { kind: 'd', from: day, to: day }, source: '' }]);
}

const REPEATS =
  /\b(?:same|another one|one more|again)\b(?! (?:time|hour|day|slot|length)\b).*?(?:#d\d+|\b(?:the )?(?:(week|day) after(?: that)?|(?:following|next) (week|day))\b)/i;

/** "same again the week after", "another one on friday": a booking like the meeting, on another day. */
function repeatOf(rest: Sketch, subject: SituationMeeting, situation: Situation): Decision | undefined {
  const { text } = rest;
  const found = text.match(REPEATS);
  if (!found || CORRECTS.test(text) || MOVES.test(text)) return undefined;
  const at = wallOf(subject.start, situation.zone);
  const [date] = rest.all('d');
  const unit = found[1] ?? found[2];
  const whole = date && date.to - date.from >= 4 ? at.day + 7 : date?.from;
  const day = unit ? at.day + (/week/i.test(unit) ? 7 : 1) : whole;
  if (day === undefined || day === at.day) return undefined;
  const items: Item[] = [
    ...subject.attendees.map((person) => ({ kind: 'p', person }) as const),
    { kind: 'd', from: day, to: day },
    { kind: 't', minute: rest.all('t')[0]?.minute ?? at.minute, sure: true },
    { kind: 'u', minutes: rest.all('u')[0]?.minutes ?? subject.durationMinutes },
  ];
  return booked(items, situation);
}

const BARE_WEEKDAY = /^\W*(?:mon|tue|wed|thu|fri|sat|sun)\p{L}*\W*$/iu;

/** "sorry, thursday": of the week in which the meeting stands, unless that has gone by. */
function inItsWeek(rest: Sketch, subject: SituationMeeting, { now, zone }: Situation): Sketch {
  const [found, ...others] = rest.found('d', rest.text);
  if (!found || others.length > 0 || !BARE_WEEKDAY.test(found.source)) return rest;
  const { from } = found.item;
  const day = mondayOf(wallOf(subject.start, zone).day) + from - mondayOf(from);
  if (day === from || day <= wallOf(now, zone).day) return rest;
  const text = rest.text.replace(/#d\d+/, `#d${rest.items.length}`);
  return new Sketch(text, [...rest.items, { item: { kind: 'd', from: day, to: day }, source: found.source }]);
}

/** "the same with Kim on friday": a booking like the meeting, for somebody else. */
function alike(rest: Sketch, subject: SituationMeeting, situation: Situation): Decision | undefined {
  const { text } = rest;
  const plain = text.replace(/#p\d+/g, ' ');
  if (!ALIKE.test(text) || CORRECTS.test(text) || MOVES.test(text) || !isFragment(plain)) return undefined;
  const { day, minute } = startAlike(rest, subject, situation);
  const items: Item[] = [
    ...rest.all('p'),
    { kind: 'd', from: day, to: day },
    { kind: 't', minute, sure: true },
    { kind: 'u', minutes: subject.durationMinutes },
    ...rest.all('t').slice(0, 1),
    ...rest.all('r').slice(0, 1),
    ...(WAY.test(text) ? [] : rest.all('u').slice(0, 1)),
  ];
  return booked(items, situation);
}

/** A booking of these people, at the last of these days, times and lengths. */
function booked(items: readonly Item[], situation: Situation): Decision {
  const last = new Map(items.map((item, index) => [item.kind === 'p' ? `p${index}` : item.kind, index]));
  if (last.has('r')) for (const kind of ['t', 'u']) last.delete(kind);
  const words = [...last.values()].map(
    (index) => `${items[index]?.kind === 'p' ? 'with ' : ''}#${items[index]?.kind}${index}`,
  );
  const sketch = new Sketch(
    `book ${words.join(' ')}`,
    items.map((item) => ({ item, source: '' })),
  );
  return decide({ intent: 'book', sketch, text: sketch.text }, situation);
}

/** When it starts: at the meeting's time, or right beside it, on its day or on the one that is named. */
function startAlike(rest: Sketch, { start, durationMinutes }: SituationMeeting, { zone }: Situation): Wall {
  const at = wallOf(start, zone);
  const [date] = rest.all('d');
  const [length] = rest.all('u');
  const { text } = rest;
  const days = /\b(?:the )?(?:day after|next day|following day)\b/i.test(text) ? 1 : 0;
  const day = date?.from ?? at.day + days;
  if (length && /\b(?:later|earlier|sooner)\b/i.test(text)) {
    const minutes = /\blater\b/i.test(text) ? length.minutes : -length.minutes;
    return { day: day + Math.floor((at.minute + minutes) / 1440), minute: (at.minute + minutes + 1440) % 1440 };
  }
  if (days === 0 && RIGHT_AFTER.test(text)) return { day, minute: at.minute + durationMinutes };
  if (RIGHT_BEFORE.test(text)) return { day, minute: at.minute - (length?.minutes ?? durationMinutes) };
  return { day, minute: at.minute };
}
