// Effects as documents carry them: with what the queue searches.
import type { IndexDescription } from 'mongodb';
import type { Effect, MeetingEffect } from '../domain/effects.ts';

interface QueueFields {
  /** There while it is pending. */
  readonly pendingAt?: Date;
  /** When it was given up: dead letters are found by it. */
  readonly deadAt?: Date;
  /** Put off by its reader's quiet hours, not by a failure. */
  readonly deferred?: boolean;
  /** While somebody works on it. `ms`: how long it lasts without being renewed. */
  readonly lease?: { readonly owner: string; readonly until: Date; readonly ms: number };
}

export type StoredEffect<Kind extends Effect = Effect> = Kind & QueueFields;

/** Of every collection whose documents carry effects. */
export const EFFECT_INDEXES: readonly IndexDescription[] = [
  {
    key: { 'effects.pendingAt': 1 },
    partialFilterExpression: { 'effects.pendingAt': { $exists: true } },
    name: 'due_effects',
  },
  {
    key: { 'effects.deadAt': 1 },
    partialFilterExpression: { 'effects.deadAt': { $exists: true } },
    name: 'dead_effects',
  },
];

export function storedEffect<Kind extends Effect>(effect: Kind): StoredEffect<Kind> {
  return effect.state === 'pending' ? { ...effect, pendingAt: effect.dueAt } : effect;
}

export function toEffect(stored: StoredEffect<MeetingEffect>): MeetingEffect;
export function toEffect(stored: StoredEffect): Effect;
export function toEffect(stored: StoredEffect): Effect {
  const { pendingAt: _at, deadAt: _dead, deferred: _deferred, lease: _lease, ...effect } = stored;
  return effect;
}
