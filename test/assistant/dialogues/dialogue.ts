// A scripted conversation: what Ada says on Wednesday, January 7, 2026, at 10:12 in New York, and what stands at its end.
export interface Dialogue {
  readonly name: string;
  /** Another moment at which it begins. */
  readonly now?: string;
  readonly says: readonly string[];
  /** Each meeting as month-day, start, length, guests, and its state unless it is scheduled. */
  readonly stands: readonly string[];
  /** What the transcript must hold besides. */
  readonly hears?: readonly RegExp[];
}

export const BOB = 'bob.stone@parley.example';
export const LEE = 'sam.lee@parley.example';
export const FOX = 'sam.fox@parley.example';
