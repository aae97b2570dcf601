// "Undo that": what was just done is done the other way round, as far as our last words tell how it was before.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { isoWall, wallOf } from '../calendar.ts';
import { act, ask, type Decision } from '../decide/decision.ts';
import { label } from '../decide/phrase.ts';
import { sketchOf } from '../recognise/recognise.ts';
import type { Change, Talk } from './talk.ts';

const BEFORE = '(?:oh|wait|no|sorry|oops|hm+|ah|argh|please|ok(?:ay)?|actually|can you|could you|my mistake)';
const IT = '(?:it|that|this|the last (?:one|change|thing|booking|move)|what you (?:just )?did)';
const UNDO = new RegExp(
  `^(?:${BEFORE}\\b[ ,.!]*)*(?:(?:undo|revert|reverse|unbook|roll back|take back|restore|reinstate|un-?cancel|re-?book)(?: ${IT})?|(?:bring|add|get) ${IT} back(?: in| on)?|(?:put|move|change|set|switch|take|roll) ${IT} back)(?: (?:to )?(?:where|how|as|what|the way) it was(?: before)?)?(?: (?:please|again|then|thanks))*[ .!]*$`,
  'i',
);
const BOOKED = /\b(?:booked|scheduled|set up|added|put in)\b/i;
const CANCELLED = /\b(?:cancell?ed|removed|deleted|called off)\b/i;

/** The change that takes back the one just made; a question where nothing tells how it was before. */
export function undone(text: string, talk: Talk, situation: Situation): Decision | undefined {
  if (talk.asks || !UNDO.test(text)) return undefined;
  const { last } = talk;
  if (!last) return undefined;
  const { subject, said } = last;
  if (CANCELLED.test(said)) return bookedAgain(last, situation);
  if (!subject) return ask('Which meeting should be as it was before?', ['meeting']);
  if (BOOKED.test(said)) return act('cancel_meeting', { meetingId: subject.id });
  const start = startBefore(subject, said, situation);
  return start === undefined
    ? ask(`${label(subject, situation)}: when was it before?`, ['time', 'date'])
    : act('update_meeting', { meetingId: subject.id, start });
}

/** What was cancelled as a meeting of its own: by what the tool showed of it, else by our words. */
function bookedAgain({ subject, said, shown }: Change, situation: Situation): Decision {
  const sketch = sketchOf(said, situation);
  const [day, ...days] = new Set(sketch.all('d').map(({ from }) => from));
  const [span] = sketch.all('r');
  const [minute, ...minutes] = new Set(span ? [span.from] : sketch.all('t').map((time) => time.minute));
  const told =
    day === undefined || minute === undefined || days.length + minutes.length > 0 ? undefined : { day, minute };
  const start = shown ? wallOf(new Date(shown.start), situation.zone) : told;
  const attendees = shown?.attendees ?? subject?.attendees ?? sketch.all('p').map(({ person }) => person);
  if (!start || (attendees.length === 0 && !subject && !shown))
    return ask('What is cancelled stays so, but I can book it again. Shall I, and when?', ['confirm', 'date', 'time']);
  const title = shown?.title ?? subject?.title;
  const length = shown?.durationMinutes ?? subject?.durationMinutes ?? (span ? span.to - span.from : undefined);
  return act('book_meeting', {
    start: isoWall(start),
    durationMinutes: length ?? situation.defaultDurationMinutes,
    attendees: attendees
      .map(({ email, slackId, name }) => email ?? slackId ?? name ?? '')
      .filter((person) => person !== situation.user.email && person !== ''),
    ...(title ? { title } : {}),
  });
}

/** "Moved the demo from 2 pm to 4 pm": the wall time before that, if our words name just one other. */
function startBefore({ start }: SituationMeeting, said: string, situation: Situation): string | undefined {
  const at = wallOf(start, situation.zone);
  const sketch = sketchOf(said, situation);
  const other = <T>(found: readonly T[], now: T): T | undefined => {
    const [only, ...more] = new Set(found.filter((one) => one !== now));
    return more.length === 0 ? only : undefined;
  };
  const times = sketch.all('t').map((time) => time.minute);
  // "from 2 pm to 4 pm" is no stretch here.
  const ranges = /\bfrom #r/i.test(sketch.text) ? sketch.all('r') : [];
  const minute = other([...times, ...ranges.flatMap(({ from, to }) => [from, to])], at.minute);
  const day = other(
    sketch.all('d').map(({ from }) => from),
    at.day,
  );
  if (minute === undefined && day === undefined) return undefined;
  return isoWall({ day: day ?? at.day, minute: minute ?? at.minute });
}
