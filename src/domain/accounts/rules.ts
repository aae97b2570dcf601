// People's own rules: what is set for new users, and what cannot be.
import { DomainError } from '../errors.ts';
import type { AvailabilityRules, TimeBlock } from './accounts.ts';

const WORKDAY: readonly TimeBlock[] = [{ from: '09:00', to: '18:00' }];

/** Monday to Friday, 9:00 to 18:00, offered up to a year ahead. */
export const DEFAULT_RULES: AvailabilityRules = {
  weekly: [WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, [], []],
  overrides: [],
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  noticeMinutes: 0,
  horizonDays: 365,
};

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Throws `invalid_input` for a block that is malformed or overlaps another; `where` names the list. */
export function checkBlocks(where: string, blocks: readonly TimeBlock[]): void {
  const spans = blocks.map(({ from, to }) => {
    if (!TIME.test(from) || !(TIME.test(to) || to === '24:00')) {
      throw new DomainError(
        'invalid_input',
        `${where}: "${from}-${to}" is not a time block, write it like 09:00-17:30.`,
      );
    }
    if (from === to) {
      throw new DomainError('invalid_input', `${where}: ${from}-${to} has no length; a whole day is 00:00-24:00.`);
    }
    const start = minutes(from);
    const end = minutes(to);
    return { from, to, start, end: end > start ? end : end + 24 * 60 };
  });
  spans.sort((a, b) => a.start - b.start);
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1];
    if (next && next.start < span.end) {
      throw new DomainError('invalid_input', `${where}: ${span.from}-${span.to} overlaps ${next.from}-${next.to}.`);
    }
  }
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function checkNumber(name: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= max) return;
  throw new DomainError('invalid_input', `${name} of ${value} cannot be: it takes whole numbers from 0 to ${max}.`);
}

/** Throws `invalid_input` that names the block or number that cannot be. */
export function validateRules(rules: AvailabilityRules): void {
  for (const [day, blocks] of rules.weekly.entries()) checkBlocks(DAYS[day] ?? '', blocks);
  const dates = new Set<string>();
  for (const { date, blocks } of rules.overrides) {
    const day = new Date(`${date}T00:00:00Z`);
    if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== date) {
      throw new DomainError('invalid_input', `"${date}" is not a date, write it like 2026-01-08.`);
    }
    if (dates.has(date)) {
      throw new DomainError('invalid_input', `${date} stands twice: give all blocks of a date together.`);
    }
    dates.add(date);
    checkBlocks(date, blocks);
  }
  checkNumber('A buffer before', rules.bufferBeforeMinutes, 240);
  checkNumber('A buffer after', rules.bufferAfterMinutes, 240);
  checkNumber('A notice in minutes', rules.noticeMinutes, 60 * 24 * 60);
  checkNumber('A horizon in days', rules.horizonDays, 3 * 366);
}
