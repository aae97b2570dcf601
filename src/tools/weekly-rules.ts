// The arguments of set_availability, and the rules that they make out of the ones that stand.
import { z } from 'zod';
import type { AvailabilityRules, DateOverride, RulesChange, TimeBlock, User } from '../domain/accounts/accounts.ts';
import { DomainError } from '../domain/errors.ts';
import { dateArgument, wallTimeArgument } from './times.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof DAYS)[number];

const endArgument = wallTimeArgument.or(z.literal('24:00'));
const daysArgument = z.array(z.enum(DAYS)).min(1);

const input = z
  .strictObject({
    hours: z.array(z.strictObject({ days: daysArgument, from: wallTimeArgument, to: endArgument })).optional(),
    off: daysArgument.optional().describe('days off'),
    overrides: z
      .array(
        z.strictObject({
          date: dateArgument,
          from: wallTimeArgument.optional(),
          to: endArgument.optional(),
          off: z.boolean().optional(),
        }),
      )
      .optional()
      .describe('single dates: hours, or off'),
    bufferMinutes: z.int().min(0).max(240).optional(),
    noticeMinutes: z.int().min(0).max(20_160).optional(),
    horizonDays: z.int().min(1).max(730).optional(),
  })
  .refine((given) => Object.values(given).some((value) => value !== undefined), 'say what should change');

type Input = z.output<typeof input>;

/** The rules after the change: days and dates that are named get exactly what is named, the others stay. */
function change(rules: AvailabilityRules, given: Input): RulesChange {
  const weekly = given.hours || given.off ? weeklyAfter(rules, given) : undefined;
  const overrides = given.overrides ? overridesAfter(rules.overrides, given.overrides) : undefined;
  return {
    weekly,
    overrides,
    bufferBeforeMinutes: given.bufferMinutes,
    bufferAfterMinutes: given.bufferMinutes,
    noticeMinutes: given.noticeMinutes,
    horizonDays: given.horizonDays,
  };
}

function weeklyAfter(rules: AvailabilityRules, { hours = [], off = [] }: Input): AvailabilityRules['weekly'] {
  const blocksOf = (day: Day, before: readonly TimeBlock[]): readonly TimeBlock[] => {
    const blocks = hours.filter(({ days }) => days.includes(day)).map(({ from, to }) => ({ from, to }));
    if (!off.includes(day)) return blocks.length > 0 ? blocks : before;
    if (blocks.length === 0) return [];
    throw new DomainError('invalid_input', `"${day}" is both in hours and in off: name it once.`);
  };
  const [mon, tue, wed, thu, fri, sat, sun] = rules.weekly;
  return [
    blocksOf('mon', mon),
    blocksOf('tue', tue),
    blocksOf('wed', wed),
    blocksOf('thu', thu),
    blocksOf('fri', fri),
    blocksOf('sat', sat),
    blocksOf('sun', sun),
  ];
}

function overridesAfter(before: readonly DateOverride[], given: NonNullable<Input['overrides']>): DateOverride[] {
  const named = new Map<string, TimeBlock[]>();
  for (const { date, from, to, off } of given) {
    const blocks = named.get(date) ?? [];
    named.set(date, blocks);
    if (off && !from && !to) continue;
    if (off || !from || !to) {
      throw new DomainError('invalid_input', `The override of ${date} needs both from and to, or off: true.`);
    }
    blocks.push({ from, to });
  }
  const kept = before.filter(({ date }) => !named.has(date));
  const changed = [...named].map(([date, blocks]) => ({ date, blocks }));
  return [...kept, ...changed].sort((a, b) => a.date.localeCompare(b.date));
}

export const weeklyRules = { input, change };

const shownBlock = z.object({ from: z.string(), to: z.string() });

export const shownRules = z.object({
  zone: z.string(),
  /** Blocks of wall time a weekday; none is a day off. */
  hours: z.record(z.enum(DAYS), z.array(shownBlock)),
  overrides: z.array(z.object({ date: z.string(), blocks: z.array(shownBlock) })),
  bufferMinutes: z.int(),
  noticeMinutes: z.int(),
  horizonDays: z.int(),
});

export function showRules({ rules, zone }: User): z.input<typeof shownRules> {
  const entries = DAYS.map((day, index) => [day, [...(rules.weekly[index] ?? [])]] as const);
  return {
    zone,
    hours: Object.fromEntries(entries) as Record<Day, TimeBlock[]>,
    overrides: rules.overrides.map(({ date, blocks }) => ({ date, blocks: [...blocks] })),
    bufferMinutes: Math.max(rules.bufferBeforeMinutes, rules.bufferAfterMinutes),
    noticeMinutes: rules.noticeMinutes,
    horizonDays: rules.horizonDays,
  };
}
