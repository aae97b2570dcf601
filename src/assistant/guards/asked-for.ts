// A change that the user's own words did not ask for: what a model reads (a title, a note, somebody else's message) can
// talk it into acting, but cannot put words into the user's mouth.
import { ENDS, GREETS, looks, ordersChange } from './change-words.ts';
import { askFirst, type Guard } from './guard.ts';
import { openWish } from './wish.ts';

/** Nobody else sees what these change, and the next message changes it back. */
const HARMLESS = ['set_goal', 'update_goal', 'create_booking_link'];

/** What the tools do, as people call it; the others go by their names. */
const WORDS: Readonly<Record<string, string>> = {
  update_profile: 'changing your settings',
  set_availability: 'changing your hours',
  book_meeting: 'booking a meeting',
  update_meeting: 'changing',
  cancel_meeting: 'cancelling',
  complete_meeting: 'completing',
};

/** Whether the user's words, the wish that they answer for included, ask for a change by this tool. */
function asksFor(tool: string, said: readonly string[]): boolean {
  if (tool === 'cancel_meeting') return said.some((text) => ENDS.test(text));
  return said.some((text) => !GREETS.test(text) && (!looks(text) || ordersChange(text)));
}

export const askedFor: Guard = ({ tool, input }, turn) => {
  if (!tool.changes || HARMLESS.includes(tool.name) || asksFor(tool.name, openWish(turn))) return undefined;
  const meeting = turn.situation.meetings.find(({ id }) => id === input.meetingId);
  const what = WORDS[tool.name] ?? tool.name.replaceAll('_', ' ');
  return askFirst(`You did not ask for this: ${what}${meeting ? ` "${meeting.title}"` : ''}.`);
};
