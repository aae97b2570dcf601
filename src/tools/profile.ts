// What a user may say of themselves.
import { z } from 'zod';
import { durationArgument, zoneArgument } from './times.ts';
import { defineTool } from './tool.ts';

export const updateProfile = defineTool({
  name: 'update_profile',
  description: "Changes the user's time zone, name or usual meeting length.",
  input: z
    .strictObject({
      timezone: zoneArgument.optional(),
      name: z.string().trim().min(1).max(100).optional(),
      defaultDurationMinutes: durationArgument.optional(),
    })
    .refine((input) => Object.values(input).some((value) => value !== undefined), 'say what should change'),
  changes: true,
  status: 'Saving your profile…',
  output: z.object({ name: z.string(), timezone: z.string(), defaultDurationMinutes: z.int() }),
  async run(context, { timezone, ...change }) {
    const user = await context.services.accounts.updateProfile(context.actor, { ...change, zone: timezone });
    return {
      ok: true,
      changed: true,
      data: { name: user.name, timezone: user.zone, defaultDurationMinutes: user.defaultDurationMinutes },
    };
  },
});
