// The documents that carry effects: meetings and users.
import type { Collection, Db } from 'mongodb';
import type { EffectCarrier } from '../domain/effects.ts';
import { USERS } from './accounts.ts';
import { MEETINGS } from './meetings.ts';
import type { StoredEffect } from './stored-effects.ts';

export interface CarrierDocument {
  readonly tenant: EffectCarrier['tenant'];
  readonly id: string;
  readonly effects: readonly StoredEffect[];
  /** Of a meeting. */
  readonly start?: Date;
}

export type CarrierKind = EffectCarrier['carrier'];

export const CARRIER_KINDS: readonly CarrierKind[] = ['meeting', 'user'];

export function carriersIn(db: Db): Readonly<Record<CarrierKind, Collection<CarrierDocument>>> {
  return { meeting: db.collection(MEETINGS), user: db.collection(USERS) };
}
