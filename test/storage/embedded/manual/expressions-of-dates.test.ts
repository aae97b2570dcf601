// Expressions of dates as the pages of MongoDB's manual define them, most of them the pages' own examples:
// https://www.mongodb.com/docs/manual/reference/operator/aggregation/<name without $>/
import { ObjectId } from 'bson';
import { checkExpressions as check, now, refused, utc } from '../support/expressions.ts';

check('dates', [
  [
    'dateAdd',
    { $dateAdd: { startDate: utc('2021-01-31T00:00:00'), unit: 'month', amount: 1 } },
    utc('2021-02-28T00:00:00'),
  ],
  [
    'dateAdd',
    { $dateAdd: { startDate: utc('2020-10-25T00:00:00'), unit: 'hour', amount: 24, timezone: 'Europe/Paris' } },
    utc('2020-10-26T00:00:00'),
  ],
  [
    'dateAdd',
    { $dateAdd: { startDate: utc('2021-10-31T12:10:05'), unit: 'day', amount: 1, timezone: 'Europe/London' } },
    utc('2021-11-01T12:10:05'),
  ],
  ['dateAdd', { $dateAdd: { startDate: now, unit: 'day', amount: 1.5 } }, refused(5166405)],
  ['dateAdd', { $dateAdd: { startDate: now, unit: 'day', amount: 1, timezone: '$none' } }, null],
  [
    'dateSubtract',
    { $dateSubtract: { startDate: utc('2021-03-31T00:00:00'), unit: 'month', amount: 1 } },
    utc('2021-02-28T00:00:00'),
  ],
  [
    'dateDiff',
    { $dateDiff: { startDate: utc('2021-01-24T00:00:00'), endDate: utc('2021-01-25T00:00:00'), unit: 'week' } },
    0n,
  ],
  [
    'dateDiff',
    {
      $dateDiff: {
        startDate: utc('2021-01-24T00:00:00'),
        endDate: utc('2021-01-25T00:00:00'),
        unit: 'week',
        startOfWeek: 'Monday',
      },
    },
    1n,
  ],
  [
    'dateDiff',
    { $dateDiff: { startDate: utc('2020-12-31T23:59:59'), endDate: utc('2021-01-01T00:00:00'), unit: 'year' } },
    1n,
  ],
  [
    'dateDiff',
    { $dateDiff: { startDate: utc('2021-01-01T00:00:00'), endDate: utc('2020-12-31T00:00:00'), unit: 'quarter' } },
    -1n,
  ],
  // The night in which New York's clocks go back has 25 hours, and the one in which they go forward 23.
  [
    'dateDiff',
    {
      $dateDiff: {
        startDate: utc('2026-11-01T04:00:00'),
        endDate: utc('2026-11-02T05:00:00'),
        unit: 'hour',
        timezone: 'America/New_York',
      },
    },
    25n,
  ],
  [
    'dateDiff',
    {
      $dateDiff: {
        startDate: utc('2026-11-01T04:00:00'),
        endDate: utc('2026-11-02T05:00:00'),
        unit: 'day',
        timezone: 'America/New_York',
      },
    },
    1n,
  ],
  [
    'dateDiff',
    {
      $dateDiff: {
        startDate: utc('2026-03-08T05:00:00'),
        endDate: utc('2026-03-09T04:00:00'),
        unit: 'hour',
        timezone: 'America/New_York',
      },
    },
    23n,
  ],
  // In India an hour begins at half past of UTC's.
  [
    'dateDiff',
    {
      $dateDiff: {
        startDate: utc('2026-01-01T00:15:00'),
        endDate: utc('2026-01-01T00:45:00'),
        unit: 'hour',
        timezone: 'Asia/Kolkata',
      },
    },
    1n,
  ],
  [
    'dateDiff',
    { $dateDiff: { startDate: utc('2026-01-01T00:15:00'), endDate: utc('2026-01-01T00:45:00'), unit: 'hour' } },
    0n,
  ],
  [
    'dateTrunc',
    {
      $dateTrunc: {
        date: utc('2021-03-20T11:30:05'),
        unit: 'week',
        binSize: 2,
        timezone: 'America/Los_Angeles',
        startOfWeek: 'Monday',
      },
    },
    utc('2021-03-15T07:00:00'),
  ],
  [
    'dateTrunc',
    { $dateTrunc: { date: utc('2021-03-20T11:30:05'), unit: 'month', binSize: 1 } },
    utc('2021-03-01T00:00:00'),
  ],
  ['dateTrunc', { $dateTrunc: { date: utc('2021-03-20T11:30:05'), unit: 'quarter' } }, utc('2021-01-01T00:00:00')],
  [
    'dateTrunc',
    { $dateTrunc: { date: utc('2026-11-01T06:30:00'), unit: 'hour', timezone: 'America/New_York' } },
    utc('2026-11-01T06:00:00'),
  ],
  [
    'dateTrunc',
    { $dateTrunc: { date: utc('2026-11-01T05:30:00'), unit: 'hour', timezone: 'America/New_York' } },
    utc('2026-11-01T05:00:00'),
  ],
  [
    'dateTrunc',
    { $dateTrunc: { date: utc('2026-01-01T00:45:00'), unit: 'hour', timezone: 'Asia/Kolkata' } },
    utc('2026-01-01T00:30:00'),
  ],
  [
    'dateTrunc',
    { $dateTrunc: { date: utc('2026-03-08T20:00:00'), unit: 'day', timezone: 'America/New_York' } },
    utc('2026-03-08T05:00:00'),
  ],
  [
    'dateTrunc',
    { $dateTrunc: { date: utc('1999-12-31T23:00:00'), unit: 'day', binSize: 3 } },
    utc('1999-12-29T00:00:00'),
  ],
  ['dateTrunc', { $dateTrunc: { date: now, unit: 'day', binSize: 0 } }, refused(5439018)],
  ['dateTrunc', { $dateTrunc: { date: now, unit: 'day', binSize: 'x' } }, refused(5439017)],
  ['dateTrunc', { $dateTrunc: { date: now, unit: 'fortnight' } }, refused(5439013)],
  ['dateToString', { $dateToString: { date: utc('2014-01-01T08:15:39.736'), format: '%Y-%m-%d' } }, '2014-01-01'],
  [
    'dateToString',
    { $dateToString: { date: utc('2014-01-01T08:15:39.736'), format: '%H:%M:%S:%L%z', timezone: 'America/New_York' } },
    '03:15:39:736-0500',
  ],
  [
    'dateToString',
    { $dateToString: { date: utc('2014-01-01T08:15:39.736'), format: '%H:%M:%S:%L%z', timezone: '+04:30' } },
    '12:45:39:736+0430',
  ],
  [
    'dateToString',
    {
      $dateToString: {
        date: utc('2014-01-01T08:15:39.736'),
        format: 'minutes offset: %Z',
        timezone: 'America/New_York',
      },
    },
    'minutes offset: -300',
  ],
  ['dateToString', { $dateToString: { date: utc('2014-01-01T08:15:39.736') } }, '2014-01-01T08:15:39.736Z'],
  [
    'dateToString',
    { $dateToString: { date: utc('2014-01-01T08:15:39.736'), format: '%j %u %V %G %w %U' } },
    '001 3 01 2014 4 00',
  ],
  ['dateToString', { $dateToString: { date: now, format: 1 } }, refused(18533)],
  ['dateToString', { $dateToString: { date: null, onNull: 'never' } }, 'never'],
  ['dateFromString', { $dateFromString: { dateString: '2017-02-08T12:10:40.787' } }, utc('2017-02-08T12:10:40.787')],
  [
    'dateFromString',
    { $dateFromString: { dateString: '2017-02-08', timezone: 'America/New_York' } },
    utc('2017-02-08T05:00:00'),
  ],
  [
    'dateFromString',
    { $dateFromString: { dateString: '2017-02-08T12:10:40.787Z', timezone: 'America/New_York' } },
    refused(241),
  ],
  ['dateFromString', { $dateFromString: { dateString: '06-15-2018', format: '%m-%d-%Y' } }, utc('2018-06-15T00:00:00')],
  [
    'dateFromString',
    { $dateFromString: { dateString: '15-06-2018 10:20 +0200', format: '%d-%m-%Y %H:%M %z' } },
    utc('2018-06-15T08:20:00'),
  ],
  ['dateFromString', { $dateFromString: { dateString: '2018W24 1', format: '%GW%V %u' } }, utc('2018-06-11T00:00:00')],
  [
    'dateFromString',
    { $dateFromString: { dateString: '3 Feb 2020', format: '%d %b %Y', timezone: 'Europe/Paris' } },
    utc('2020-02-02T23:00:00'),
  ],
  ['dateFromString', { $dateFromString: { dateString: '31-02-2018', format: '%d-%m-%Y' } }, refused(241)],
  ['dateFromString', { $dateFromString: { dateString: '06/15/2018', format: '%m-%d-%Y' } }, refused(241)],
  ['dateFromString', { $dateFromString: { dateString: 'x', format: '%q' } }, refused(18536)],
  ['dateFromString', { $dateFromString: { dateString: 'x', onError: '$none' } }, null],
  ['dateFromString', { $dateFromString: { dateString: 1 } }, refused(241)],
  ['dateFromParts', { $dateFromParts: { year: 2017, month: 14, day: 1, hour: 12 } }, utc('2018-02-01T12:00:00')],
  ['dateFromParts', { $dateFromParts: { year: 2017, month: 0, day: 1, hour: 12 } }, utc('2016-12-01T12:00:00')],
  [
    'dateFromParts',
    { $dateFromParts: { isoWeekYear: 2017, isoWeek: 6, isoDayOfWeek: 3, hour: 12 } },
    utc('2017-02-08T12:00:00'),
  ],
  [
    'dateFromParts',
    {
      $dateFromParts: {
        year: 2016,
        month: 12,
        day: 31,
        hour: 23,
        minute: 46,
        second: 12,
        timezone: 'America/New_York',
      },
    },
    utc('2017-01-01T04:46:12'),
  ],
  ['dateFromParts', { $dateFromParts: { year: 99, month: 2, day: 3 } }, new Date('0099-02-03T00:00:00Z')],
  ['dateFromParts', { $dateFromParts: { year: 2017, month: 1.5 } }, refused(40515)],
  ['dateFromParts', { $dateFromParts: { year: 10000 } }, refused(40523)],
  ['dateFromParts', { $dateFromParts: { month: 1 } }, refused(40516)],
  ['dateFromParts', { $dateFromParts: { year: 2017, isoWeek: 1 } }, refused(9)],
  [
    'dateToParts',
    { $dateToParts: { date: utc('2017-01-01T01:29:09.123'), timezone: 'America/New_York' } },
    { year: 2016, month: 12, day: 31, hour: 20, minute: 29, second: 9, millisecond: 123 },
  ],
  [
    'dateToParts',
    { $dateToParts: { date: utc('2017-01-01T01:29:09.123'), iso8601: true } },
    { isoWeekYear: 2016, isoWeek: 52, isoDayOfWeek: 7, hour: 1, minute: 29, second: 9, millisecond: 123 },
  ],
  ['year', { $year: { date: utc('2015-12-31T23:30:00'), timezone: 'Europe/Paris' } }, 2016],
  ['hour', { $hour: { date: now, timezone: 'Mars/Olympus' } }, refused(40485)],
  ['week', { $week: utc('2016-01-04T00:00:00') }, 1],
  ['dayOfYear', { $dayOfYear: utc('2016-12-31T00:00:00') }, 366],
  ['isoWeekYear', { $isoWeekYear: utc('2016-01-01T00:00:00') }, 2015],
  ['month', { $month: new ObjectId('58c7cba47bbadf523cf2c313') }, 3],
  ['month', { $month: '2026' }, refused(16006)],
]);
