// Meetings told by their place among others: "my last meeting tomorrow", "the later of my two interviews", "the one
// right after the demo".
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { wallOf } from '../calendar.ts';

interface Position {
  readonly name: string;
  readonly pattern: RegExp;
  /** Counted from the first, or with -1 from the last. */
  readonly index: number;
}

const LEAD = "\\b(?:the|my|our|that|'s|#d\\d+ ?'s) (?:very )?";
const ONE =
  "(?= (?:one|ones|of|meetings?|calls?|appointments?|session|event|chat|interviews?|thing|slot|1:1s?|two|#d|[\\p{L}'-]+ (?:of|#|$|on|tomorrow)|[\\p{L}'-]+ ?[.,!]|[\\p{L}'-]+$)| *$| *[.,!])";
const position = (name: string, words: string, index: number): Position => ({
  name,
  pattern: new RegExp(`${LEAD}(?:${words})\\b${ONE}`, 'iu'),
  index,
});

const POSITIONS: readonly Position[] = [
  position('the first', 'first|1st|earliest|earlier|former', 0),
  position('the second', 'second|2nd', 1),
  position('the third', 'third|3rd', 2),
  position('the last', 'last|latest|later|latter|final', -1),
];
const NEXT =
  /\bnext (?:meeting|call|one|appointment|session|thing)\b|\bmy next\b(?! (?:week|month|#d))|\bwhat(?:ever)?'s next\b/i;
const CURRENT =
  /\b(?:(?:my|the|this) (?:current|ongoing|running) (?:meeting|call|one|appointment|session)|(?:the (?:meeting|call|one|session) )?(?:that )?(?:i'm|we're) in (?:right )?now|what i'm in)\b/i;
/** Whether it is going on now. */
const isOn =
  ({ now }: Situation) =>
  ({ start, durationMinutes }: SituationMeeting): boolean =>
    start <= now && start.getTime() + durationMinutes * 60_000 > now.getTime();
const OF_THE_DAY = /\bof (?:the|my) day\b/gi;
const COUNTED = /\b(?:of )?(?:the|my|our) (?:two|three|four|both)\b/gi;

/** The words of a text that tell a place, taken out of it, and how to choose by them. */
export interface Placed {
  readonly text: string;
  readonly choose?: (meetings: readonly SituationMeeting[]) => SituationMeeting | undefined;
  /** Only of this day, when no other is named. */
  readonly today: boolean;
}

export function placedIn(text: string, situation: Situation): Placed {
  if (NEXT.test(text)) {
    const coming = (meetings: readonly SituationMeeting[]) => meetings.find(({ start }) => start > situation.now);
    return { text: text.replace(NEXT, ' meeting '), choose: coming, today: false };
  }
  if (CURRENT.test(text))
    return {
      text: text.replace(CURRENT, ' meeting '),
      choose: (meetings) => meetings.find(isOn(situation)),
      today: false,
    };
  const found = POSITIONS.find(({ pattern }) => pattern.test(text));
  if (!found) return { text, today: false };
  const rest = text.replace(found.pattern, ' ').replace(OF_THE_DAY, ' ').replace(COUNTED, ' ');
  const among = /\bof (?:the|my|our|those|these) (?:two|three|four|\p{L}+s)\b/iu.test(text);
  return {
    text: rest.replace(/^ *(?:one|of)\b/i, ' '),
    choose: (meetings) => meetings.at(found.index),
    today: !among && !/#d\d/.test(text),
  };
}

/** Those of this day; all where it has none. */
export function ofToday(meetings: readonly SituationMeeting[], { now, zone }: Situation): readonly SituationMeeting[] {
  const today = wallOf(now, zone).day;
  return meetings.filter(({ start }) => wallOf(start, zone).day === today);
}

const NEIGHBOUR =
  /\b(?:the )?(?:one|meeting|call|thing|appointment) (?:right |straight |directly |immediately |just )?(after|before|following)\b(?: (?:it|that|this)\b)?(.*)$/i;

/** "the one right after", and what it stands beside; empty where that is what was spoken of. */
export function neighbourIn(text: string): { readonly after: boolean; readonly anchor: string } | undefined {
  const found = text.match(NEIGHBOUR);
  return found ? { after: !/before/i.test(found[1] ?? ''), anchor: (found[2] ?? '').trim() } : undefined;
}

/** The meeting before or after one of the same day. */
export function neighbourOf(
  anchor: SituationMeeting,
  after: boolean,
  { meetings, zone }: Situation,
): SituationMeeting | undefined {
  const day = wallOf(anchor.start, zone).day;
  const same = meetings.filter(({ start }) => wallOf(start, zone).day === day);
  return same[same.indexOf(anchor) + (after ? 1 : -1)];
}
