// More cancelled than was named: whoever asks for one meeting to go has not asked for another.
import type { SituationMeeting } from '../situation.ts';
import { askFirst, type Guard } from './guard.ts';
import { openWish } from './wish.ts';

/** Words for more than one. Where they stand the user speaks of several, and which ones is the model's to find. */
const SEVERAL =
  /\b(?:all|both|every\w*|each|them|they|these|those|and|n|or|rest|others?|clear|whole|entire|day|week|morning|afternoon|evening|month|calendar|schedule|meetings|calls|appointments|events|syncs|reviews|sessions|\d+ (?:of|meetings)|two|three|four|five|alle|tous|toutes|todas?|todos|tutt[ei])\b|\bmy (?:\w+day|tomorrow)\b(?!['’]s| \w)|[,;&+\n]/i;
/** What "it" means stands in the conversation, not in the message. */
const POINTS = /\b(?:it|that|this|one|my \d|the \d)/i;

export const cancelled: Guard = ({ tool, input }, turn) => {
  if (tool.name !== 'cancel_meeting') return undefined;
  const wish = openWish(turn).join('\n');
  if (SEVERAL.test(wish)) return undefined;
  const meeting = turn.situation.meetings.find(({ id }) => id === input.meetingId);
  const others = turn.situation.meetings.filter(({ id }) => id !== input.meetingId);
  const another = others.find(({ title }) => isNamed(title, wish));
  if (another && meeting && !POINTS.test(wish) && !mentions(meeting, wish)) {
    return askFirst(`You named "${another.title}", and this would cancel "${meeting.title}".`);
  }
  const before = turn.made.filter(({ name }) => name === 'cancel_meeting').length;
  if (before === 0) return undefined;
  return askFirst(
    `One meeting is cancelled already; this would cancel ${meeting ? `"${meeting.title}"` : 'another'} too.`,
  );
};

const SHORTEST = 3;

function isNamed(title: string, wish: string): boolean {
  return title.length >= SHORTEST && wish.toLowerCase().includes(title.toLowerCase());
}

/** Any word of the title, or anybody who attends. */
function mentions({ title, attendees }: SituationMeeting, wish: string): boolean {
  const words = [title, ...attendees.flatMap(({ name, email, slackId }) => [name, email, slackId])]
    .flatMap((text) => (text ?? '').toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= SHORTEST);
  const said = wish.toLowerCase();
  return words.some((word) => said.includes(word));
}
