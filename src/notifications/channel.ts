// The port that every way of reaching people implements: mail, the local outbox, Slack.
import type { Language, NoticeKind, ReminderMinutes } from '../domain/accounts/accounts.ts';
import type { TenantId } from '../domain/actor.ts';
import type { MeetingOccasion } from '../domain/effects.ts';
import type { ListedMeeting, Meeting } from '../domain/meetings/meetings.ts';

/** Who reads it. Times are told in `zone`, words in `language`. */
export type Recipient = { readonly zone: string; readonly language: Language; readonly locale: string } & (
  | { readonly kind: 'colleague'; readonly userId: string; readonly name: string; readonly email: string }
  | { readonly kind: 'guest'; readonly email: string; readonly name?: string }
  /** Everybody in a Slack channel. */
  | { readonly kind: 'channel'; readonly channelId: string }
);

interface NoticeBase {
  readonly tenant: TenantId;
  readonly recipient: Recipient;
  /** The same for each attempt at this message: a transport that can deduplicate uses it. */
  readonly deliveryId: string;
  /** Where mails like this one are turned off, by GET for people and POST for programs (RFC 8058). Absolute. */
  readonly unsubscribeUrl?: string;
}

/** One message to one recipient about one meeting, as stored now. */
export interface MeetingNotice extends NoticeBase {
  readonly kind: Exclude<NoticeKind, 'weekly_agenda'>;
  readonly occasion: MeetingOccasion;
  readonly meeting: Meeting;
  readonly organizerName: string;
  readonly organizerEmail: string;
  /** Of a guest: the page on which they can move or cancel. Absolute. */
  readonly manageUrl?: string;
  /** When the reader's calendar is to remind them, in minutes before the start. Absent: as their calendar does. */
  readonly alarms?: ReminderMinutes;
  readonly details: {
    readonly previousStart?: Date;
    readonly reason?: string;
    /** User id or mail address of who acted. */
    readonly by?: string;
    /** Names of those who left or were removed. */
    readonly people?: readonly string[];
    /** Of a reminder: whole minutes from now to the start, as they are at the moment of sending. */
    readonly minutesLeft?: number;
  };
}

/** A user's meetings of one week, by start. */
export interface AgendaNotice extends NoticeBase {
  readonly kind: 'weekly_agenda';
  /** ISO 8601: `2026-W14`. */
  readonly week: string;
  /** Midnight at the beginning of Monday, in the recipient's zone. */
  readonly from: Date;
  readonly meetings: readonly ListedMeeting[];
}

export type Notice = MeetingNotice | AgendaNotice;

/** Makes the addresses that notices carry. */
export interface NoticeLinks {
  /** A guest's own page for the meeting. */
  manageUrl(meeting: Meeting, email: string): Promise<string>;
  unsubscribeUrl(tenant: TenantId, recipient: Recipient, kind: NoticeKind): Promise<string | undefined>;
}

export interface Channel {
  readonly name: 'slack' | 'mail' | 'outbox';
  /**
   * Throws `DeliveryError`. `stillOurs` is asked last, before anything leaves: it throws {@link TakenOverError} when this
   * process has taken so long that another one sends the message.
   */
  deliver(notice: Notice, signal: AbortSignal, stillOurs?: () => Promise<void>): Promise<void>;
}

export class DeliveryError extends Error {
  /** Trying again cannot help. */
  readonly permanent: boolean;
  /** How long the server wants to be left alone, where it said so. */
  readonly waitMs: number;

  constructor(message: string, options: { permanent: boolean; waitMs?: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'DeliveryError';
    this.permanent = options.permanent;
    this.waitMs = options.waitMs ?? 0;
  }
}

export class TakenOverError extends DeliveryError {
  constructor() {
    super('Another process has taken this message over.', { permanent: false });
    this.name = 'TakenOverError';
  }
}
