// Wires the server-rendered pages: what guests, mail programs, calendars and operators ask for.
import type { Db } from 'mongodb';
import type { Config } from '../config.ts';
import type { Accounts } from '../domain/accounts/accounts.ts';
import type { SlotSigner } from '../domain/availability/availability.ts';
import type { GuestPages } from '../domain/meetings/guest-pages.ts';
import type { Meeting, Meetings } from '../domain/meetings/meetings.ts';
import type { Clock } from '../domain/time.ts';
import { feedRoutes } from '../http/feed.ts';
import { createGuard, WRONG_LINKS } from '../http/guard.ts';
import { manageRoutes } from '../http/manage/routes.ts';
import type { JobLine, OpsStore } from '../http/ops/ops.ts';
import { opsRoutes } from '../http/ops/routes.ts';
import { createDocuments } from '../http/pages/document.ts';
import { createPages } from '../http/pages/pages.ts';
import type { Handler } from '../http/server.ts';
import { unsubscribeRoutes } from '../http/unsubscribe.ts';
import { nextTime } from '../jobs/cron.ts';
import type { Job } from '../jobs/job.ts';
import type { JobRuns } from '../jobs/recorded.ts';
import type { Logger } from '../log.ts';
import { feedOf, invitation } from '../notifications/ics.ts';
import { createRateLimits } from '../storage/rate-limits.ts';
import { deriveKey } from '../storage/secret.ts';
import type { Links } from './links.ts';

export function wirePages(parts: {
  readonly db: Db;
  readonly config: Config;
  readonly secret: string;
  readonly links: Links;
  readonly guestPages: GuestPages;
  readonly accounts: Accounts;
  readonly meetings: Meetings;
  readonly slots: SlotSigner;
  readonly ops: OpsStore;
  readonly jobs: readonly Job[];
  readonly runs: JobRuns;
  /** Lets the dispatcher look for work. */
  readonly wake: () => void;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Logger;
}): Handler {
  const { config, links, accounts, meetings, slots, clock, newId, log } = parts;
  const documents = createDocuments(config.brand);
  const guard = createGuard(documents, createRateLimits(parts.db, WRONG_LINKS));
  const common = { accounts, meetings, documents, guard, clock, newId };
  const fileOf = (meeting: Meeting, organizer: { name: string; email: string }) =>
    invitation({ meeting, method: 'PUBLISH', organizer, stamp: clock() }).content;
  const { handler } = createPages({
    documents,
    guard,
    routes: [
      manageRoutes({ ...common, links: links.manage, pages: parts.guestPages, slots, fileOf }),
      unsubscribeRoutes({ ...common, subscriptions: links.subscriptions }),
      feedRoutes({
        ...common,
        feeds: links.feeds,
        calendarOf: (list, user) => feedOf(list, user.id, { name: `${user.name} · ${config.brand.name}` }),
      }),
      opsRoutes({
        ...common,
        access: links.access,
        store: parts.ops,
        jobs: (now) => jobLines(parts.jobs, parts.runs, now),
        wake: parts.wake,
        formKey: deriveKey(parts.secret, 'ops-forms'),
        onAction: ({ by, action, tenant, carrier, id }) =>
          log.info({ by, action, tenant, [carrier]: id }, 'a dead letter was seen to'),
      }),
    ],
    prefixes: ['/m/', '/u/', '/feed/', '/ops'],
    publicUrl: config.publicUrl,
    onError: (error) => log.error({ err: error }, 'a page failed'),
  });
  return handler;
}

async function jobLines(jobs: readonly Job[], runs: JobRuns, now: Date): Promise<JobLine[]> {
  const last = new Map((await runs.all()).map((run) => [run.job, run]));
  return jobs.map(({ name, cron }) => {
    const run = last.get(name);
    return { name, next: nextTime(cron, now), ...(run && { last: run }) };
  });
}
