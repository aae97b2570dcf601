// The meeting: what is stored, and the words for its states.
import type { ReminderMinutes } from '../accounts/accounts.ts';
import type { TenantId, UserId } from '../actor.ts';
import type { AuditEntry } from '../audit.ts';
import type { MeetingEffect } from '../effects.ts';

export const MEETING_STATES = [
  'requested',
  'scheduled',
  'confirmed',
  'active',
  'completed',
  'cancelled',
  'declined',
  'expired',
  'no_show',
] as const;
export type MeetingState = (typeof MEETING_STATES)[number];

/** States in which a meeting still takes (or took) place and so holds its claims. */
export const OPEN_STATES: readonly MeetingState[] = ['requested', 'scheduled', 'confirmed', 'active'];

export const CONFERENCES = ['google_meet', 'teams', 'zoom', 'jitsi', 'phone', 'in_person', 'none'] as const;
export type ConferenceKind = (typeof CONFERENCES)[number];

export interface Conference {
  readonly kind: ConferenceKind;
  readonly joinUrl?: string;
}

export type Attendee =
  | { readonly kind: 'user'; readonly userId: UserId; readonly name: string; readonly email: string }
  | { readonly kind: 'guest'; readonly email: string; readonly name?: string };

/** Minutes before the start, standing above people's own preferences. */
export interface MeetingReminders {
  /** For everybody of ours who attends. */
  readonly users?: ReminderMinutes;
  readonly guests?: ReminderMinutes;
}

/** A message that becomes due by itself, unless the meeting changes before. */
export interface TimedNotice {
  readonly kind: 'reminder' | 'follow_up';
  /** As {@link attendeeKey} writes it. */
  readonly targetKey: string;
  /** Of a reminder: how long before the start it was wanted. Else 0. */
  readonly minutes: number;
  readonly dueAt: Date;
}

export interface Meeting {
  readonly tenant: TenantId;
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly location?: string;
  readonly organizer: UserId;
  /** Users who are met; the organizer for meetings booked in conversation. */
  readonly hosts: readonly UserId[];
  /** Everybody, the organizer included. */
  readonly attendees: readonly Attendee[];
  readonly start: Date;
  readonly end: Date;
  /** IANA zone in which it was arranged. */
  readonly zone: string;
  readonly state: MeetingState;
  readonly conference: Conference;
  readonly reminders?: MeetingReminders;
  /** Raised by every change that an attendee or a calendar would see. Starts at 1. */
  readonly version: number;
  readonly audit: readonly AuditEntry[];
  readonly effects: readonly MeetingEffect[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A meeting as lists have it: without what has happened to it and what was sent for it. */
export type ListedMeeting = Omit<Meeting, 'audit' | 'effects'>;

/** The ids of everyone of ours who attends: those whom a meeting claims. */
export function usersOf(meeting: Pick<Meeting, 'attendees'>): UserId[] {
  return meeting.attendees.flatMap((attendee) => (attendee.kind === 'user' ? [attendee.userId] : []));
}

/** `user:U1` or `guest:a@b.c`: names an attendee within a meeting. */
export function attendeeKey(attendee: Attendee): string {
  return attendee.kind === 'user' ? `user:${attendee.userId}` : `guest:${attendee.email}`;
}
