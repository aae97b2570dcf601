// The words of every notification, one file a language, in one shape. Names and titles come in harmless; times come in
// as text in the reader's zone and locale.
import type { Language } from '../../domain/accounts/accounts.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** Who did it: the reader, somebody by name, or nobody that is known. */
export type Doer = { readonly kind: 'reader' } | { readonly kind: 'other'; readonly name: string } | undefined;

interface Told {
  /** One line: a subject, or the notification of a phone. */
  readonly headline: string;
  /** One or two sentences. */
  readonly lead: string;
}

export interface Strings {
  readonly invited: (title: string, organizer: string) => Told;
  /** To the person who booked it. */
  readonly booked: (title: string) => Told;
  /** To those who are not invited: a Slack channel. */
  readonly announced: (title: string, organizer: string) => Told;
  readonly moved: (title: string, by: Doer, before?: string) => Told;
  readonly changed: (title: string, by: Doer) => Told;
  readonly cancelled: (title: string, by: Doer, reason?: string) => Told;
  readonly removed: (title: string, when?: string) => Told;
  readonly left: (title: string, people: string | undefined) => Told;
  /** `distance`: `tomorrow`, `in 1 hour`; absent when it is not known. */
  readonly reminder: (title: string, distance?: string) => Told;
  readonly followUp: (title: string) => Told;
  /** `first`: when the first meeting begins. */
  readonly agenda: (week: string, count: number, first?: string) => Told;

  /** What a mail is about, above its title. */
  readonly labels: {
    readonly invited: string;
    readonly booked: string;
    readonly moved: string;
    readonly changed: string;
    readonly cancelled: string;
    readonly removed: string;
    readonly left: string;
    readonly reminder: string;
    readonly followUp: string;
    readonly agenda: string;
  };
  readonly when: string;
  readonly before: string;
  readonly who: string;
  readonly where: string;
  readonly about: string;
  readonly join: string;
  readonly manage: string;
  readonly hello: (name: string | undefined) => string;
  /** How conferences without a link of their own are told. */
  readonly phone: string;
  readonly inPerson: string;
  /** Below the message. */
  readonly replyTo: (name: string, email: string) => string;
  readonly sentBy: (brand: string, organizer: string) => string;
  readonly agendaBy: (brand: string) => string;
  readonly unsubscribe: { readonly reminders: string; readonly kind: string };
  readonly more: (count: number) => string;
}

const STRINGS: Readonly<Record<Language, Strings>> = { en, de };

export function stringsOf(language: Language): Strings {
  return STRINGS[language];
}
