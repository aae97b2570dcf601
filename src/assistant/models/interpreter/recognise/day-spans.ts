// Stretches of days: weeks, weekends, months and their parts.
import { dayOf, mondayOf, monthEnd, monthStart, partsOf, weekdayOf } from '../calendar.ts';
import { coming, type DateRule, inWeek, monthStartOf, WEEKDAY, weekNumber } from './date-rules.ts';
import { days, MONTHS, MOVING, monthIndex, single, weekdayIndex } from './date-words.ts';
import { numberOf } from './numbers.ts';

/** Monday to Friday of the week that lies `weeks` after the running one. */
const working = (today: number, weeks: number) => days(mondayOf(today) + 7 * weeks, mondayOf(today) + 7 * weeks + 4);
const weekend = (today: number, weeks: number) =>
  days(mondayOf(today) + 7 * weeks + 5, mondayOf(today) + 7 * weeks + 6);
const restOfWeek = (today: number) => days(today, Math.max(today, mondayOf(today) + 4));

/** The day that lies so many working days after today. */
function workingDay(today: number, count: number): number {
  let day = today;
  for (let left = count; left > 0; day++) if (weekdayOf(day + 1) % 6 !== 0) left--;
  return day;
}

export const SPANS: readonly DateRule[] = [
  [
    /\b(?:in )?(?:calendar week|week number|week no\.?|week|wk|cw|kw) ?(\d{1,2})\b(?! ?(?:days?|hours?|weeks?|am|pm|of|:))/gi,
    ([, n], { today }) => {
      const monday = weekNumber(today, Number(n));
      return Number(n) >= 1 && Number(n) <= 53 ? days(monday, monday + 4) : null;
    },
  ],
  [/\b(?:(?:over|on|at|during) )?the weekend\b|\bweekend\b(?= meetings)/gi, (_, { today }) => weekend(today, 0)],
  [/\b(?:the )?week after next\b|\bnext to next week\b/gi, (_, { today }) => working(today, 2)],
  [new RegExp(`\\b(?:the )?week of ${WEEKDAY}`, 'gi'), ([, name], { today }) => working(coming(name, today), 0)],
  [
    /\b(?:early|beginning of|start of|first half of) next week\b/gi,
    (_, { today }) => days(mondayOf(today) + 7, mondayOf(today) + 8),
  ],
  [
    /\b(?:late|later|end of|second half of) next week\b/gi,
    (_, { today }) => days(mondayOf(today) + 10, mondayOf(today) + 11),
  ],
  [
    /\b(?:late|later|end of|the rest of|rest of|remainder of) (?:this|the|my) week\b/gi,
    (_, { today }) => restOfWeek(today),
  ],
  [/\bnext weekend\b/gi, (_, { today }) => weekend(today, 1)],
  [/\b(?:this|the) weekend\b/gi, (_, { today }) => weekend(today, 0)],
  [
    /\b(?:the )?(?:coming|upcoming|following) week\b/gi,
    (_, { today }) => working(today, weekdayOf(today) % 6 === 0 ? 1 : 0),
  ],
  [/\bnext week\b(?! from)/gi, (_, { today }) => working(today, 1)],
  [/\bthis week\b/gi, (_, { today }) => restOfWeek(today)],
  [/\blast week\b/gi, (_, { today }) => working(today, -1)],
  [
    /\b(?:in|over|within|during) the (?:next|coming) month\b/gi,
    (_, { today }) => days(today, monthStart(today, 1) + partsOf(today).date - 1),
  ],
  [
    new RegExp(`\\b(?:the )?(first|second|1st|2nd) half of (?:(next|this|the) month|(${MONTHS}))\\b`, 'gi'),
    ([, half, relative, month], { today }) => {
      const start = month
        ? monthStartOf(today, monthIndex(month))
        : monthStart(today, /next/i.test(relative ?? '') ? 1 : 0);
      return /first|1/.test(half ?? '') ? days(Math.max(start, today), start + 14) : days(start + 15, monthEnd(start));
    },
  ],
  [/\bnext month\b/gi, (_, { today }) => days(monthStart(today, 1), monthEnd(today, 1))],
  [/\b(?:the )?end of (?:the|this) month\b/gi, (_, { today }) => single(monthEnd(today))],
  [/\b(?:this|the rest of the|rest of the) month\b/gi, (_, { today }) => days(today, monthEnd(today))],
  [
    /\b(?:(?:in|over|within|during) )?(?:the )?(?:next|coming) (\d+|two|three|four|five|couple of|few) (?:working|business|week|work) ?days\b/gi,
    ([, n], { today }) =>
      days(today, workingDay(today, /few/i.test(n ?? '') ? 3 : numberOf(n?.replace(/^couple/i, 'a couple')))),
  ],
  [
    /\b(?:the )?(?:next|coming) (\d+|two|three|four|five|six|seven|eight|nine|ten) days\b/gi,
    ([, n], { today }) => days(today, today + numberOf(n)),
  ],
  [
    /\b(?:in|over|within|during) the (?:next|coming) (?:(few|couple of) days|week|7 days)\b/gi,
    ([, few], { today }) => days(today, today + (few ? 3 : 7)),
  ],
  [
    new RegExp(`\\b(?:in )?(early|mid|late|(?:the )?(?:beginning|start|middle|end) of)[ -](${MONTHS})\\b`, 'gi'),
    ([, part, month], { today }) => {
      const start = monthStartOf(today, monthIndex(month));
      if (/early|beginning|start/i.test(part ?? '')) return days(start, start + 9);
      return /mid/i.test(part ?? '') ? days(start + 10, start + 19) : days(start + 20, monthEnd(start));
    },
  ],
  [
    /\b(?:(?:in|over|during|within|for) )?(?:the )?(?:next|coming|following) (?:(two|2|three|3|four|4|couple of) weeks|fortnight)\b/gi,
    ([, n], { today }) => days(today, today + 7 * (n === undefined || /couple/i.test(n) ? 2 : numberOf(n))),
  ],
  [/\blast month\b/gi, (_, { today }) => days(monthStart(today, -1), monthEnd(today, -1))],
  [
    /\b(?:for )?(?:the )?(?:(?:rest|remainder|end) of (?:the|this) year|this year)\b/gi,
    (_, { today }) => days(today, dayOf(partsOf(today).year, 12, 31)),
  ],
  [
    new RegExp(`\\b(?:for )?(?:the )?(?:rest|remainder) of (${MONTHS})\\b`, 'gi'),
    ([, month], { today }) => {
      const start = monthStartOf(today, monthIndex(month));
      return days(Math.max(start, today), monthEnd(start));
    },
  ],
];

