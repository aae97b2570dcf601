// Decisions that only look: meetings of some days, and when somebody is free.
import type { Situation } from '../../../situation.ts';
import { clock, type Day, isoDay, mondayOf, wallOf, weekdayOf } from '../calendar.ts';
import { reference } from '../recognise/people.ts';
import type { Item, ItemOf, PartOfDay, Sketch } from '../recognise/sketch.ts';
import { boundedByMeetings } from '../wishes/beside.ts';
import { inZone } from '../wishes/start.ts';
import { actAll, ask, type Call, type Decision } from './decision.ts';
import { windowsIn } from './windows.ts';

interface Span {
  readonly from: Day;
  readonly to: Day;
}

const DAY_MINUTES = 1440;
/** How far a list without days looks ahead, and one that searches for somebody or for what comes next. */
const SOON = 7;
const FAR = 30;

export function list(sketch: Sketch, text: string, situation: Situation): Decision {
  const today = wallOf(situation.now, situation.zone).day;
  const dates = sketch
    .found('d', text)
    .map(({ item, source }) => (item.from < item.to && WEEK.test(source) ? wholeWeek(item) : item));
  const spans = daysOf(dates, text, today);
  if (!Array.isArray(spans)) return spans;
  const [person] = sketch.all('p', text);
  const query = person ? (person.person.name ?? person.person.email) : undefined;
  const past = /\b(?:did (?:i|we)|was i|were we|(?:have|has) .* (?:met|seen))\b/i.test(text);
  const ahead = query || /\b(?:next|when)\b/i.test(text) ? FAR : SOON;
  const shown =
    spans.length > 0
      ? spans
      : past
        ? [{ from: today - FAR, to: today }]
        : [OF_TODAY.test(text) ? whole(today) : plainWeek(text, today, ahead)];
  return actAll(
    shown.map(({ from, to }) => ({
      tool: 'list_meetings',
      arguments: { from: isoDay(from), to: isoDay(to), ...(query ? { query } : {}) },
    })),
  );
}

/** "what do I still have before six": a clock without a day. */
const OF_TODAY = /\b(?:my|the) day\b|#b\d|\b(?:before|after|until|till?|by|since|past) #t\d/i;

const whole = (day: Day): Span => ({ from: day, to: day });
const plainWeek = (text: string, today: Day, ahead: number): Span =>
  /\b(?:my|the) week\b|\bweek overview\b/i.test(text)
    ? { from: today, to: mondayOf(today) + 6 }
    : { from: today, to: today + ahead };

/** "this week", and not "a week from friday". */
const WEEK = /\b(?:week|wk)\s*$/i;
const FRIDAY = 5;

/** A week of work ends on Friday; what somebody has in it may lie on the days after as well. */
const wholeWeek = <Date extends Span>(date: Date): Date =>
  weekdayOf(date.to) % 6 === 0 || weekdayOf(date.to) === FRIDAY ? { ...date, to: mondayOf(date.to) + 6 } : date;

