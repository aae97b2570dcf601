// A member of a workspace as Slack describes them, and what Parley keeps of it.
import { z } from 'zod';
import type { SlackProfile } from '../domain/accounts/accounts.ts';
import { isZone } from '../domain/time.ts';

export const slackMember = z.object({
  id: z.string(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  /** Somebody of another workspace, seen through a shared channel. */
  is_stranger: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  real_name: z.string().optional(),
  name: z.string().optional(),
  tz: z.string().nullish(),
  locale: z.string().optional(),
  profile: z
    .object({ email: z.string().nullish(), real_name: z.string().optional(), display_name: z.string().optional() })
    .optional(),
});
export type SlackMember = z.output<typeof slackMember>;

/** Slack's own helper is listed as a person. */
const SLACKBOT = 'USLACKBOT';

/** Deactivated in Slack: still known there, and no longer somebody to meet. */
export function isDeactivated(member: SlackMember): boolean {
  return member.deleted === true && !member.is_bot && !member.is_stranger;
}

/** Null for everybody who cannot meet: bots, deactivated members, strangers, those without a mail address. */
export function profileOf(member: SlackMember): SlackProfile | null {
  const email = member.profile?.email;
  if (member.deleted || member.is_bot || member.is_stranger || member.id === SLACKBOT || !email) return null;
  return {
    id: member.id,
    name: member.real_name || member.profile?.real_name || member.profile?.display_name || member.name || email,
    email,
    zone: member.tz && isZone(member.tz) ? member.tz : 'UTC',
    locale: member.locale ?? 'en-US',
    isAdmin: member.is_admin ?? false,
  };
}
