// The composition root: the one place that wires the parts. No rules.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { wireLinks } from './app/links.ts';
import { wirePages } from './app/pages.ts';
import { playgroundSide, slackSide } from './app/sides.ts';
import { createAssistant } from './assistant/assistant.ts';
import { interpreterLater } from './assistant/models/interpreter-later.ts';
import { createOpenAIModel } from './assistant/models/openai.ts';
import { restingModel } from './assistant/models/resting.ts';
import { createSlack } from './bot/index.ts';
import type { Config } from './config.ts';
import { createAccounts } from './domain/accounts/accounts.ts';
import { createSlotSigner } from './domain/availability/availability.ts';
import type { DueEffect, Effect } from './domain/effects.ts';
import { createGuestPages } from './domain/meetings/guest-pages.ts';
import { createMeetings } from './domain/meetings/meetings.ts';
import { createPeople } from './domain/people/people.ts';
import type { Clock } from './domain/time.ts';
import { metricsHandler, routeOf } from './http/metrics.ts';
import { createHttpServer, type Handler } from './http/server.ts';
import { createSchedule } from './jobs/agenda.ts';
import { deliverEffects, LEASE_MS as EFFECT_LEASE_MS } from './jobs/deliver-effects.ts';
import { listJobs } from './jobs/index.ts';
import type { Job } from './jobs/job.ts';
import { type JobRun, recorded } from './jobs/recorded.ts';
import { refreshNotices } from './jobs/refresh-notices.ts';
import { createWaker } from './jobs/waker.ts';
import type { Logger } from './log.ts';
import {
  measuredAssistant,
  measuredChannel,
  measuredDeliveries,
  measuredModel,
  measuredRun,
  measuredTools,
} from './metrics/measured.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createMailChannel } from './notifications/mail.ts';
import { createOutboxChannel } from './notifications/outbox.ts';
import { wordingOf } from './notifications/wording.ts';
import { createPlayground } from './playground/playground.ts';
import { WORKSPACE } from './playground/workspace.ts';
import { createConferencing } from './providers/conferencing/conferencing.ts';
import { createAccountStore } from './storage/accounts.ts';
import { createAgendaQueue } from './storage/agendas.ts';
import { EMBEDDING, openStorage } from './storage/connect.ts';
import { createContactStore } from './storage/contacts.ts';
import { createConversations } from './storage/conversations.ts';
import { createDeliveries } from './storage/deliveries.ts';
import { createEffectQueue } from './storage/effects.ts';
import { createJobRuns } from './storage/job-runs.ts';
import { createLinkStore } from './storage/links.ts';
import { createMeetingStore } from './storage/meetings.ts';
import { createOpsStore } from './storage/ops.ts';
import { createOutbox } from './storage/outbox.ts';
import { createPlaygroundStore } from './storage/playground.ts';
import { createPostingStore } from './storage/postings.ts';
import { createPruning } from './storage/pruning.ts';
import { deriveKey, loadSecret } from './storage/secret.ts';
import { createTurnStore } from './storage/turns.ts';
import { summaryOf } from './summary.ts';
import { liveTools } from './tools/index.ts';

export interface App {
  /** What runs by the schedule, for whoever goes by another clock than the wall's. */
  readonly jobs: readonly Job[];
  /** Answers what to tell the operator: which part is which, the address, where the data lies. */
  start(): Promise<string>;
  /** Takes nothing new, finishes what runs within `timeoutMs`, closes. */
  stop(timeoutMs: number): Promise<void>;
}

