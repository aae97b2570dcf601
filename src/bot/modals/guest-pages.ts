// /parley guests: the open pages of somebody's guests, each with a button that closes it.
import type { ModalView } from '@slack/types';
import { localeOf } from '../../domain/accounts/accounts.ts';
import type { GuestPage, GuestPages } from '../../domain/meetings/guest-pages.ts';
import { timeRange } from '../../domain/time.ts';
import { ACTIONS } from '../actions.ts';
import { confirmation } from '../cards/confirmation.ts';
import { cut, escapeCut, mrkdwn, plain } from '../cards/mrkdwn.ts';
import type { Sender } from '../directory.ts';
import type { NewTurn } from '../turns.ts';
import { type BotWords, languageOfUser } from '../words/words.ts';
import type { Filling, Modals } from './modals.ts';
import { sentenceView } from './sentence-view.ts';

/** Two blocks each; a modal has a hundred. */
const MAX_PAGES = 40;

export interface GuestPagesModal {
  open(turn: NewTurn, triggerId: string): Promise<void>;
  /** Closes the page that a button stands for, and shows those that are left. */
  close(turn: NewTurn, viewId: string, value: string): Promise<void>;
}

/** What a button stands for: no id of a meeting holds a slash. */
function buttonValue({ meeting, guest }: GuestPage): string {
  return `${meeting.id}/${guest.email}`;
}

export function createGuestPagesModal(options: { pages: GuestPages; modals: Modals }): GuestPagesModal {
  const { pages, modals } = options;

  async function view(sender: Sender, words: BotWords, closed?: string): Promise<ModalView> {
    const open = await pages.open(sender.actor, MAX_PAGES);
    const { title, intro, none } = words.guestPages;
    return {
      type: 'modal',
      title: plain(title, 24),
      close: plain(words.close, 24),
      blocks: [
        ...(closed === undefined ? [] : [section(words.guestPages.closed(closed))]),
        section(open.length > 0 ? intro : none),
        ...open.flatMap((page) => pageBlocks(page, sender, words)),
      ],
    };
  }

  const sentence: Filling['sentence'] = (text, words) => sentenceView(words.guestPages.title, text, words);
  return {
    open: (turn, triggerId) =>
      modals.open(turn, triggerId, ({ guestPages }) => guestPages.reading, { sentence, read: view }),
    close: (turn, viewId, value) =>
      modals.show(turn, viewId, {
        sentence,
        async read(sender, words) {
          const [meetingId = '', ...email] = value.split('/');
          await pages.close(sender.actor, meetingId, email.join('/'));
          return view(sender, words, email.join('/'));
        },
      }),
  };
}

function section(text: string) {
  return { type: 'section', text: mrkdwn(escapeCut(text, 3000)) } as const;
}

function pageBlocks(page: GuestPage, { user }: Sender, { guestPages }: BotWords): ModalView['blocks'] {
  const { meeting, guest } = page;
  const language = languageOfUser(user);
  const when = timeRange(meeting.start, meeting.end, user.zone, localeOf({ language, locale: user.locale }));
  const who = guest.name ? `${guest.name} · ${guest.email}` : guest.email;
  return [
    { type: 'section', text: mrkdwn(`*${escapeCut(who, 300)}*\n${escapeCut(meeting.title, 300)}\n${when}`) },
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: ACTIONS.closePage,
          text: plain(guestPages.closeButton, 75),
          value: cut(buttonValue(page), 2000),
          confirm: confirmation(guestPages.ask, guestPages.ask.text),
        },
      ],
    },
  ];
}
