// /parley calendar: the private address under which calendar programs find somebody's meetings, and a new one on demand.
import type { ModalView } from '@slack/types';
import type { UserActor } from '../../domain/actor.ts';
import { ACTIONS } from '../actions.ts';
import { confirmation } from '../cards/confirmation.ts';
import { mrkdwn, plain } from '../cards/mrkdwn.ts';
import type { NewTurn } from '../turns.ts';
import type { BotWords } from '../words/words.ts';
import type { Filling, Modals } from './modals.ts';
import { sentenceView } from './sentence-view.ts';

/** The private addresses of people's meetings in ICS. Whoever has one reads them, and can change nothing. */
export interface Feeds {
  urlFor(actor: UserActor): Promise<string>;
  /** The address until now stops working; answers the new one. */
  renew(actor: UserActor): Promise<string>;
}

export interface CalendarModal {
  open(turn: NewTurn, triggerId: string): Promise<void>;
  renew(turn: NewTurn, viewId: string): Promise<void>;
}

export function createCalendarModal(options: { feeds: Feeds; modals: Modals }): CalendarModal {
  const { feeds, modals } = options;
  const sentence: Filling['sentence'] = (text, words) => sentenceView(words.calendar.title, text, words);
  return {
    open: (turn, triggerId) =>
      modals.open(turn, triggerId, ({ calendar }) => calendar.reading, {
        sentence,
        read: async ({ actor }, words) => calendarView(words, words.calendar.intro, await feeds.urlFor(actor)),
      }),
    renew: (turn, viewId) =>
      modals.show(turn, viewId, {
        sentence,
        read: async ({ actor }, words) => calendarView(words, words.calendar.renewed, await feeds.renew(actor)),
      }),
  };
}

function calendarView({ calendar, close }: BotWords, intro: string, url: string): ModalView {
  return {
    type: 'modal',
    title: plain(calendar.title, 24),
    close: plain(close, 24),
    blocks: [
      { type: 'section', text: mrkdwn(intro) },
      { type: 'section', text: mrkdwn(`\`\`\`${url}\`\`\``) },
      { type: 'context', elements: [mrkdwn(calendar.secret)] },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: ACTIONS.renewFeed,
            text: plain(calendar.renew, 75),
            confirm: confirmation(calendar.ask, calendar.ask.text),
          },
        ],
      },
    ],
  };
}
