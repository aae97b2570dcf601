// `/feed/<token>.ics`: a user's meetings for calendar programs, which ask again and again and are told when nothing is
// new.
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { Accounts, User } from '../domain/accounts/accounts.ts';
import type { UserActor } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Feeds } from '../domain/feeds.ts';
import type { ListedMeeting, Meetings } from '../domain/meetings/meetings.ts';
import type { Clock } from '../domain/time.ts';
import type { Guard } from './guard.ts';
import type { PageEnv } from './hono.ts';
import { PRIVATE_HEADERS } from './pages/document.ts';

const DAY_MS = 24 * 60 * 60_000;
const PAST_DAYS = 30;
const AHEAD_DAYS = 366;

export interface FeedDeps {
  readonly feeds: Feeds;
  readonly accounts: Pick<Accounts, 'user'>;
  readonly meetings: Pick<Meetings, 'list'>;
  /** The iCalendar text; the same for the same meetings. */
  readonly calendarOf: (meetings: readonly ListedMeeting[], user: User) => string;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** HTTP dates are whole seconds. */
function lastChange(meetings: readonly ListedMeeting[], user: User): Date {
  const latest = Math.max(user.createdAt.getTime(), ...meetings.map(({ updatedAt }) => updatedAt.getTime()));
  return new Date(Math.floor(latest / 1000) * 1000);
}

export function feedRoutes(deps: FeedDeps): Hono<PageEnv> {
  const { guard, clock } = deps;
  const app = new Hono<PageEnv>();

  app.get('/feed/:file', async ({ req, env }) => {
    const slowed = await guard.slowed(env.visitor);
    if (slowed) return slowed;
    const opened = await deps.feeds.open(req.param('file').replace(/\.ics$/, ''));
    if (!opened) return guard.refuse(env.visitor);
    const actor: UserActor = { kind: 'user', role: 'member', origin: 'api', requestId: deps.newId(), ...opened };
    const user = await deps.accounts.user(actor, actor.userId).catch(gone);
    if (!user || user.active === false) return guard.refuse(env.visitor);
    const now = clock().getTime();
    const range = { from: new Date(now - PAST_DAYS * DAY_MS), to: new Date(now + AHEAD_DAYS * DAY_MS) };
    const meetings = await allOf(deps.meetings, actor, range);
    const text = deps.calendarOf(meetings, user);
    const headers = {
      ...PRIVATE_HEADERS,
      // Kept and asked about again: a calendar program gets the whole only when something is new.
      'cache-control': 'private, no-cache',
      etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`,
      'last-modified': lastChange(meetings, user).toUTCString(),
    };
    if (isKnown(req.header('if-none-match'), headers.etag)) return new Response(null, { status: 304, headers });
    return new Response(text, {
      headers: {
        ...headers,
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'inline; filename="parley.ics"',
      },
    });
  });

  return app;
}

/** Page by page: a list has a limit, a feed has none. */
async function allOf(
  meetings: FeedDeps['meetings'],
  actor: UserActor,
  { from, to }: { from: Date; to: Date },
): Promise<ListedMeeting[]> {
  const all = new Map<string, ListedMeeting>();
  for (let next = from; ; ) {
    const page = await meetings.list(actor, { from: next, to });
    const known = all.size;
    for (const meeting of page) all.set(meeting.id, meeting);
    const last = page.at(-1);
    if (!last || all.size === known) return [...all.values()];
    next = last.start;
  }
}

/** A user who is no longer there. */
function gone(error: unknown): null {
  if (error instanceof DomainError && error.code === 'not_found') return null;
  throw error;
}

/** By ETag alone: a cancelled meeting leaves the feed without making anything in it newer. */
function isKnown(known: string | undefined, etag: string): boolean {
  return (
    known
      ?.split(',')
      .map((one) => one.trim().replace(/^W\//, ''))
      .includes(etag) ?? false
  );
}
