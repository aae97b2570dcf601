// The directory: who is meant by a mail address, a Slack id or a name. An ambiguous name is an answer, not a guess.
import type { User } from '../accounts/accounts.ts';
import type { UserActor } from '../actor.ts';

export { createPeople } from './create-people.ts';
export type { ContactStore, StoredContact } from './store.ts';

/** Somebody outside whom a user has met through Parley; known to that user only. */
export interface Contact {
  readonly email: string;
  readonly name?: string;
  readonly lastMetAt: Date;
}

export type Person =
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'guest'; readonly email: string; readonly name?: string };

export type Resolution =
  | { readonly kind: 'found'; readonly person: Person }
  | { readonly kind: 'ambiguous'; readonly ref: string; readonly candidates: readonly Person[] }
  | { readonly kind: 'unknown'; readonly ref: string };

export interface People {
  /**
   * Each reference is a mail address (also `<mailto:a@b|a@b>`), a Slack id (also `<@U1>`), or a name, compared without
   * case or accents. A mail address that nobody has is a guest, never unknown. One resolution a reference, in order.
   */
  resolve(actor: UserActor, refs: readonly string[]): Promise<Resolution[]>;
  /** People whom a text may mean: colleagues and contacts with a name in it, at most `limit`. */
  mentioned(actor: UserActor, text: string, limit: number): Promise<Person[]>;
  /** Remembers guests as contacts of the actor. */
  remember(actor: UserActor, guests: readonly { email: string; name?: string }[], at: Date): Promise<void>;
}
