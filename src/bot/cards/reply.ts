// One message of Parley: cards, the lines of a list, what is said with them, and buttons for likely answers.
import type { KnownBlock } from '@slack/types';
import type { Meeting } from '../../domain/meetings/meetings.ts';
import { ACTIONS } from '../actions.ts';
import { botWords } from '../words/words.ts';
import { type Allowed, meetingCard, meetingLine, meetingSummary, type Viewer } from './meeting-card.ts';
import { cut, escapeCut, escapeText, mrkdwn, plain } from './mrkdwn.ts';
import { type CardWords, cardWords } from './words/words.ts';

/** Slack takes 50 blocks; a card has up to 5 with its divider. */
const MAX_CARDS = 8;
export const MAX_LINES = 20;
const MAX_OPTIONS = 5;
const MAX_SECTION = 3000;

export interface ReplyContent {
  readonly text: string;
  /** News begins with what happened; an answer shows what is stored, and speaks below. */
  readonly textFirst?: boolean;
  readonly quote?: string;
  readonly cards: readonly Meeting[];
  readonly lines: readonly Meeting[];
  readonly options: readonly string[];
  /** A meeting that the reader may want to repeat. */
  readonly again?: string;
}

export interface RenderedMessage {
  /** Escaped: Slack reads it as mrkdwn. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

export function renderReply(
  content: ReplyContent,
  viewer: Viewer,
  allowed: (meeting: Meeting) => Allowed,
): RenderedMessage {
  const cards = content.cards.slice(0, MAX_CARDS);
  const lines = content.lines.slice(0, MAX_LINES);
  const hidden = content.cards.length - cards.length + (content.lines.length - lines.length);
  const words = cardWords(viewer.language);
  const spoken = botWords(viewer.language);
  const blocks: KnownBlock[] = [];
  if (content.quote) blocks.push({ type: 'context', elements: [mrkdwn(spoken.you(escapeCut(content.quote, 300)))] });
  const said: KnownBlock[] = content.text.trim()
    ? [{ type: 'section', text: mrkdwn(escapeCut(content.text, MAX_SECTION)) }]
    : [];
  if (content.textFirst) blocks.push(...said);
  for (const [index, meeting] of cards.entries()) {
    if (index > 0 || content.quote) blocks.push({ type: 'divider' });
    blocks.push(...meetingCard(meeting, viewer, allowed(meeting)));
  }
  blocks.push(...lines.map((meeting) => meetingLine(meeting, viewer)));
  if (hidden > 0) blocks.push({ type: 'context', elements: [mrkdwn(words.moreMeetings(hidden))] });
  if (!content.textFirst) blocks.push(...said);
  if (content.options.length > 0) blocks.push(optionButtons(content.options));
  if (content.again) blocks.push(againButton(content.again, words));
  const summary = content.text.trim() || cards.map((meeting) => meetingSummary(meeting, viewer)).join('\n');
  return { text: escapeText(cut(summary || spoken.done, 3000)), blocks };
}

function againButton(meetingId: string, words: CardWords): KnownBlock {
  const button = { type: 'button', action_id: ACTIONS.again, text: plain(words.again, 75), value: meetingId } as const;
  return { type: 'actions', elements: [button] };
}

function optionButtons(options: readonly string[]): KnownBlock {
  return {
    type: 'actions',
    elements: options.slice(0, MAX_OPTIONS).map((option, index) => ({
      type: 'button',
      action_id: `${ACTIONS.answer}:${index}`,
      text: plain(option, 75),
      value: cut(option, 2000),
    })),
  };
}
