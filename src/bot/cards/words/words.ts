// The words on cards, one file a language: every language has them all.
import type { Language } from '../../../domain/accounts/accounts.ts';
import type { ConferenceKind, MeetingState } from '../../../domain/meetings/meetings.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** A dialog before something that cannot be taken back. */
export interface Question {
  readonly title: string;
  readonly confirm: string;
  readonly deny: string;
}

export interface CardWords {
  readonly states: Readonly<Record<MeetingState, string>>;
  readonly conferences: Readonly<Record<ConferenceKind, string>>;
  readonly with: (people: string) => string;
  readonly morePeople: (count: number) => string;
  readonly moreMeetings: (count: number) => string;
  readonly at: (place: string) => string;
  readonly join: string;
  readonly reschedule: string;
  readonly cancel: string;
  readonly leave: string;
  readonly again: string;
  readonly askCancel: Question;
  readonly askLeave: Question;
  /** To the organizer: their channel does not let Parley in. */
  readonly cannotAnnounce: (title: string) => string;
}

const WORDS: Readonly<Record<Language, CardWords>> = { en, de };

export function cardWords(language: Language): CardWords {
  return WORDS[language];
}
