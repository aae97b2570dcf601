// /parley calendar: the private address under which calendar programs find somebody's meetings, and a new one on demand.
import type { ModalView } from '@slack/types';
import type { UserActor } from '../../domain/actor.ts';
import { ACTIONS } from '../actions.ts';
import { mrkdwn, plain } from '../cards/mrkdwn.ts';
import type { NewTurn } from '../turns.ts';
import type { Modals } from './modals.ts';
import { sentenceView } from './sentence-view.ts';

const TITLE = 'Your calendar feed';

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
  const sentence = (text: string) => sentenceView(TITLE, text);
  return {
    open: (turn, triggerId) =>
      modals.open(turn, triggerId, 'Getting your address…', {
        sentence,
        read: async ({ actor }) => calendarView(await feeds.urlFor(actor), false),
      }),
    renew: (turn, viewId) =>
      modals.show(turn, viewId, {
        sentence,
        read: async ({ actor }) => calendarView(await feeds.renew(actor), true),
      }),
  };
}

function calendarView(url: string, renewed: boolean): ModalView {
  const intro = renewed
    ? 'The old address no longer works. This is the new one:'
    : 'Subscribe to this address in Google Calendar, Outlook or Apple Calendar, and your meetings appear there:';
  return {
    type: 'modal',
    title: plain(TITLE, 24),
    close: plain('Close', 24),
    blocks: [
      { type: 'section', text: mrkdwn(intro) },
      { type: 'section', text: mrkdwn(`\`\`\`${url}\`\`\``) },
      {
        type: 'context',
        elements: [mrkdwn('Keep it to yourself: whoever has it sees your meetings. Nobody can change them with it.')],
      },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: ACTIONS.renewFeed,
            text: plain('Make a new address', 75),
            confirm: {
              title: plain('Make a new address?', 100),
              text: plain('Calendars that use the address until now no longer get your meetings.', 300),
              confirm: plain('Make a new one', 30),
              deny: plain('Keep it', 30),
            },
          },
        ],
      },
    ],
  };
}
