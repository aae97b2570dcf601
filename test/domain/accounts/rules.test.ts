import { describe, expect, it } from 'vitest';
import { type AvailabilityRules, DEFAULT_RULES, validateRules } from '../../../src/domain/accounts/accounts.ts';

const monday = (...blocks: string[]): AvailabilityRules => ({
  ...DEFAULT_RULES,
  weekly: [
    blocks.map((block) => {
      const [from = '', to = ''] = block.split('-');
      return { from, to };
    }),
    [],
    [],
    [],
    [],
    [],
    [],
  ],
});

describe('rules', () => {
  it.each([
    ['the default', DEFAULT_RULES],
    ['several blocks a day, in any order, touching', monday('13:00-17:00', '09:00-12:00', '12:00-13:00')],
    ['a night shift', monday('22:00-06:00')],
    ['a whole day', monday('00:00-24:00')],
    ['a day off', { ...DEFAULT_RULES, overrides: [{ date: '2028-02-29', blocks: [] }] }],
  ])('take %s', (_, rules) => {
    expect(() => validateRules(rules)).not.toThrow();
  });

  it.each([
    ['overlapping blocks', monday('09:00-12:00', '11:00-13:00'), /Monday: 09:00-12:00 overlaps 11:00-13:00/],
    ['a block within a night shift', monday('22:00-06:00', '23:00-23:30'), /Monday: 22:00-06:00 overlaps 23:00-23:30/],
    ['a block without length', monday('09:00-09:00'), /09:00-09:00 has no length/],
    ['a malformed time', monday('9:00-17:00'), /"9:00-17:00"/],
    ['an hour that no clock shows', monday('09:00-25:00'), /"09:00-25:00"/],
    ['a start at the end of the day', monday('24:00-06:00'), /"24:00-06:00"/],
    ['a date that does not exist', { ...DEFAULT_RULES, overrides: [{ date: '2026-02-29', blocks: [] }] }, /2026-02-29/],
    [
      'two answers for one date',
      {
        ...DEFAULT_RULES,
        overrides: [
          { date: '2026-01-08', blocks: [] },
          { date: '2026-01-08', blocks: [{ from: '09:00', to: '10:00' }] },
        ],
      },
      /2026-01-08 stands twice/,
    ],
    ['a negative notice', { ...DEFAULT_RULES, noticeMinutes: -1 }, /notice.*-1/],
    ['a horizon of half a day', { ...DEFAULT_RULES, horizonDays: 0.5 }, /horizon.*0\.5/],
  ])('refuse %s, naming it', (_, rules, message) => {
    expect(() => validateRules(rules)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    expect(() => validateRules(rules)).toThrow(message);
  });
});
