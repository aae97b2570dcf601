// A guest whom the user neither named nor knows: an address that a model made up, or that somebody's note slipped to it.
import { isBy } from '../consent.ts';
import { askFirst, type Guard, type GuardedTurn } from './guard.ts';

const ADDRESS = /^(?:<?mailto:)?([^\s@<>|]+@[^\s@<>|]+)/i;

function addressesIn(people: unknown): string[] {
  if (!Array.isArray(people)) return [];
  return people.flatMap((ref) => (typeof ref === 'string' ? (ADDRESS.exec(ref.trim())?.[1]?.toLowerCase() ?? []) : []));
}

/** Everything that this user has written in the conversation, newest first. */
function wordsOf({ text, history, context }: GuardedTurn): string {
  const before = history.flatMap((message) =>
    message.role === 'user' && isBy(message, context.actor.userId) ? [message.text] : [],
  );
  return [text, ...before.reverse()].join('\n').toLowerCase();
}

/** Known: a colleague, somebody whom the user's words may mean, or somebody whom they meet or have met. */
async function isKnown(address: string, words: string, { context, situation }: GuardedTurn): Promise<boolean> {
  const { actor, services } = context;
  const near = [...situation.people, ...situation.meetings.flatMap(({ attendees }) => attendees)];
  if (near.some(({ email }) => email?.toLowerCase() === address)) return true;
  const [[resolved], mentioned, met] = await Promise.all([
    services.people.resolve(actor, [address]),
    services.people.mentioned(actor, words, 50),
    services.meetings.list(actor, { query: address }),
  ]);
  if (resolved?.kind === 'found' && resolved.person.kind === 'user') return true;
  // The query finds words of titles too, and those may be a stranger's.
  const attended = met.some(({ attendees }) => attendees.some(({ email }) => email.toLowerCase() === address));
  return attended || mentioned.some((person) => person.kind === 'guest' && person.email === address);
}

export const invited: Guard = async ({ input }, turn) => {
  const words = wordsOf(turn);
  const unnamed = [...addressesIn(input.attendees), ...addressesIn(input.addAttendees)].filter(
    (address) => !words.includes(address),
  );
  const known = await Promise.all(unnamed.map((address) => isKnown(address, words, turn)));
  const strangers = unnamed.filter((_, index) => !known[index]);
  if (strangers.length === 0) return undefined;
  return askFirst(`You have not named ${new Intl.ListFormat('en').format(strangers)} to me, nor met them before.`);
};
