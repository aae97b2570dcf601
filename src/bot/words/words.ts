// What Parley itself says in Slack beside its cards: forms, help, and sentences for what could not be done. One file a
// language, and every language has it all. The assistant's answers are not among it: they speak as they are spoken to.
import type { Language, NoticeChannel, NoticeKind, User } from '../../domain/accounts/accounts.ts';
import { languageOf } from '../../domain/accounts/accounts.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Slots } from '../../domain/meetings/meetings.ts';
import type { Question } from '../cards/words/words.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** The labels of a form that differ with whose settings it is about. */
export interface Labels extends Readonly<Record<NoticeChannel, string>> {
  readonly title: string;
  readonly reminders: string;
  readonly guestReminders: string;
  readonly announce: string;
  readonly note: string;
}

export interface BotWords {
  readonly close: string;
  readonly help: string;
  readonly meetHelp: string;
  readonly elsewhere: string;
  readonly noMeetings: string;
  readonly you: (quote: string) => string;
  readonly done: string;
  readonly opsLink: (url: string) => string;
  readonly settings: {
    readonly reading: string;
    readonly own: Labels;
    readonly workspace: Labels;
    readonly kinds: Readonly<Record<NoticeKind, string>>;
    readonly save: string;
    readonly before: (minutes: number) => string;
    readonly never: string;
    readonly quiet: string;
    readonly quietOn: string;
    readonly from: string;
    readonly until: string;
    readonly language: string;
    readonly asInSlack: string;
    readonly channel: string;
    readonly announceIn: string;
    readonly chooseChannel: string;
    readonly inviteMe: string;
    readonly noQuietFrom: string;
    readonly noQuietTo: string;
    readonly noQuietTime: string;
    readonly noChannel: string;
    readonly noWayIn: string;
    /** In the channel itself; `null` stands for everybody. */
    readonly announces: (name: string | null) => string;
  };
  readonly calendar: {
    readonly title: string;
    readonly reading: string;
    readonly intro: string;
    readonly renewed: string;
    readonly secret: string;
    readonly renew: string;
    readonly ask: Question & { readonly text: string };
  };
  readonly guestPages: {
    readonly title: string;
    readonly reading: string;
    readonly intro: string;
    readonly none: string;
    readonly closed: (email: string) => string;
    readonly closeButton: string;
    readonly ask: Question & { readonly text: string };
  };
  readonly reschedule: {
    readonly title: string;
    readonly reading: string;
    readonly now: (when: string) => string;
    readonly pickDay: string;
    readonly later: string;
    readonly free: string;
    readonly submit: string;
    readonly none: (days: number, from: string, why: string) => string;
    readonly reasons: Readonly<Record<NonNullable<Slots['reason']>, string>>;
    readonly cancelled: string;
    readonly over: string;
    readonly notYours: string;
  };
  readonly sentences: {
    /** For a button or a form that nothing answers to any more. */
    readonly outdated: string;
    /** For what nobody foresaw, where the journal shows that nothing was changed. */
    readonly unchanged: (requestId: string) => string;
    /** For a change of which nobody knows whether it was made. */
    readonly unsure: (requestId: string) => string;
    /** For settings that somebody believes to be saved. */
    readonly unsaved: (requestId: string) => string;
    readonly freeInstead: (times: readonly string[]) => string;
    /** In place of the domain's own sentences, which are English and say more. */
    readonly refusals: Readonly<Partial<Record<ErrorCode, string>>>;
  };
}

const WORDS: Readonly<Record<Language, BotWords>> = { en, de };

export function botWords(language: Language): BotWords {
  return WORDS[language];
}

/** The language in which somebody sets up Parley: the one they have chosen for messages, else that of their Slack. */
export function languageOfUser({ notifications, locale }: Pick<User, 'notifications' | 'locale'>): Language {
  return notifications?.language ?? languageOf(locale);
}
