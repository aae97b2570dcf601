// Everything that the page shows, for the person that you are at the moment.
import type { ConfirmationDialog } from '@slack/types';
import type {
  ElementValues,
  History,
  PageConversation,
  PageEvent,
  PageMail,
  PageMessage,
  PagePerson,
  PageStatus,
  PageView,
  SendAction,
  SendMessage,
  Session,
  Snapshot,
  SubmitAnswer,
  Week,
} from '../../http/contract.ts';
import { change, follow, openSession, read, ServerError } from './server.ts';

const REMEMBERED = 'parley.person';

export interface Pending extends SendMessage {
  error?: string;
}

export type Panel = 'none' | 'menu' | 'side';

class Workspace {
  session = $state.raw<Session | null>(null);
  me = $state.raw<PagePerson | null>(null);
  conversations = $state.raw<readonly PageConversation[]>([]);
  messages = $state.raw<readonly PageMessage[]>([]);
  more = $state.raw<Readonly<Record<string, boolean>>>({});
  pending = $state<Pending[]>([]);
  views = $state.raw<readonly PageView[]>([]);
  statuses = $state.raw<readonly PageStatus[]>([]);
  mails = $state.raw<readonly PageMail[]>([]);
  week = $state.raw<Week | null>(null);
  /** A conversation's id, or the outbox. */
  place = $state('');
  thread = $state<string | null>(null);
  /** Which panel is open where there is no room for all. */
  panel = $state<Panel>('none');
  unread = $state<Record<string, number>>({});
  unreadMails = $state(0);
  connected = $state(true);
  /** A sentence about what went wrong, and how to try again. */
  trouble = $state.raw<{ text: string; retry?: () => void } | null>(null);
  asking = $state.raw<{ dialog: ConfirmationDialog; answer: (yes: boolean) => void } | null>(null);

  #stop: (() => void) | undefined;
  #start: string | undefined;
  #refreshing: ReturnType<typeof setTimeout> | undefined;

  conversation = $derived(this.conversations.find(({ id }) => id === this.place));
  directMessages = $derived(this.conversations.find(({ kind }) => kind === 'im'));