/** After single days are read: weekday to weekday, whole months. */
export const WEEKDAY_SPANS: readonly DateRule[] = [
  [
    new RegExp(
      `\\b(?:from |between )?(next )?${WEEKDAY} ?(?:-|to|through|thru|till|until|(and)) ?${WEEKDAY}(?: or ${WEEKDAY})?\\b`,
      'gi',
    ),
    ([all, next, from, and, to], { sketch, today }) => {
      if (MOVING.test(sketch.text)) return null;
      const length = (weekdayIndex(to) - weekdayIndex(from) + 7) % 7;
      if (and && length !== 1 && !/^between/i.test(all ?? '')) return null;
      const first = next ? inWeek(1, from, today) : coming(from, today);
      return days(first, first + length);
    },
  ],
];

export const MONTH_SPANS: readonly DateRule[] = [
  [
    new RegExp(
      `(?<=\\b(?:my|all|the|our|every|any) )(${MONTHS})(?= (?:meetings?|calls?|appointments?|schedule|calendar|agenda|diary|events?|like|look(?:s|ing)?)\\b)`,
      'gi',
    ),
    ([, month], { today }) => {
      const start = monthStartOf(today, monthIndex(month));
      return days(Math.max(start, today), monthEnd(start));
    },
  ],
  [
    new RegExp(`(?:\\b(?:in|all of|for|during) |(?<=\\bshow(?: me)? ))(${MONTHS})(?: (\\d{4}))?\\b(?! *\\d)`, 'gi'),
    ([, month, year], { today }) => {
      if (/^may$/i.test(month ?? '') && month !== 'May') return null;
      const start = monthStartOf(today, monthIndex(month), year === undefined ? undefined : Number(year));
      return days(Math.max(start, today), monthEnd(start));
    },
  ],
];

/** "#d0 to #d1". */
export const JOINED_DAYS: readonly DateRule[] = [
  // "my schedule through friday"
  [
    /(?<=\b(?:schedule|calendar|agenda|diary|meetings?|calls?|appointments?|everything|anything|have|got|all|open|free|available|booked|on) )(?:through|thru)(?: to)? #d(\d+)/gi,
    ([, index], { sketch, today }) => {
      const end = sketch.at('d', index);
      return end && end.to >= today && !MOVING.test(sketch.text) ? days(today, end.to) : null;
    },
  ],
  [
    /\b(?:between|from|any ?time) now (?:and|to|until|till?|through|-) (?:the )?#d(\d+)/gi,
    ([, index], { sketch, today }) => {
      const end = sketch.at('d', index);
      return end && end.to >= today && !MOVING.test(sketch.text) ? days(today, end.to) : null;
    },
  ],
  [
    /\b(?:between|from) #d(\d+) *(?:and|to|-|until|till?) *#d(\d+)|#d(\d+) *(?:to|-|through|until|till?|thru) *#d(\d+)/gi,
    ([, i, j, k, l], { sketch }) => {
      const from = sketch.at('d', i ?? k);
      const to = sketch.at('d', j ?? l);
      const spans = from && to && to.to > from.from && from.from === from.to;
      return spans && !MOVING.test(sketch.text) ? days(from.from, to.to) : null;
    },
  ],
];
