// auth.test and users.*: who is who in the workspace.
import { z } from 'zod';
import { defineMethod, flag, id, limit, Refusal } from '../method.ts';
import { botUserPayload, userPayload } from '../payloads.ts';

const authTest = defineMethod({
  scopes: [],
  args: {},
  async run({ workspace }) {
    return {
      url: `https://${workspace.domain}.slack.com/`,
      team: workspace.name,
      user: workspace.bot.handle,
      team_id: workspace.id,
      user_id: workspace.bot.userId,
      bot_id: workspace.bot.botId,
      is_enterprise_install: false,
    };
  },
});

const info = defineMethod({
  scopes: ['users:read'],
  args: { user: id, include_locale: flag.optional() },
  async run({ workspace, scopes }, { user, include_locale }) {
    if (user === workspace.bot.userId) return { user: botUserPayload(workspace) };
    const person = workspace.people.find((candidate) => candidate.id === user);
    if (!person) throw new Refusal('user_not_found');
    const options = { email: scopes.has('users:read.email'), locale: include_locale ?? false };
    return { user: userPayload(workspace, person, options) };
  },
});

const list = defineMethod({
  scopes: ['users:read'],
  args: {
    include_locale: flag.optional(),
    limit: limit.optional(),
    cursor: z.string().optional(),
  },
  async run({ workspace, scopes, clock }, { include_locale, limit, cursor }) {
    const options = { email: scopes.has('users:read.email'), locale: include_locale ?? false };
    const members = [
      ...workspace.people.map((person) => userPayload(workspace, person, options)),
      botUserPayload(workspace),
    ];
    const { items, response_metadata } = page(members, limit, cursor);
    return { members: items, cache_ts: Math.floor(clock().getTime() / 1000), response_metadata };
  },
});

/** One page of a list. Refuses a cursor that this did not make with `invalid_cursor`. */
export function page<T>(items: readonly T[], limit: number | undefined, cursor: string | undefined) {
  const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString().replace('offset:', '')) : 0;
  if (!Number.isInteger(start) || start < 0 || start > items.length) throw new Refusal('invalid_cursor');
  const end = start + (limit ?? items.length);
  const next = end < items.length ? Buffer.from(`offset:${end}`).toString('base64url') : '';
  return { items: items.slice(start, end), response_metadata: { next_cursor: next } };
}

export const directoryMethods = { 'auth.test': authTest, 'users.info': info, 'users.list': list };
