// Parley in Slack: one Bolt app for HTTP, Socket Mode and the playground. Names every listener.
import { App } from '@slack/bolt';
import { tenantId } from '../domain/actor.ts';
import { createAgain } from './again.ts';
import { createAnswers } from './answers.ts';
import { createBoltLogger } from './bolt-log.ts';
import { createChanges } from './changes.ts';
import { createDirectory } from './directory.ts';
import { withInbox } from './inbox.ts';
import { registerButtons } from './listeners/buttons.ts';
import { registerCommands } from './listeners/commands.ts';
import type { ListenerDeps } from './listeners/listener.ts';
import { registerOutdated } from './listeners/outdated.ts';
import { registerParley } from './listeners/parley.ts';
import { registerReschedule } from './listeners/reschedule.ts';
import { createCalendarModal } from './modals/calendar.ts';
import { createGuestPagesModal } from './modals/guest-pages.ts';
import { createModals } from './modals/modals.ts';
import { createNotifications } from './modals/notifications.ts';
import { createReschedule } from './modals/reschedule.ts';
import { createNoticeChannel } from './notices.ts';
import { createOpsAnswer } from './ops.ts';
import { createPoster } from './poster.ts';
import { createTransport } from './receivers.ts';
import type { Slack, SlackOptions } from './slack.ts';
import { createTurnWork } from './turn-work.ts';
import { tellUnrecorded } from './unrecorded.ts';
import { createTurnWorker, LEASE_MS } from './worker.ts';
import { createWorkspaces, singleWorkspace } from './workspaces.ts';

export type { Slack, SlackOptions } from './slack.ts';

const LISTENERS = [registerCommands, registerParley, registerButtons, registerReschedule, registerOutdated];

export function createSlack(options: SlackOptions): Slack {
  const { accounts, meetings, clock, log, newId, postings, turns: store } = options;
  const logger = createBoltLogger(log);
  const clientOptions = { ...options.clientOptions, logger };
  const onError = (error: unknown, doing: string) => log.warn({ err: error }, doing);

  const single =
    'token' in options.installation
      ? singleWorkspace({ token: options.installation.token, clientOptions, tenantOf: tenantId })
      : null;
  const authorize = 'authorize' in options.installation ? options.installation.authorize : single?.authorize;
  if (!authorize) throw new TypeError('createSlack needs a token or a way to find tokens.');
  const workspaces = createWorkspaces({ authorize, clientOptions });
  const directory = createDirectory({ accounts, workspaces, origin: options.origin, clock, onError });
  const fetch = options.clientOptions?.fetch ?? globalThis.fetch;
  const poster = createPoster({ workspaces, directory, postings, meetings, fetch, clock, onError });
  const answers = createAnswers({ assistant: options.assistant, workspaces, store, poster, onError });
  const changes = createChanges({ meetings, poster });
  const again = createAgain({ meetings, answers, poster });
  const modals = createModals({ workspaces, directory, onError });
  const notifications = createNotifications({ accounts, workspaces, modals, poster });
  const worker = createTurnWorker({
    store,
    work: createTurnWork({ accounts, meetings, directory, answers, again, changes, notifications, poster, clock }),
    owner: options.owner,
    clock,
    onError: (error, turn) =>
      log.error({ err: error, turn: turn?.eventId, requestId: turn?.requestId }, 'a turn failed'),
  });

  const transport = createTransport(options.transport, clientOptions, logger);
  const app = new App({
    receiver: withInbox(transport.receiver, {
      store,
      worker,
      tenantOf: tenantId,
      newId,
      clock,
      onUnacknowledged: (error) => onError(error, 'acknowledging an event'),
      onUnrecorded: (turn, body) => void tellUnrecorded(turn, body, poster, onError),
    }),
    authorize: async ({ teamId }) => authorize(tenantId(teamId ?? '')),
    clientOptions,
    logger,
    convoStore: false,
  });
  app.error(async (error) => log.error({ err: error }, 'a Slack listener failed'));
  const deps: ListenerDeps = {
    worker,
    reschedule: createReschedule({ meetings, modals, poster, clock }),
    notifications,
    calendar: createCalendarModal({ feeds: options.feeds, modals }),
    guestPages: createGuestPagesModal({ pages: options.guestPages, modals }),
    languageOf: directory.languageOf,
    opsAnswer: createOpsAnswer({ opsLink: options.opsLink, directory, onError }),
  };
  for (const register of LISTENERS) register(app, deps);

  let takeOver: NodeJS.Timeout | undefined;
  return {
    ...(transport.requestListener && { requestListener: transport.requestListener }),
    async start() {
      if (options.transport.kind === 'socket') await app.start();
      // Known before the first message, so that names in it are understood.
      void single?.tenant().then(directory.meet, (error) => onError(error, 'asking Slack who we are'));
      worker.wake();
      // A process that is killed, this one's predecessor or a peer, leaves its turns leased.
      takeOver = setInterval(worker.wake, LEASE_MS + 500).unref();
    },
    async stop(timeoutMs) {
      clearInterval(takeOver);
      if (options.transport.kind === 'socket') await app.stop();
      await worker.stop(timeoutMs);
    },
    trouble: transport.trouble,
    wake: worker.wake,
    channel: createNoticeChannel({ workspaces, directory, poster, wording: options.wording, clock }),
    repaint: (tenant, meetingId) => poster.repaint(tenant, meetingId),
    syncDirectory: directory.sync,
  };
}
