// What is said to people who want nothing booked: greetings, thanks, and questions about Parley itself.
import { timePoint } from '../../../../domain/time.ts';
import type { Situation } from '../../../situation.ts';
import { cityZone } from '../recognise/zone-names.ts';

const ABLE =
  'I book, move, cancel and list your meetings and find free times. Try "book 30 min with Tim tomorrow at 2", "push my 3pm by an hour" or "when am I free on Friday?".';

const ANSWERS: readonly (readonly [RegExp, (situation: Situation, text: string) => string])[] = [
  [
    /\bwhat(?:'s| is)?(?: the)? (?:time|day|date)\b|\bwhat (?:time|day|date)\b/i,
    ({ now, zone, locale }, text) => {
      const city = text.match(/\b(?:in|at|for) (?!#)([\p{L} .'-]{2,30}?)(?: (?:right |just )?now)? *\??$/iu)?.[1];
      return `It is ${timePoint(now, (city && cityZone(city)) ?? zone, locale)}.`;
    },
  ],
  [
    /\brequests?\b|\bwho\b.*\b(?:asked|asking|requested|wants|waiting)\b/i,
    ({ requests, zone, locale }) =>
      requests.length === 0
        ? 'No requests are open.'
        : `Open requests: ${requests.map(({ title, from, start }) => `${title} from ${from}, ${timePoint(start, zone, locale)}`).join('; ')}.`,
  ],
  [
    /\b(?:who|what) are you\b|\bare you (?:an? )?\w+\b|\byour name\b|\bwho (?:made|built|created)\b/i,
    () => `I am Parley, a scheduling assistant. ${ABLE}`,
  ],
  [/\bhelp\b|\bwhat can you do\b|\bhow (?:do|does|can|would|should)\b|\b(?:can|do) you\b/i, () => ABLE],
  [/\b(?:thanks?|thank you|cheers|appreciate|lifesaver|the best|helpful)\b/i, () => 'You’re welcome.'],
  [/\b(?:hi|hey|hello|yo|hiya|howdy|good morning|good afternoon|good evening|morning)\b/i, () => `Hello! ${ABLE}`],
  [/\b(?:bye|good night|see you|later)\b/i, () => 'See you.'],
  [
    /\b(?:never ?mind|forget it|leave it|don't|do not|not|needn't|no (?:need|reason) to)\b/i,
    () => 'All right, I leave everything as it is.',
  ],
];

export function smallTalk(text: string, situation: Situation): string {
  const found = ANSWERS.find(([pattern]) => pattern.test(text));
  return found
    ? found[1](situation, text)
    : 'All right. Tell me when you want to book, move or cancel a meeting, or ask when you are free.';
}
