// A modal that says one thing.
import type { ModalView } from '@slack/types';
import { escapeCut, mrkdwn, plain } from '../cards/mrkdwn.ts';
import type { BotWords } from '../words/words.ts';

export function sentenceView(title: string, text: string, { close }: BotWords): ModalView {
  return {
    type: 'modal',
    title: plain(title, 24),
    close: plain(close, 24),
    blocks: [{ type: 'section', text: mrkdwn(escapeCut(text, 3000)) }],
  };
}