/** The days that the text names, neighbours joined; or the question that has to come first. */
function daysOf(
  dates: readonly ItemOf<'d'>[],
  text: string,
  today: Day,
  latest = Math.max(...dates.map(({ from }) => from)),
): Span[] | Decision {
  const wrong = dates.find((date) => date.wrong);
  if (wrong) return ask(`${wrong.wrong} Which day do you mean?`, ['date']);
  const [only] = dates;
  if (
    only &&
    dates.length === 1 &&
    /\b(?:till?|until|(?<!\b(?:me|run|walk|talk|go) )through|thru|up to) (?:the )?#d/i.test(text) &&
    only.from > today
  )
    return [{ from: today, to: only.to }];
  const bounded = only && dates.length === 1 ? boundedBy(text, only, today) : undefined;
  if (bounded) return [bounded];
  const spans: Span[] = [];
  // "monday and wednesday", said on a wednesday, means the next one
  const coming = dates.map((date) =>
    date.doubt && latest > date.from ? { from: date.doubt[1], to: date.doubt[1] } : date,
  );
  for (const { from, to } of coming.toSorted((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last && from <= last.to + 1) spans[spans.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else spans.push({ from, to });
  }
  return spans;
}

/** "any hour before friday", "by the 20th", "after wednesday": a day that bounds others. */
function boundedBy(text: string, { from, to }: Span, today: Day): Span | undefined {
  if (/\bfrom (?:the )?#d\d+ (?:on|onwards?|forward)\b/i.test(text))
    return { from, to: Math.max(mondayOf(from) + FRIDAY - 1, to) };
  const word = text.match(/\b(before|by|after|past|since)(?: the)? #d/i)?.[1]?.toLowerCase();
  if (word === undefined || from <= today) return undefined;
  if (word === 'before') return { from: today, to: from - 1 };
  if (word === 'by') return { from: today, to };
  return { from: to + 1, to: Math.max(mondayOf(to + 1) + 4, to + 1) };
}

const EARLIEST =
  /\b(?:earliest|soonest|next (?:available|free|open|opening|slot|gap)|first (?:available|free|open|opening|slot|gap)|as soon as possible|asap)\b/i;

/** "if I moved the 3pm to 5, would I be free at 3:30?": not when it is asked about. */
const SUPPOSED =
  /\b(?:if|suppose|supposing|say|assuming) (?:i|we) (?:were to )?(?:move|push|shift|cancel|drop|skip|reschedule)[^,?]*,/i;

/** Its day, where the question itself names none. */
const dayOfIt = (supposed: string, _: number, text: string): string =>
  /#d\d/.test(text.replace(supposed, ' ')) ? ' ' : ` ${supposed.match(/#d\d+/)?.[0] ?? ''} `;
const NOT_BEFORE =
  /\b(?:not|nothing|never|no) (?:before|until|till|earlier than|sooner than|any earlier than)(?= (?:the )?#[td])/gi;
const NOT_AFTER = /\b(?:not|nothing|never|no) (?:after|past|later than|beyond)(?= (?:the )?#[td])/gi;

export function availability(sketch: Sketch, written: string, situation: Situation): Decision {
  const today = wallOf(situation.now, situation.zone).day;
  const plain = written.replace(SUPPOSED, dayOfIt).replace(NOT_BEFORE, 'after').replace(NOT_AFTER, 'before');
  const text = fromNow(sketch, boundedByMeetings(sketch, plain, situation), situation);
  const latest = Math.max(...sketch.all('d', text).map(({ from }) => from));
  const [duration] = sketch.all('u', text);
  const participants = sketch.all('p', text).map(({ person }) => reference(person));
  const calls: Call[] = [];
  for (const part of windowsIn(text)) {
    const spans = daysOf(sketch.all('d', part), part, today, latest);
    if (!Array.isArray(spans)) return spans;
    const { shift, bounds } = boundsOf(sketch, part, duration?.minutes, spans[0]?.from ?? today, situation);
    // Without days the tool looks ahead by itself.
    const soon = EARLIEST.test(text) ? { from: today, to: today + SOON } : undefined;
    const bounded = bounds.after !== undefined || bounds.before !== undefined;
    const days = spans.length > 0 ? spans : [bounded ? whole(today) : (soon ?? (bounds.partOfDay && whole(today)))];
    for (const named of days) {
      const span = named && { from: named.from + shift, to: named.to + shift };
      calls.push({
        tool: 'check_availability',
        arguments: {
          ...(span &&
            (span.from === span.to ? { date: isoDay(span.from) } : { from: isoDay(span.from), to: isoDay(span.to) })),
          ...bounds,
          ...(duration ? { durationMinutes: duration.minutes } : {}),
          ...(participants.length > 0 ? { participants } : {}),
        },
      });
    }
  }
  return actAll(calls);
}

/** "am I free in 20 minutes", "… now", "… for the next hour": a day and a time of it. */
function fromNow(sketch: Sketch, text: string, { now, zone }: Situation): string {
  const [index] = text.match(/#s\d+/) ?? [];
  const next = text.match(/(?:\b(?:for|in|within|over|during) )?the next (?:#u(\d+)|(half[- ](?:an )?)?hour)/i);
  const wall = sketch.at('s', index?.slice(2))?.wall ?? (next || NOW.test(text) ? wallOf(now, zone) : undefined);
  if (!wall || /#[dtr]\d/.test(text)) return text;
  const length = next ? (sketch.at('u', next[1])?.minutes ?? (next[2] === undefined ? 60 : 30)) : undefined;
  const marker = (item: Item) => ` #${item.kind}${sketch.items.push({ item, source: '' }) - 1} `;
  const day = marker({ kind: 'd', from: wall.day, to: wall.day });
  const end = wall.minute + (length ?? 0);
  const time = marker(
    length === undefined || end > DAY_MINUTES
      ? { kind: 't', minute: wall.minute, sure: true }
      : { kind: 'r', from: wall.minute, to: end, sure: true },
  );
  return text.replace(index ?? next?.[0] ?? NOW, `${day}${time}`);
}

const NOW = /\b(?:right |just )?now\b(?! on\b)/i;

const TIMES =
  /(\b(?:after|from|past|since|post|later than|before|by|until|till?|prior to|earlier than)\b)? *(?:(?<=(?:by|before|after|until|till) )#d\d+ )?#t(\d+)/gi;

/** "this evening after 7" is 19:00: a time that is not sure of its half of the day takes that of the part. */
function ofPart({ minute, sure }: ItemOf<'t'>, part: PartOfDay | undefined): number {
  if (sure || part === undefined) return minute;
  if (part === 'morning') return minute >= 13 * 60 ? minute - 720 : minute;
  return minute < 720 ? minute + 720 : minute;
}

interface Bounds {
  readonly after?: string;
  readonly before?: string;
  readonly partOfDay?: PartOfDay;
}

/**
 * Between when and when on the user's wall; a time alone is asked about for as long as the meeting would last. `shift`: so
 * many days off the one named lie times told by the clocks of another zone.
 */
function boundsOf(
  sketch: Sketch,
  text: string,
  length: number | undefined,
  day: Day,
  { zone, defaultDurationMinutes }: Situation,
): { readonly shift: number; readonly bounds: Bounds } {
  const [range] = sketch.all('r', text);
  const named = sketch.all('z', text)[0]?.zone;
  const [part] = sketch.all('b', text);
  const here = (minute: number, from: string | undefined) => {
    if (from === undefined) return minute;
    const at = inZone({ day, minute }, from, zone);
    return (at.day - day) * DAY_MINUTES + at.minute;
  };
  let after = range && here(range.from, range.zone ?? named);
  let before = range && here(range.to, range.zone ?? named);
  for (const [, word, index] of text.matchAll(TIMES)) {
    const time = sketch.at('t', index);
    if (!time) continue;
    const minute = here(ofPart(time, part?.part), time.zone ?? named);
    if (/before|by|til|until|prior|earlier/i.test(word ?? '')) before = minute;
    else if (word) after = minute;
    else [after, before] = [minute, minute + (length ?? defaultDurationMinutes)];
  }
  const meal = /\b(?:dinner|supper)\b/i.test(text) ? 'evening' : undefined;
  const partOfDay = part?.part ?? meal;
  if (after === undefined && before === undefined) return { shift: 0, bounds: partOfDay ? { partOfDay } : {} };
  const shift = Math.floor((after ?? (before ?? 0) - 1) / DAY_MINUTES);
  const from = after === undefined ? undefined : after - shift * DAY_MINUTES;
  const to = before === undefined ? undefined : before - shift * DAY_MINUTES;
  return {
    shift,
    bounds: {
      ...(from !== undefined ? { after: clock(from) } : {}),
      ...(to !== undefined && to < DAY_MINUTES ? { before: clock(to) } : {}),
    },
  };
}
