// The words of the pages for guests, one file a language.
import type { Language, NoticeKind } from '../../domain/accounts/accounts.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** What a page tells at its top after something was asked of it. */
export const NOTICES = ['moved', 'cancelled', 'stale', 'taken', 'offer_expired', 'too_late'] as const;
export type PageNotice = (typeof NOTICES)[number];

export interface Words {
  readonly manage: {
    readonly notices: Readonly<Record<PageNotice, string>>;
    readonly cancelled: string;
    readonly over: string;
    readonly running: string;
    readonly minutes: (count: number) => string;
    readonly who: string;
    readonly where: string;
    readonly about: string;
    readonly from: string;
    readonly join: string;
    readonly addToCalendar: string;
    readonly file: string;
    readonly move: string;
    readonly moveHint: string;
    readonly nothingFree: string;
    readonly chooseDay: string;
    readonly times: (day: string) => string;
    readonly otherZone: string;
    readonly earlier: string;
    readonly later: string;
    readonly free: (count: number) => string;
    readonly moveButton: string;
    readonly cancel: string;
    readonly cancelHint: string;
    /** Of a meeting that is cancelled. */
    readonly why: string;
    readonly reason: string;
    readonly cancelButton: string;
    readonly close: string;
    readonly closeHint: string;
    readonly closeButton: string;
    /** Once it is closed. */
    readonly closed: { readonly title: string; readonly text: string };
    readonly zone: string;
    readonly show: string;
    readonly yours: string;
  };
  readonly unsubscribe: {
    readonly title: string;
    readonly guest: (email: string) => string;
    readonly user: (kind: string) => string;
    readonly button: string;
    readonly done: string;
    readonly again: string;
    readonly againButton: string;
    readonly on: string;
    readonly kinds: Readonly<Record<NoticeKind, string>>;
  };
  readonly refused: { readonly title: string; readonly text: string };
  readonly slowed: { readonly title: string; readonly text: (seconds: number) => string };
  readonly unavailable: { readonly title: string; readonly text: string };
}

const WORDS: Readonly<Record<Language, Words>> = { en, de };

export function wordsOf(language: Language): Words {
  return WORDS[language];
}

/** A reader's language, and the locale in which they are told dates. */
export interface Reader {
  readonly language: Language;
  readonly locale: string;
}

const DEFAULT_LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', de: 'de-DE' };

/** The most wanted language that there are words for; else `otherwise`. */
export function readerOf(languages: readonly string[], otherwise: Language): Reader {
  for (const tag of languages) {
    const language = (Object.keys(WORDS) as Language[]).find((known) => tag.toLowerCase().split('-')[0] === known);
    if (language) return { language, locale: tag.includes('-') ? tag : DEFAULT_LOCALES[language] };
  }
  return { language: otherwise, locale: DEFAULT_LOCALES[otherwise] };
}
