// A modal that says one thing.
import type { ModalView } from '@slack/types';
import { escapeCut, mrkdwn, plain } from '../cards/mrkdwn.ts';

export function sentenceView(title: string, text: string): ModalView {
  return {
    type: 'modal',
    title: plain(title, 24),
    close: plain('Close', 24),
    blocks: [{ type: 'section', text: mrkdwn(escapeCut(text, 3000)) }],
  };
}
