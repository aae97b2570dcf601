// What models may know of recurring coaching meetings and goals. They run once coaching does.
import { z } from 'zod';
import { dateArgument, durationArgument } from './times.ts';
import type { ToolContract } from './tool.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const title = z.string().trim().min(1).max(200);

export const setupRecurringMeetings: ToolContract = {
  name: 'setup_recurring_meetings',
  description: 'Sets up recurring coaching meetings.',
  input: z.strictObject({
    intervalDays: z.int().min(1).max(90),
    durationMinutes: durationArgument,
    hour: z.int().min(0).max(23),
    minute: z.int().min(0).max(59),
    weekday: z.enum(WEEKDAYS).optional(),
  }),
  changes: true,
};

export const setGoal: ToolContract = {
  name: 'set_goal',
  description: 'Sets a goal of the user.',
  input: z.strictObject({ title, target: z.string().max(500).optional(), due: dateArgument.optional() }),
  changes: true,
};

export const updateGoal: ToolContract = {
  name: 'update_goal',
  description: 'Changes a goal or records progress.',
  input: z.strictObject({
    goalId: z.string().min(1),
    title: title.optional(),
    progress: z.number().min(0).max(100).optional().describe('percent'),
    note: z.string().max(1_000).optional(),
    status: z.enum(['active', 'paused', 'achieved', 'dropped']).optional(),
  }),
  changes: true,
};

export const listGoals: ToolContract = {
  name: 'list_goals',
  description: "The user's goals.",
  input: z.strictObject({}),
  changes: false,
};
