// What a change leaves behind beside the changed fields: its audit entry and the effects that tell others of it.
import { type Actor, actorName } from '../actor.ts';
import type { AuditAction, AuditEntry } from '../audit.ts';
import type { EffectTarget, MeetingEffect, MeetingOccasion } from '../effects.ts';
import { type Attendee, attendeeKey, type Meeting } from './meeting.ts';
import type { Notice } from './meetings.ts';

type Details = MeetingEffect['details'];

function targetOf(attendee: Attendee): EffectTarget {
  if (attendee.kind === 'user') return { kind: 'colleague', userId: attendee.userId };
  return { kind: 'guest', email: attendee.email, ...(attendee.name && { name: attendee.name }) };
}

export function effect(
  attendee: Attendee,
  occasion: MeetingOccasion,
  version: number,
  at: Date,
  details: Details,
): MeetingEffect {
  return effectTo(targetOf(attendee), attendeeKey(attendee), occasion, version, at, details);
}

export function effectTo(
  target: EffectTarget,
  targetKey: string,
  occasion: MeetingOccasion,
  version: number,
  at: Date,
  details: Details,
): MeetingEffect {
  return {
    id: `${version}:${occasion}:${targetKey}`,
    occasion,
    target,
    targetKey,
    version,
    state: 'pending',
    attempts: 0,
    dueAt: at,
    details,
  };
}

/**
 * Everyone but the colleague who acted: they read the answer to what they did. A guest who acted is told too: the mail is
 * what moves the meeting in their calendar.
 */
function othersThan(actor: Actor, attendees: readonly Attendee[]): Attendee[] {
  if (actor.kind !== 'user') return [...attendees];
  return attendees.filter((attendee) => attendeeKey(attendee) !== `user:${actor.userId}`);
}

/** What a reader should know of who acted: their id or address; nothing for a job. */
export function byOf(actor: Actor): { by?: string } {
  if (actor.kind === 'user') return { by: actor.userId };
  return actor.kind === 'guest' ? { by: actor.email } : {};
}

const AUDITED = [
  'title',
  'start',
  'end',
  'state',
  'attendees',
  'conference',
  'location',
  'description',
  'reminders',
] as const;

function told(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((attendee: Attendee) => attendeeKey(attendee));
}

/** Undefined when nothing that is audited differs. */
export function audit(
  actor: Actor,
  action: AuditAction,
  at: Date,
  before: Meeting | undefined,
  after: Omit<Meeting, 'audit' | 'effects'>,
  reason?: string,
): AuditEntry {
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  for (const field of AUDITED) {
    const from = told(before?.[field]);
    const to = told(after[field]);
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[field] = { from: from ?? null, to: to ?? null };
  }
  return {
    at,
    actor: actorName(actor),
    action,
    origin: actor.origin,
    requestId: actor.requestId,
    version: after.version,
    changes,
    ...(reason && { reason }),
  };
}

/** A change in the making: the meeting as it shall be, and what it brings. */
export interface Draft {
  readonly fields: Partial<Meeting>;
  readonly action: AuditAction;
  readonly effects: (version: number) => MeetingEffect[];
  readonly notices: readonly Notice[];
  readonly reason?: string | undefined;
}

/** Everyone but the actor hears of it in the same words. */
export function tellOthers(
  actor: Actor,
  at: Date,
  attendees: readonly Attendee[],
  occasion: MeetingEffect['occasion'],
  details: MeetingEffect['details'] = {},
): Draft['effects'] {
  return (version) =>
    othersThan(actor, attendees).map((attendee) =>
      effect(attendee, occasion, version, at, { ...byOf(actor), ...details }),
    );
}
