// The playground: a page that behaves like a Slack workspace, and the server behind it. It drives the same Bolt app as
// Slack does, through an emulated Web API and signed requests.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FetchFunction } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Accounts } from '../domain/accounts/accounts.ts';
import type { UserActor } from '../domain/actor.ts';
import type { Meetings } from '../domain/meetings/meetings.ts';
import type { Clock } from '../domain/time.ts';
import type { PageMail } from '../http/contract.ts';
import type { Outbox } from '../notifications/outbox.ts';
import { CHANGE_SCHEMAS, type Change, change, createPlaygroundHandler, type Read } from './http.ts';
import { createHub } from './hub.ts';
import type { WorkspaceChange } from './method.ts';
import { conversationsFor, historyOf, pageMessage, pageView, sessionOf, snapshotOf } from './pages.ts';
import { createPeopleActions, NotThere } from './people.ts';
import { createSender, type Post } from './sender.ts';
import { createSlackApi } from './slack-api.ts';
import { createStaticPages } from './static.ts';
import { createStatuses } from './statuses.ts';
import type { PlaygroundStore } from './store.ts';
import { mondayOf, weekOf } from './week.ts';
import { type Person, WORKSPACE } from './workspace.ts';

const MAILS = 100;
const WEEK_MEETINGS = 200;

export interface Playground {
  /** For Bolt's `clientOptions.fetch`. */
  readonly fetch: FetchFunction;
  /** The bot token that the emulated Slack takes. */
  readonly botToken: string;
  /** Answers the page, its files and its API; false for every other address. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Makes the people known as users, so that they can be met before they have said anything. */
  start(): Promise<void>;
  /** Tells open pages that weeks or mails may have changed. */
  refresh(): void;
  /** Ends the streams to open pages, which would hold the server back from stopping. */
  stop(): void;
}

/**
 * `folder` holds the built page. `post` reaches our own server. `sessionToken` is what open pages prove themselves with;
 * `open` lets in more than this machine.
 */
export function createPlayground(options: {
  store: PlaygroundStore;
  signingSecret: string;
  post: Post;
  accounts: Accounts;
  meetings: Meetings;
  outbox: Pick<Outbox, 'list' | 'find'>;
  clock: Clock;
  newId: () => string;
  log: Logger;
  sessionToken: string;
  open: boolean;
  folder: string;
}): Playground {
  const { accounts, meetings, clock, newId } = options;
  const workspace = WORKSPACE;
  const hub = createHub(newId().replaceAll('-', '').slice(0, 12));
  const everybody = workspace.people.map(({ id }) => id);
  const statuses = createStatuses((status) => hub.send(membersOf(status.channel), { kind: 'status', status }));

  const api = createSlackApi({ store: options.store, clock, newId: () => slackId(newId()), changed });
  const sender = createSender({ signingSecret: options.signingSecret, post: options.post, clock });
  const people = createPeopleActions({ api, sender });

  function membersOf(channel: string): string[] {
    return everybody.filter((user) => conversationsFor(workspace, user).some(({ id }) => id === channel));
  }

  function changed(event: WorkspaceChange): void {
    if (event.kind === 'status') {
      statuses.set(event);
      return;
    }
    if (event.kind === 'views') {
      const { user } = event;
      options.store.viewsOf(user).then(
        (views) => hub.send([user], { kind: 'views', views: views.map(pageView) }),
        (error: unknown) => options.log.warn({ err: error }, 'could not read modals'),
      );
      return;
    }
    const { message } = event;
    const viewers = message.onlyFor === undefined ? membersOf(message.channel) : [message.onlyFor];
    if (event.kind === 'removed') hub.send(viewers, { kind: 'removed', channel: message.channel, ts: message.ts });
    else hub.send(viewers, { kind: 'message', message: pageMessage(message) });
    if (message.user !== workspace.bot.userId) return;
    if (event.kind === 'message' && event.fresh) statuses.answered(message.channel, message.threadTs);
    refresh();
  }

  function refresh(): void {
    hub.send(everybody, { kind: 'refresh' });
  }

  function personIn(query: URLSearchParams): Person {
    const person = workspace.people.find(({ id }) => id === query.get('user'));
    if (!person) throw new NotThere('person');
    return person;
  }

  function actorOf({ id, admin }: Person): UserActor {
    return {
      kind: 'user',
      tenant: workspace.id,
      userId: id,
      role: admin ? 'admin' : 'member',
      origin: 'playground',
      requestId: newId(),
    };
  }

  async function week(query: URLSearchParams) {
    const person = personIn(query);
    const actor = actorOf(person);
    const user = await accounts.user(actor, person.id);
    const monday = mondayOf(query.get('start') ?? undefined, clock(), user.zone);
    const [from, to] = [monday.toJSDate(), monday.plus({ weeks: 1 }).toJSDate()];
    const [found, [later]] = await Promise.all([
      meetings.list(actor, { from, to, limit: WEEK_MEETINGS }),
      meetings.list(actor, { from: to, limit: 1 }),
    ]);
    return weekOf(user, found, later, monday, clock());
  }

  async function mails(): Promise<PageMail[]> {
    const listed = await options.outbox.list(workspace.id, MAILS);
    return listed.map(({ id, to, subject, text, ics, at }) => ({
      id,
      to,
      subject,
      text,
      ...(ics !== undefined && { ics }),
      at: at.toISOString(),
    }));
  }

  async function mail(query: URLSearchParams): Promise<string> {
    const found = await options.outbox.find(workspace.id, query.get('id') ?? '');
    if (!found) throw new NotThere('mail');
    return found.html;
  }

  const reads = new Map<string, Read>([
    ['session', async () => sessionOf(workspace, options.sessionToken)],
    ['snapshot', async (query) => snapshotOf(api.context, personIn(query).id, hub.at(), statuses.list())],
    [
      'history',
      async (query) => {
        const { id } = personIn(query);
        const channel = query.get('channel') ?? '';
        if (!membersOf(channel).includes(id)) throw new NotThere('conversation');
        return historyOf(api.context, channel, id, query.get('before') ?? undefined);
      },
    ],
    ['outbox', mails],
    ['week', week],
  ]);

  const changes = new Map<string, Change>([
    ['messages', change(CHANGE_SCHEMAS.messages, people.write)],
    ['commands', change(CHANGE_SCHEMAS.commands, people.command)],
    ['actions', change(CHANGE_SCHEMAS.actions, people.act)],
    ['submissions', change(CHANGE_SCHEMAS.submissions, people.submit)],
    ['closings', change(CHANGE_SCHEMAS.closings, people.close)],
  ]);

  return {
    fetch: api.fetch,
    botToken: workspace.botToken,
    handle: createPlaygroundHandler({
      open: options.open,
      sessionToken: options.sessionToken,
      pages: createStaticPages(options.folder),
      reads,
      documents: new Map([['mail', mail]]),
      changes,
      stream: (query, response, lastId) => hub.connect(response, personIn(query).id, lastId),
      onError: (error) => options.log.error({ err: error }, 'a request of the playground failed'),
    }),
    async start() {
      await accounts.ensureTenant(workspace.id, workspace.name);
      for (const { id, name, email, zone, locale, admin } of workspace.people) {
        await accounts.ensureUser(workspace.id, { id, name, email, zone, locale, isAdmin: admin });
      }
    },
    refresh,
    stop: hub.close,
  };
}

/** Slack's ids are of capital letters and digits. */
function slackId(id: string): string {
  return id.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}
