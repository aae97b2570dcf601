// Clock times, ranges, parts of the day and zones in the text. A time without am or pm stays unsure here;
// the reading that follows working hours is kept with it.
import { wallOf } from './calendar.ts';
import { clockTime } from './clock-time.ts';
import { MOVING } from './date-words.ts';
import { NUMBER, numberOf } from './numbers.ts';
import { recogniseDurations } from './recognise-durations.ts';
import type { Item, PartOfDay, Sketch } from './sketch.ts';
import { cityZone, isPlace, ZONE_NAMES, ZONES } from './zones.ts';

const HOUR_WORD = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
/** Marks times in the order in which they may swallow each other. Dates are marked already. */
export function recogniseTimes(sketch: Sketch, now: Date, zone: string): void {
  const later = (minutes: number): Item => ({
    kind: 's',
    wall: wallOf(new Date(now.getTime() + minutes * 60_000), zone),
  });
  sketch.mark(/\b(?:in )?half an hour from now\b|\bin half an hour\b/gi, () => later(30));
  sketch.mark(/\bin an hour and a half\b/gi, () => later(90));
  sketch.mark(
    new RegExp(`\\bin (${NUMBER}) ?(?:hours?|hrs?|h),?(?: and)? (${NUMBER}) ?(?:minutes?|mins?|m)\\b`, 'gi'),
    ([, h, m]) => later(Math.round(numberOf(h) * 60 + numberOf(m))),
  );
  sketch.mark(
    new RegExp(
      `(?<!\\b(?:squeeze|fit|slot|get|pencil|put|pop|sneak|schedule|book) )\\bin (?:about )?(${NUMBER}) ?(hours?|hrs?|h|minutes?|mins?|m)\\b(?: time)?|\\b(${NUMBER}) ?(hours?|hrs?|minutes?|mins?) from now\\b`,
      'gi',
    ),
    ([, n1, u1, n2, u2]) => {
      const minutes = numberOf(n1 ?? n2) * (/^h/i.test(u1 ?? u2 ?? '') ? 60 : 1);
      return minutes < 60 * 24 * 7 ? later(Math.round(minutes)) : null;
    },
  );
  recogniseDurations(sketch);
  recogniseClock(sketch);
}

