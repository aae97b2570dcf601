// Fills the reschedule modal: the free times of everybody of ours in the meeting, from a day on.
import { localeOf } from '../../domain/accounts/accounts.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Meeting, type Meetings, usersOf } from '../../domain/meetings/meetings.ts';
import { type Clock, instantOf, localDate } from '../../domain/time.ts';
import type { Sender } from '../directory.ts';
import type { Poster } from '../poster.ts';
import type { NewTurn } from '../turns.ts';
import { type BotWords, languageOfUser } from '../words/words.ts';
import type { Filling, Modals } from './modals.ts';
import { messageView, type Opened, SEARCH_DAYS, SLOTS_PER_PAGE, slotsView } from './reschedule-view.ts';

const DAY_MS = 24 * 3600_000;

/** Where to search from: the meeting's own day, a picked day (`YYYY-MM-DD`), or after the last time shown. */
export type SearchFrom =
  | { readonly kind: 'first' }
  | { readonly kind: 'day'; readonly date: string }
  | { readonly kind: 'after'; readonly start: Date };

export interface Reschedule {
  /** Opens the modal while the click still allows it, then fills it. */
  open(turn: NewTurn, triggerId: string, opened: Opened): Promise<void>;
  /** Shows free times, or in one sentence why there is nothing to pick. */
  show(turn: NewTurn, viewId: string, opened: Opened, from: SearchFrom): Promise<void>;
}

export function createReschedule(options: {
  meetings: Meetings;
  modals: Modals;
  poster: Poster;
  clock: Clock;
}): Reschedule {
  const { meetings, modals, clock } = options;

  async function picker(sender: Sender, opened: Opened, wanted: SearchFrom, words: BotWords) {
    const { actor, user } = sender;
    const meeting = await meetings.get(actor, opened.meetingId);
    if (!meetings.allowed(actor, meeting).includes('update')) {
      await options.poster.repaintClicked(opened.card, meeting.id, sender);
      return messageView(opened, refusalFor(meeting, clock(), words), words);
    }
    const now = clock();
    const from = searchStart(wanted, meeting, user.zone, now);
    const found = await meetings.findSlots(actor, {
      participants: usersOf(meeting).filter((id) => id !== actor.userId),
      from: new Date(Math.max(from.getTime(), now.getTime())),
      to: new Date(from.getTime() + SEARCH_DAYS * DAY_MS),
      durationMinutes: Math.round((meeting.end.getTime() - meeting.start.getTime()) / 60_000),
      zone: user.zone,
      limit: SLOTS_PER_PAGE,
      ignoreMeeting: meeting.id,
    });
    const locale = localeOf({ language: languageOfUser(user), locale: user.locale });
    return slotsView(opened, meeting, found, from, { zone: user.zone, locale }, words);
  }

  const filling = (opened: Opened, from: SearchFrom): Filling => ({
    read: (sender, words) => picker(sender, opened, from, words),
    sentence: (text, words) => messageView(opened, text, words),
  });

  return {
    show: (turn, viewId, opened, from) => modals.show(turn, viewId, filling(opened, from)),
    open: (turn, triggerId, opened) =>
      modals.open(turn, triggerId, ({ reschedule }) => reschedule.reading, filling(opened, { kind: 'first' })),
  };
}

function refusalFor(meeting: Meeting, now: Date, { reschedule }: BotWords): string {
  if (meeting.state === 'cancelled') return reschedule.cancelled;
  return meeting.end <= now ? reschedule.over : reschedule.notYours;
}

function searchStart(wanted: SearchFrom, meeting: Meeting, zone: string, now: Date): Date {
  switch (wanted.kind) {
    case 'first': {
      const day = dayStart(localDate(meeting.start, zone), zone);
      return day < now ? now : day;
    }
    case 'day':
      return dayStart(wanted.date, zone);
    case 'after':
      return new Date(wanted.start.getTime() + 1);
  }
}

/** Midnight, or the first minute of a day that begins with a gap. */
function dayStart(date: string, zone: string): Date {
  try {
    return instantOf(`${date}T00:00`, zone);
  } catch (error) {
    const next = error instanceof DomainError && error.details.next;
    if (typeof next === 'string') return instantOf(next, zone);
    throw error;
  }
}