/** Opens the database and wires everything to it; nothing runs before `start`. */
export async function createApp(config: Config, log: Logger, clock: Clock = () => new Date()): Promise<App> {
  const newId = () => randomUUID();
  const secret = config.secret ?? (await loadSecret(config.dataDir));
  const storage = await openStorage({
    dataDir: config.dataDir,
    clock,
    log: { info: (line) => log.info(line) },
    ...(config.mongodbUri && { uri: config.mongodbUri }),
  });
  const { db } = storage;
  const owner = `${storage.engine ? EMBEDDING : ''}${newId()}`;

  // The domain
  const users = createAccountStore(db);
  const accounts = createAccounts({ store: users, clock, onPreferencesChange: () => refresher.wake() });
  const people = createPeople({ users, contacts: createContactStore(db) });
  const meetingStore = createMeetingStore(db);
  const meetings = createMeetings({
    store: meetingStore,
    accounts,
    people,
    conferencing: createConferencing(),
    clock,
    newId,
    onChange: () => dispatcher.wake(),
  });

  const slots = createSlotSigner(deriveKey(secret, 'slot-ids'));

  const links = wireLinks({ db, secret, accounts, clock, address: publicAddress });
  const guestPages = createGuestPages({ meetings, store: meetingStore, links: links.manage, clock });
  const ops = createOpsStore(db);
  const metrics = createMetrics(() => ops.depths(clock()));

  // The assistant
  const interpreter = interpreterLater();
  const assistant = createAssistant({
    model: measuredModel(config.openai ? restingModel(createOpenAIModel(config.openai), clock) : interpreter, metrics),
    fallback: config.openai && measuredModel(interpreter, metrics),
    tools: measuredTools(liveTools, metrics),
    services: { accounts, people, meetings, slots },
    conversations: createConversations(db),
    clock,
    log,
  });

  // Slack, or the playground in its place
  const outbox = createOutbox(db);
  const signingSecret = deriveKey(secret, 'playground-signing').toString('hex');
  const playground = config.slack
    ? undefined
    : createPlayground({
        store: createPlaygroundStore(db, WORKSPACE.id),
        signingSecret,
        post: (path, body, headers) => fetch(`${ownAddress()}${path}`, { method: 'POST', body, headers }),
        accounts,
        meetings,
        outbox,
        clock,
        newId,
        log,
        sessionToken: randomBytes(32).toString('base64url'),
        open: config.playground === 'open',
        folder: join(import.meta.dirname, '../dist/web'),
      });
  const turns = createTurnStore(db);
  const slack = createSlack({
    ...(playground ? playgroundSide(playground, signingSecret) : slackSide(config)),
    assistant: measuredAssistant(assistant, metrics),
    accounts,
    meetings,
    feeds: links.feedUrls,
    guestPages,
    opsLink: links.opsLink,
    turns,
    owner,
    postings: createPostingStore(db),
    wording: wordingOf,
    clock,
    log,
    newId,
  });

  // What happens after changes, and by the clock
  const mail = config.smtp && createMailChannel({ ...config.smtp, brand: config.brand, clock });
  const guest = mail ?? createOutboxChannel({ outbox, from: 'parley@localhost', brand: config.brand, clock });
  const effects = {
    effects: createEffectQueue(db),
    meetings,
    accounts,
    deliveries: measuredDeliveries(createDeliveries(db), metrics),
    channels: { slack: measuredChannel(slack.channel, metrics), mail: measuredChannel(guest, metrics) },
    links: links.notices,
    unsubscribed: links.unsubscribed,
    repaint: slack.repaint,
    owner,
    clock,
    // Neither the effect's id nor the error is logged: both may hold a mail address.
    onDead: ({ carrier, id }: DueEffect, { occasion }: Effect) =>
      log.error({ [carrier]: id, occasion }, 'a message could not be delivered'),
  };
  const dispatcher = createWaker(
    async (stop) => {
      const delivered = await deliverEffects(effects, stop);
      if (delivered > 0) playground?.refresh();
    },
    (error) => log.error({ err: error }, 'effects could not be delivered'),
    EFFECT_LEASE_MS,
  );
  const agendas = createAgendaQueue(db);
  const refresh = { stale: users, meetings, accounts, agendas, clock, newId };
  const refresher = createWaker(
    () => refreshNotices(refresh),
    (error) => log.error({ err: error }, 'due times could not be worked out again'),
  );
  const jobs = listJobs({
    deliverEffects: () => dispatcher.wake(),
    states: { due: meetingStore, meetings, clock, newId },
    wakeTurns: () => slack.wake(),
    refresh,
    agendas: { agendas, accounts, clock, newId, onRaised: () => dispatcher.wake() },
    prune: { ...createPruning(db), links: createLinkStore(db).prune, retentionDays: config.retentionDays },
    directories: { tenants: users.tenantIds, sync: slack.syncDirectory },
    backups: config.backups && { ...config.backups, backUp: storage.backUp },
  });
  const runs = createJobRuns(db);
  const schedule = createSchedule({
    db,
    owner,
    ...(storage.engine && { dead: EMBEDDING }),
    clock,
    jobs: jobs.map((job) => recorded(job, { clock, note })),
    onError: (job, error) => log.error({ err: error, job }, 'a job failed'),
  });
  const counted = measuredRun(metrics);
  async function note(run: JobRun): Promise<void> {
    counted(run);
    await runs.put(run).catch((error: unknown) => log.error({ err: error, job: run.job }, 'a run could not be noted'));
  }

  // HTTP
  const wake = () => dispatcher.wake();
  const handlers: Handler[] = [
    metricsHandler({ render: metrics.render, token: config.metricsToken, publicUrl: config.publicUrl }),
    wirePages({
      db,
      config,
      secret,
      links,
      guestPages,
      accounts,
      meetings,
      slots,
      ops,
      jobs,
      runs,
      wake,
      clock,
      newId,
      log,
    }),
  ];
  if (slack.requestListener) handlers.push(slack.requestListener);
  if (playground && mayServe(config)) handlers.push(playground.handle);
  const server = createHttpServer({
    host: config.host,
    port: config.port,
    ready: async () => {
      const reason = started ? slack.trouble() : 'Parley is starting.';
      return reason ? { ok: false, reason } : storage.healthy();
    },
    handlers,
    onError: (error) => log.error({ err: error }, 'a request failed'),
    onAnswered: ({ method = '', url }, status, seconds) =>
      metrics.http.observe({ method, route: routeOf(url), status }, seconds),
  });
  let started = false;
  let port = config.port;
  function ownAddress(): string {
    const everywhere = config.host === '0.0.0.0' || config.host === '::';
    return `http://${everywhere ? '127.0.0.1' : config.host}:${port}`;
  }

  /** What links in mails begin with. */
  function publicAddress(): string {
    return config.publicUrl ?? ownAddress().replace('//127.0.0.1:', '//localhost:');
  }

  return {
    jobs,
    async start() {
      try {
        // The data folder is locked: whoever embedded the engine before is dead.
        if (storage.engine) await Promise.all([turns.releaseAll(EMBEDDING), effects.effects.releaseAll(EMBEDDING)]);
        port = await server.start();
        await playground?.start();
        await Promise.all([slack.start(), schedule.start()]);
        dispatcher.wake();
        started = true;
        interpreter.loadSoon((error) => log.error({ err: error }, 'the interpreter could not be loaded'));
      } catch (error) {
        await storage.close();
        throw error;
      }
      return summaryOf(config, port);
    },
    async stop(timeoutMs) {
      playground?.stop();
      const late = pause(timeoutMs, undefined, { ref: false });
      // First the way in: a request that still arrives is taken like any other.
      await Promise.race([Promise.all([server.stop(timeoutMs / 2), schedule.stop(timeoutMs / 2)]), late]);
      await slack.stop(timeoutMs / 2);
      // What hangs is left to its lease: a database that does not answer must not keep the process.
      await Promise.race([Promise.all([dispatcher.stop(), refresher.stop()]), late]);
      mail?.close();
      await storage.close();
    },
  };
}

/** A public address means other machines ask, and the playground lets everybody be anybody: then only when told to. */
function mayServe(config: Config): boolean {
  return config.publicUrl === undefined || config.playground === 'open';
}
