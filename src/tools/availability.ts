// Free time: finding it, and saying when one may be met.
import { z } from 'zod';
import type { FreeSlot, Slots } from '../domain/meetings/meetings.ts';
import { localDate } from '../domain/time.ts';
import { mergeSpans, pickSpread } from './free-time.ts';
import { shownSlot, showSlot } from './shown.ts';
import {
  dateArgument,
  dayRange,
  durationArgument,
  shownSpan,
  showSpan,
  wallTimeArgument,
  zoneArgument,
} from './times.ts';
import { defineTool, type ToolContext } from './tool.ts';
import { shownRules, showRules, weeklyRules } from './weekly-rules.ts';

/** Enough for two weeks of free days on quarter hours; what is told is picked from them. */
const SEARCHED = 600;
const OFFERED = 6;
const LATER = 3;
const DAY_MS = 24 * 3_600_000;
const DEFAULT_DAYS = 7;
const LATER_DAYS = 21;

const PARTS: Record<'morning' | 'afternoon' | 'evening', { after?: string; before?: string }> = {
  morning: { before: '12:00' },
  afternoon: { after: '12:00' },
  evening: { after: '17:00' },
};

const availabilityInput = z
  .strictObject({
    date: dateArgument.optional(),
    from: dateArgument.optional(),
    to: dateArgument.optional().describe('inclusive'),
    after: wallTimeArgument.optional(),
    before: wallTimeArgument.optional(),
    partOfDay: z.enum(['morning', 'afternoon', 'evening']).optional(),
    durationMinutes: durationArgument.optional(),
    participants: z.array(z.string()).optional().describe('others who must be free'),
    timezone: zoneArgument.optional(),
  })
  .refine((input) => !(input.date && (input.from || input.to)), 'give either date, or from and to');

type Wish = Parameters<ToolContext['services']['meetings']['findSlots']>[1];

const REASONS: Record<NonNullable<Slots['reason']>, string> = {
  no_working_hours: 'These times lie outside working hours.',
  fully_booked: 'Everything in these times is taken.',
  beyond_limits: 'These times are too soon or too far ahead to be offered.',
  past: 'These times have passed.',
};

export const checkAvailability = defineTool({
  name: 'check_availability',
  description: 'Free times of the user, and of participants, on a date or in a range. Default: the next 7 days.',
  input: availabilityInput,
  changes: false,
  status: 'Checking calendars…',
  output: z.object({
    zone: z.string(),
    durationMinutes: z.int(),
    /** Whole stretches in which any start fits. */
    free: z.array(shownSpan),
    /** Starts to offer, spread over the free time. */
    slots: z.array(shownSlot),
    none: z.string().optional(),
    nextFree: z.array(shownSlot).optional(),
  }),
  async run(context, input) {
    const { meetings } = context.services;
    const zone = input.timezone ?? context.user.zone;
    const part = input.partOfDay ? PARTS[input.partOfDay] : {};
    const today = localDate(context.now, zone);
    const first = input.date ?? input.from ?? today;
    const last = input.date ?? input.to ?? localDate(new Date(Date.parse(first) + (DEFAULT_DAYS - 1) * DAY_MS), 'UTC');
    const wish: Wish = {
      ...dayRange(first, last, zone),
      participants: input.participants ?? [],
      durationMinutes: input.durationMinutes ?? context.user.defaultDurationMinutes,
      after: input.after ?? part.after,
      before: input.before ?? part.before,
      zone,
      limit: SEARCHED,
      later: { days: LATER_DAYS, limit: LATER },
    };
    const found = await meetings.findSlots(context.actor, wish);
    const show = (slot: FreeSlot) => showSlot(context, slot, zone);
    const data = {
      zone,
      durationMinutes: wish.durationMinutes,
      free: mergeSpans(found.slots).map((span) => showSpan(span, zone)),
      slots: pickSpread(found.slots, OFFERED).map(show),
    };
    if (found.slots.length > 0) return { ok: true, changed: false, data };
    const { later: nextFree = [] } = found;
    const none = `There is no free time of ${wish.durationMinutes} minutes then. ${found.reason ? REASONS[found.reason] : ''}`;
    return { ok: true, changed: false, data: { ...data, none: none.trim(), nextFree: nextFree.map(show) } };
  },
});

export const setAvailability = defineTool({
  name: 'set_availability',
  description: "Changes the user's own working hours and limits. Only the days named change.",
  input: weeklyRules.input,
  changes: true,
  status: 'Saving your hours…',
  output: shownRules,
  async run(context, input) {
    const change = weeklyRules.change(context.user.rules, input);
    const user = await context.services.accounts.setRules(context.actor, change);
    return { ok: true, changed: true, data: showRules(user) };
  },
});
