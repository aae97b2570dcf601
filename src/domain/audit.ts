// The audit trail: who did what to which meeting, when and from where. Entries are only ever appended, and they are
// part of the meeting document, so a change without its entry cannot exist.
import type { Origin } from './actor.ts';

export const AUDIT_ACTIONS = [
  'booked',
  'moved',
  'changed',
  'cancelled',
  'left',
  'completed',
  'started',
  'expired',
  'page_closed',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export interface AuditEntry {
  readonly at: Date;
  /** As `actorName` writes it: `user:U1`, `guest:a@b.c`, `job:meeting-states`. */
  readonly actor: string;
  readonly action: AuditAction;
  readonly origin: Origin;
  readonly requestId: string;
  /** The version of the meeting that the change made. */
  readonly version: number;
  /** Names of changed fields with their values before and after. */
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
  readonly reason?: string;
}