  async open(): Promise<void> {
    await this.#try(
      async () => {
        const session = await openSession();
        this.session = session;
        const remembered = localStorage.getItem(REMEMBERED);
        const person = session.people.find(({ id }) => id === remembered) ?? session.people[0];
        if (person) await this.become(person);
      },
      () => this.open(),
    );
  }

  async become(person: PagePerson): Promise<void> {
    localStorage.setItem(REMEMBERED, person.id);
    const kind = this.conversation?.kind ?? 'im';
    const inOutbox = this.place === 'outbox';
    this.#stop?.();
    this.me = person;
    this.thread = null;
    this.unread = {};
    this.#start = undefined;
    await this.#load();
    if (!inOutbox) this.place = this.conversations.find((each) => each.kind === kind)?.id ?? '';
  }

  async #load(): Promise<void> {
    const { me } = this;
    if (!me) return;
    await this.#try(
      async () => {
        const snapshot = await read<Snapshot>('snapshot', { user: me.id });
        if (this.me !== me) return;
        this.conversations = snapshot.conversations;
        const histories = Object.entries(snapshot.histories);
        this.messages = histories.flatMap(([, history]) => history.messages).toSorted(byTs);
        this.more = Object.fromEntries(histories.map(([channel, history]) => [channel, history.more]));
        this.views = snapshot.views;
        this.statuses = snapshot.statuses;
        this.#stop?.();
        this.#stop = follow(me.id, snapshot.at, {
          event: (event) => this.#on(event),
          connected: (connected) => {
            this.connected = connected;
          },
        });
        await this.#refresh();
      },
      () => this.#load(),
    );
  }

  #on(event: PageEvent): void {
    if (event.kind === 'message') this.#place(event.message);
    else if (event.kind === 'removed') {
      this.messages = this.messages.filter(({ channel, ts }) => channel !== event.channel || ts !== event.ts);
    } else if (event.kind === 'status') {
      const { channel, threadTs, text } = event.status;
      const others = this.statuses.filter((each) => each.channel !== channel || each.threadTs !== threadTs);
      this.statuses = text ? [...others, event.status] : others;
    } else if (event.kind === 'views') this.views = event.views;
    else if (event.kind === 'reset') void this.#load();
    else {
      // One change tells several times; what it changed is read once.
      clearTimeout(this.#refreshing);
      this.#refreshing = setTimeout(() => void this.#refresh(), 60);
    }
  }

  #place(message: PageMessage): void {
    const same = (each: PageMessage) => each.channel === message.channel && each.ts === message.ts;
    const known = this.messages.some(same);
    this.messages = known
      ? this.messages.map((each) => (same(each) ? message : each))
      : [...this.messages, message].toSorted(byTs);
    if (message.clientId) this.pending = this.pending.filter(({ clientId }) => clientId !== message.clientId);
    if (known || message.user === this.me?.id) return;
    if (message.channel !== this.place) this.unread[message.channel] = (this.unread[message.channel] ?? 0) + 1;
    else if (message.threadTs && this.#isMine(message.threadTs)) this.thread ??= message.threadTs;
  }

  #isMine(ts: string): boolean {
    return this.messages.some((each) => each.ts === ts && each.user === this.me?.id && each.channel === this.place);
  }

  async #refresh(): Promise<void> {
    const { me } = this;
    if (!me) return;
    const query = { user: me.id, ...(this.#start && { start: this.#start }) };
    await this.#try(
      async () => {
        const [week, mails] = await Promise.all([read<Week>('week', query), read<PageMail[]>('outbox')]);
        if (this.me !== me) return;
        const known = new Set(this.mails.map(({ id }) => id));
        const fresh = mails.filter(({ id }) => !known.has(id)).length;
        if (this.week && this.place !== 'outbox') this.unreadMails += fresh;
        const booked = this.#bookedLater(week);
        this.week = week;
        this.mails = mails;
        if (booked) this.showWeek(booked);
      },
      () => this.#refresh(),
    );
  }

  /** The week of a meeting that has just been booked past this empty one: the panel goes there to show it. */
  #bookedLater(week: Week): string | undefined {
    const empty = week.days.every(({ meetings }) => meetings.length === 0);
    if (this.#start !== undefined || !this.week || !empty) return undefined;
    return week.upcoming?.label === this.week.upcoming?.label ? undefined : week.upcoming?.monday;
  }

  showWeek(start: string | undefined): void {
    this.#start = start;
    void this.#refresh();
  }

  goTo(place: string): void {
    this.place = place;
    this.thread = null;
    this.panel = 'none';
    if (place === 'outbox') this.unreadMails = 0;
    else delete this.unread[place];
  }

  async loadOlder(channel: string): Promise<void> {
    const oldest = this.messages.find((each) => each.channel === channel && !each.threadTs);
    const { me } = this;
    if (!oldest || !me) return;
    await this.#try(async () => {
      const history = await read<History>('history', { user: me.id, channel, before: oldest.ts });
      this.messages = [...history.messages, ...this.messages].toSorted(byTs);
      this.more = { ...this.more, [channel]: history.more };
    });
  }

  /** Sends what was typed: a slash command goes its own way. */
  async send(text: string, threadTs?: string): Promise<void> {
    const { me, place } = this;
    if (!me) return;
    const [, command, rest = ''] = /^(\/[a-z-]+)(?:\s+([\s\S]*))?$/.exec(text) ?? [];
    if (command) {
      const wish = { user: me.id, channel: place, command, text: rest };
      await this.#try(() => change('commands', wish));
      return;
    }
    const message: Pending = {
      user: me.id,
      channel: place,
      text,
      clientId: crypto.randomUUID(),
      ...(threadTs && { threadTs }),
    };
    this.pending.push(message);
    await this.deliver(message);
  }

  async deliver(message: Pending): Promise<void> {
    const { error: _, ...wish } = message;
    const find = () => this.pending.find(({ clientId }) => clientId === message.clientId);
    const waiting = find();
    if (waiting) delete waiting.error;
    try {
      await change('messages', wish);
      this.pending = this.pending.filter(({ clientId }) => clientId !== message.clientId);
    } catch (error) {
      const failed = find();
      const reason = sentence(error);
      if (failed) failed.error = reason;
      // Stored and shown, but the app has not heard of it.
      else
        this.trouble = {
          text: `Parley has not received this message. ${reason}`,
          retry: () => void this.deliver(message),
        };
    }
  }

  async act(action: Omit<SendAction, 'user'>): Promise<void> {
    const { me } = this;
    if (me) await this.#try(() => change('actions', { ...action, user: me.id }));
  }

  async submit(viewId: string, values: ElementValues): Promise<SubmitAnswer> {
    return change<SubmitAnswer>('submissions', { user: this.me?.id, viewId, values });
  }

  async close(viewId: string): Promise<void> {
    this.views = this.views.filter(({ id }) => id !== viewId);
    await this.#try(() => change('closings', { user: this.me?.id, viewId }));
  }

  /** Shows a confirmation dialog; answers whether the person agreed. */
  ask(dialog: ConfirmationDialog): Promise<boolean> {
    return new Promise((resolve) => {
      this.asking = {
        dialog,
        answer: (yes) => {
          this.asking = null;
          resolve(yes);
        },
      };
    });
  }

  nameOf(user: string): string {
    if (user === this.session?.bot.id) return this.session.bot.name;
    return this.session?.people.find(({ id }) => id === user)?.name ?? user;
  }

  async #try(work: () => Promise<unknown>, retry?: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.trouble = null;
    } catch (error) {
      const again = retry ?? work;
      this.trouble = { text: sentence(error), retry: () => void this.#try(again, retry) };
    }
  }
}

function byTs(a: PageMessage, b: PageMessage): number {
  return a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0;
}

export function sentence(error: unknown): string {
  return error instanceof ServerError ? error.message : 'Something went wrong in the page.';
}

export const workspace = new Workspace();
