// What the playground's page and its server say to each other. The server parses every request through these schemas;
// the page takes the types only.
import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';

/** Sent with every change: the token that the page got with its session. */
export const SESSION_HEADER = 'x-parley-session';

const text = z.string().trim().min(1).max(12_000);
const id = z.string().min(1).max(255);
/** Made by the page; the same id again is the same wish. */
const clientId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/);

export const sendMessage = z.strictObject({
  user: id,
  channel: id,
  text,
  threadTs: id.optional(),
  clientId,
});
export type SendMessage = z.input<typeof sendMessage>;

export const sendCommand = z.strictObject({
  user: id,
  channel: id,
  command: z.string().regex(/^\/[a-z-]{1,32}$/),
  text: z.string().trim().max(12_000),
});
export type SendCommand = z.input<typeof sendCommand>;

/** What an element holds: text, a date, a time, the value of the chosen option, or several of them. */
const elementValue = z.union([z.string().max(3000), z.array(z.string().max(150)).max(100), z.null()]);
export type ElementValue = z.output<typeof elementValue>;

/** By block id, then action id. */
const elementValues = z.record(id, z.record(z.string().max(255), elementValue));
export type ElementValues = z.output<typeof elementValues>;

export const sendAction = z.strictObject({
  user: id,
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('message'), channel: id, ts: id }),
    z.strictObject({ kind: z.literal('view'), id }),
  ]),
  blockId: id,
  actionId: z.string().min(1).max(255),
  value: elementValue,
  values: elementValues,
});
export type SendAction = z.input<typeof sendAction>;

export const submitView = z.strictObject({ user: id, viewId: id, values: elementValues });
export type SubmitView = z.input<typeof submitView>;

export const closeView = z.strictObject({ user: id, viewId: id });
export type CloseView = z.input<typeof closeView>;

/** Answer to a submitted modal: sentences to show below its blocks, none when it was taken. */
export interface SubmitAnswer {
  readonly errors?: Readonly<Record<string, string>>;
}

export interface PagePerson {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly email: string;
  readonly zone: string;
  readonly admin: boolean;
}

export interface Session {
  readonly token: string;
  readonly workspace: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly people: readonly PagePerson[];
}

export interface PageConversation {
  readonly id: string;
  readonly kind: 'channel' | 'im';
  readonly name: string;
}

export interface PageMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
  /** As the page named it when it sent it. */
  readonly clientId?: string;
  readonly onlyYou: boolean;
  readonly edited: boolean;
}

export interface PageView {
  readonly id: string;
  readonly hash: string;
  readonly view: ModalView;
}

export interface History {
  /** Messages of the conversation with all their replies, oldest first. */
  readonly messages: readonly PageMessage[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

/** Everything that one person sees. Events with a later number than `at` change it. */
export interface Snapshot {
  readonly at: string;
  readonly conversations: readonly PageConversation[];
  readonly histories: Readonly<Record<string, History>>;
  readonly views: readonly PageView[];
  readonly statuses: readonly PageStatus[];
}

export interface PageStatus {
  readonly channel: string;
  readonly threadTs: string;
  /** Empty: nothing is being done any more. */
  readonly text: string;
}

export type PageEvent =
  | { readonly kind: 'message'; readonly message: PageMessage }
  | { readonly kind: 'removed'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'status'; readonly status: PageStatus }
  | { readonly kind: 'views'; readonly views: readonly PageView[] }
  /** The week or the outbox may have changed. */
  | { readonly kind: 'refresh' }
  /** Events were missed: read the snapshot again. */
  | { readonly kind: 'reset' };

export interface PageMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly ics?: string;
  /** ISO instant. */
  readonly at: string;
}

export interface WeekMeeting {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  /** For people: `2:00 – 2:30 PM`. */
  readonly time: string;
  readonly people: readonly string[];
  readonly joinUrl?: string;
  /** Minutes of the day's wall clock; a meeting past midnight stands in both days. */
  readonly from: number;
  readonly to: number;
}

export interface WeekDay {
  /** `YYYY-MM-DD` in the person's zone. */
  readonly date: string;
  readonly name: string;
  readonly today: boolean;
  /** Working hours, in minutes of the day. */
  readonly hours: readonly { readonly from: number; readonly to: number }[];
  readonly meetings: readonly WeekMeeting[];
}

export interface Week {
  readonly zone: string;
  /** For people: `5 – 11 January 2026`. */
  readonly title: string;
  /** The Mondays of the neighbouring weeks. */
  readonly previous: string;
  readonly next: string;
  /** The first meeting after this week: what it is, and the Monday of its own week. */
  readonly upcoming?: { readonly monday: string; readonly label: string };
  /** Monday first. */
  readonly days: readonly WeekDay[];
  /** Minutes of today's wall clock. */
  readonly now: number;
}