function recogniseClock(sketch: Sketch): void {
  const parts: readonly [RegExp, PartOfDay][] = [
    [/\b(?:in the |during the )?(?:early |late )?mornings?\b/gi, 'morning'],
    [/\b(?:in the |during the )?(?:early |late )?afternoons?\b|\bafter lunch\b/gi, 'afternoon'],
    [/\b(?:in the |during the )?evenings?\b|\beve\b|\bat night\b/gi, 'evening'],
  ];
  for (const [pattern, part] of parts) sketch.mark(pattern, () => ({ kind: 'b', part }));
  sketch.mark(/\b(?:at )?(?:12 )?noon\b|\bmidday\b/gi, () => at(12 * 60, true));
  sketch.mark(/\bmidnight\b/gi, () => at(0, true));
  sketch.mark(/\b(?:eod|end of (?:the )?day|cob|close of business)\b/gi, () => at(18 * 60, true));
  const hour = `(\\d{1,2}|${HOUR_WORD})`;
  sketch.mark(
    new RegExp(
      `\\b(half|quarter|five|ten|twenty|5|10|15|20|25) (past|after|to|before|of|till) ${hour}(?: ?(am|pm))?\\b(?! ?(?:min|h|:))`,
      'gi',
    ),
    ([all, amount, way, h, half]) => {
      if (!/^(half|quarter)/i.test(all ?? '') && /^(after|before|of|to)$/i.test(way ?? '') && /^\d/.test(amount ?? ''))
        return null;
      const minutes = /half/i.test(amount ?? '') ? 30 : /quarter/i.test(amount ?? '') ? 15 : numberOf(amount);
      return clockTime(numberOf(h), 0, half, /past|after/i.test(way ?? '') ? minutes : -minutes);
    },
  );
  sketch.mark(new RegExp(`\\bhalf ${hour}\\b(?! ?(?:min|h|day))`, 'gi'), ([, h]) =>
    clockTime(numberOf(h), 0, undefined, 30),
  );
  sketch.mark(
    new RegExp(
      `\\b(${HOUR_WORD})[- ](fifteen|twenty|twenty[- ]five|thirty|forty|forty[- ]five|fifty)(?: ?(am|pm))?\\b(?! ?(?:min|h|people|-))`,
      'gi',
    ),
    ([, h, m, half]) => clockTime(numberOf(h), minuteWord(m), half),
  );
  sketch.mark(/(?<=#d\d+ *,? *)(am|pm)\b|^(?:in the )?(am|pm)(?=[.! ]*$)/gi, ([, half]) => ({
    kind: 'b',
    part: /am/i.test(half ?? '') ? 'morning' : 'afternoon',
  }));
  // ranges
  if (!MOVING.test(sketch.text))
    sketch.text = sketch.text.replace(
      /(?<=(?:^|#d\d+ ?,?|,) *)(\d{1,2} (?:to|til|till|until) \d{1,2})(?= *(?:$|[,.;!?]|#|(?:with|on|for|re|about|please)\b))/gi,
      'from $1',
    );
  sketch.mark(
    /(?<![\d:.])\b(?:from |between )?(\d{1,2})(?:[:.h](\d{2}))? ?(am|pm|a|p)? ?(?:-|to|and|til|till|until) ?(\d{1,2})(?:[:.h](\d{2}))? ?(am|pm|a|p)?\b(?![:/.\d]|-\d)/gi,
    ([all, h1, m1, a1, h2, m2, a2]) => {
      const spoken = /^(from|between) |\d ?(am|pm)|\d:\d\d/i.test(all ?? '') || /-/.test(all ?? '');
      if (!spoken || (/ and /i.test(all ?? '') && !/^between/i.test(all ?? ''))) return null;
      const to = clockTime(Number(h2), Number(m2 ?? 0), a2);
      const from = clockTime(Number(h1), Number(m1 ?? 0), a1);
      if (to?.kind !== 't' || from?.kind !== 't') return null;
      let start = from.minute;
      if (!a1 && a2 && Number(h1) <= 12) {
        const same = ((Number(h1) % 12) + (/^p/i.test(a2) ? 12 : 0)) * 60 + Number(m1 ?? 0);
        start = same < to.minute ? same : (Number(h1) % 12) * 60 + Number(m1 ?? 0);
      }
      let end = to.minute;
      if (!a2 && end <= start && Number(h2) < 12) end += 12 * 60;
      return end > start && end <= 1440 ? { kind: 'r', from: start, to: end, sure: from.sure || to.sure } : null;
    },
  );
  // single times that show themselves
  sketch.mark(/\b(1[0-2]|0?[1-9])([0-5]\d) ?(am|pm)\b/gi, ([, h, m, half]) => clockTime(Number(h), Number(m), half));
  sketch.mark(/(?<=\bat |#d\d+ *,? *)([1-9])([0-5]\d)\b(?! ?(?:people|min|h\b|%|\/| ?\p{Lu}))/gu, ([, h, m]) =>
    clockTime(Number(h), Number(m), undefined),
  );
  if (MOVING.test(sketch.text))
    sketch.mark(/(?<=\p{L} )(1[0-2]|[1-9])([0-5]\d)(?=[.! ]*$)/gu, ([, h, m]) =>
      clockTime(Number(h), Number(m), undefined),
    );
  sketch.mark(/(?<=\bat |#d\d+ *,? *)(\d{1,2})\.([0-5]\d)\b(?!\.?\d)/gi, ([, h, m]) =>
    clockTime(Number(h), Number(m), undefined),
  );
  sketch.mark(
    /(?<=\b(?:at|from|until|till|for) |#d\d+ *,? *)([01]\d|2[0-3])([0-5]\d)\b(?! ?(?:people|min|h\b))/gi,
    ([, h, m]) => clockTime(Number(h), Number(m), undefined, 0, false, true),
  );
  sketch.mark(/\b(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)(?:ish)?\b/gi, ([all, h, m, half]) =>
    clockTime(Number(h), Number(m ?? 0), half, 0, /ish/i.test(all ?? '')),
  );
  sketch.mark(/\b(\d{1,2})(?:[:.](\d{2}))?([ap])\b/gi, ([, h, m, half]) => clockTime(Number(h), Number(m ?? 0), half));
  sketch.mark(new RegExp(`\\b(${HOUR_WORD})(?: (thirty|fifteen|forty[- ]five))? ?(am|pm)\\b`, 'gi'), ([, h, m, half]) =>
    clockTime(numberOf(h), m ? numberOf(m) : 0, half),
  );
  sketch.mark(/(?<![\d:])(\d{1,2}):(\d{2})(?::\d\d)?(?:ish)?(?![\d:])/gi, ([all, h, m]) =>
    clockTime(Number(h), Number(m), undefined, 0, /ish/i.test(all ?? ''), (h ?? '').startsWith('0')),
  );
  sketch.mark(/\b(\d{1,2})h(\d{2})?\b/gi, ([, h, m]) =>
    clockTime(Number(h), Number(m ?? 0), undefined, 0, false, true),
  );
  sketch.mark(/\b([01]\d|2[0-3])([0-5]\d) ?(?:hrs|hours|h)\b/gi, ([, h, m]) =>
    clockTime(Number(h), Number(m), undefined, 0, false, true),
  );
  sketch.mark(new RegExp(`\\b${hour} ?(?:o'clock|oclock|ish)(?: ?(am|pm))?(?![\\w])`, 'gi'), ([all, h, half]) =>
    clockTime(numberOf(h), 0, half, 0, /ish/i.test(all ?? '')),
  );
  // bare numbers, only where a time must stand
  const lead =
    'instead of|rather than|not|but|at|@|around|about|by|till?|until|from|after|before|past|make it|to|for|my|the|say|like|is|between|than|or|be|does|would|do|(?:mon|tues|wednes|thurs|fri)days';
  const tail = `(?= *(?:$|[,.;:!?)]|#|and|or|with|on|in|at the|please|for|instead|if|today|work|free|then|no|works|ok|slot|meeting|call|to|about|wait|sorry|actually|maybe|open|available|would|until|till|is|be|me|tomorrow|(?:${ZONE_NAMES})\\b))`;
  sketch.mark(
    new RegExp(
      `(?<=(?:^|[^\\w#])(?:${lead}|#d\\d+,?|#b\\d+) *)((?<!\\bthe +(?:#d\\d+ *)?)one\\b|(?!one\\b)(?:\\d{1,2}|${HOUR_WORD}))(?![:.]\\d)${tail}(?! *(?:people|persons|of (?:us|them)|days|weeks|percent|%))`,
      'gi',
    ),
    ([, h]) => {
      const value = numberOf(h);
      return value >= 1 && value <= 23 ? clockTime(value, 0, undefined) : null;
    },
  );
  sketch.mark(
    /(?<=(?:\bat|@|\baround|#d\d+,?) *)(\d{1,2})(?![:.\d]|[\p{L}%])(?! *(?:#u|%|x\b|-|\/|(?:percent|people|persons|of (?:us|them)|min|hours?|hrs?|more|other|new|back-to-back|\d)))(?! (?!(?:is|as|has|this|does|thanks|us|pls|works|plus|yes|unless|perhaps|always)\b)\p{L}+s\b)/giu,
    ([, h]) => (Number(h) >= 1 && Number(h) <= 23 ? clockTime(Number(h), 0, undefined) : null),
  );
  sketch.mark(new RegExp(`(?<=^|no,? )(\\d{1,2})(?![:.]\\d)${tail}`, 'gi'), ([, h]) =>
    Number(h) >= 1 && Number(h) <= 23 ? clockTime(Number(h), 0, undefined) : null,
  );
  sketch.mark(/#t(\d+) ?- ?(\d{1,2})\b(?![:.\d])/g, ([, i, h]) => {
    const from = sketch.at('t', i);
    const to = clockTime(Number(h), 0, undefined);
    return from && to?.kind === 't' && to.minute > from.minute
      ? { kind: 'r', from: from.minute, to: to.minute, sure: true }
      : null;
  });
  sketch.mark(/#t(\d+) *(?:-|to|til|till|until) *#t(\d+)/g, ([, i, j]) => {
    const from = sketch.at('t', i);
    const to = sketch.at('t', j);
    return from && to && to.minute > from.minute && !MOVING.test(sketch.text)
      ? { kind: 'r', from: from.minute, to: to.minute, sure: from.sure }
      : null;
  });
  sketch.mark(/\b(?:between )#t(\d+) *(?:and|&) *#t(\d+)/g, ([, i, j]) => {
    const from = sketch.at('t', i);
    const to = sketch.at('t', j);
    return from && to && to.minute > from.minute
      ? { kind: 'r', from: from.minute, to: to.minute, sure: from.sure }
      : null;
  });
  sketch.mark(/#([tr])(\d+),? *\(?(?:gmt|utc) ?([+-]) ?(\d{1,2})\b(?!:)\)?/gi, ([, kind, index, sign, hours]) => {
    const item = kind === 't' ? sketch.at('t', index) : sketch.at('r', index);
    // the zone database counts westwards
    return item && Number(hours) <= 12 ? { ...item, zone: `Etc/GMT${sign === '+' ? '-' : '+'}${hours}` } : null;
  });
  const zoned = new RegExp(
    `#([tr])(\\d+),? *(?:in )?\\(?(${ZONE_NAMES})\\b(?:[ -](?:time|standard time))?(?:'s time)?\\)?`,
    'gi',
  );
  sketch.mark(zoned, ([all, kind, index, name]) => {
    const zone = ZONES[(name ?? '').toLowerCase()];
    const item = kind === 't' ? sketch.at('t', index) : sketch.at('r', index);
    const place = isPlace(name ?? '');
    if (!item || !zone || (place && !/time/i.test(all ?? ''))) return null;
    return { ...item, zone };
  });
  sketch.mark(/#([tr])(\d+),? *\(?(\p{L}+(?: \p{L}+)?) time\b\)?/giu, ([, kind, index, city]) => {
    const item = kind === 't' ? sketch.at('t', index) : sketch.at('r', index);
    const zone = cityZone(city ?? '');
    return item && zone ? { ...item, zone } : null;
  });
  sketch.mark(new RegExp(`\\b(?:in )?(${ZONE_NAMES}) time\\b`, 'gi'), ([, name]) => ({
    kind: 'z',
    zone: ZONES[(name ?? '').toLowerCase()] ?? 'Etc/UTC',
  }));
}

const minuteWord = (word: string | undefined): number =>
  ({ 'twenty five': 25, 'twenty-five': 25, fifty: 50 })[(word ?? '').toLowerCase()] ?? numberOf(word);

const at = (minute: number, sure: boolean): Item => ({ kind: 't', minute, sure });
