// Decisions that book: everything that a meeting needs is read, or what is missing is asked for.
import type { Situation, SituationPerson } from '../../../situation.ts';
import { clockWords, isoWall, type Wall } from '../calendar.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { cityZone } from '../recognise/zone-names.ts';
import { conferenceOf } from '../wishes/conference.ts';
import { areNames, guestsOf, namesakes } from '../wishes/guests.ts';
import { looseTime } from '../wishes/loose-time.ts';
import { placeOf } from '../wishes/place.ts';
import { inZone, startOf } from '../wishes/start.ts';
import { titleOf } from '../wishes/title.ts';
import { act, ask, type Decision, type Wish } from './decision.ts';

/** A title in so many words: what it holds is nobody's name. */
const SAID_TITLE = /"|\b(?:called|titled|named|subject|title)\b/i;
/** What one does alone. */
const BY_ONESELF =
  /\b(?:block|reserve|protect|ring-?fence|carve out|set aside|busy|focus|hold|gym|dentist|doctor|lunch|deep work|pencil|reminder|prep|appointment|haircut|massage|physio|therapy|yoga|flight|reservation|party|concert|travel|commute|break|buffer|errands?|admin|alone|by myself|on my own|(?:for|to) myself|just me|only me|me[- ]time|heads[- ]down|quiet time)\b/i;
const NEEDS_OTHERS = /\b(?:meet|meeting|call|chat|talk|speak|sync|1:1|catch)\b/i;

/** Meetings start on every fifth minute. */
const GRID = 5;

/** "at 3:07": the starts on both sides of it. What is so many minutes from now may start at any. */
function offGrid(sketch: Sketch, text: string, { minute }: Wall): Decision | undefined {
  if (minute % GRID === 0 || sketch.all('s', text).length > 0) return undefined;
  const before = minute - (minute % GRID);
  return ask(
    `Meetings start every ${GRID} minutes: at ${clockWords(before)}, or at ${clockWords(before + GRID)}?`,
    ['time', 'confirm'],
    [clockWords(before), clockWords(before + GRID)],
  );
}

/** Vienna is no other time than Berlin. */
function clocksDiffer(start: Wall, there: string, here: string): boolean {
  const same = inZone(start, there, here);
  return same.day !== start.day || same.minute !== start.minute;
}

/** Which of those who bear the name. */
function askWhich(name: string, candidates: readonly SituationPerson[]): Decision {
  const shown = candidates.map((one) => (one.name ? `${one.name} (${one.email})` : `(${one.email})`));
  return ask(
    `Whom do you mean by ${name}: ${shown.join(' or ')}?`,
    ['attendees'],
    candidates.flatMap(({ email }) => email ?? []),
  );
}

export function book({ sketch, text, alone: byThemselves }: Wish, situation: Situation): Decision {
  const { people, unread } = guestsOf(sketch, text, situation);
  const start = startOf(sketch, text, situation);
  if ('question' in start) return start.question;
  const uneven = offGrid(sketch, text, start.start);
  if (uneven) return uneven;
  const loose = looseTime(sketch, text, situation);
  if (loose) return ask(loose, ['time', 'duration']);
  const title = titleOf(sketch, text);
  if (people.length === 0 && title !== undefined && areNames(title) && !SAID_TITLE.test(text))
    return ask(`Is ${title} who comes? A full name or a mail address helps.`, ['attendees', 'confirm']);
  if (unread && (people.length > 0 || !SAID_TITLE.test(text)))
    return ask('With whom exactly? A name or a mail address helps.', ['attendees']);
  const alone = byThemselves || BY_ONESELF.test(text) || title !== undefined;
  if (people.length === 0 && !alone && NEEDS_OTHERS.test(text)) return ask('With whom should it be?', ['attendees']);
  if (people.length === 0 && !alone) return ask('With whom, and what should I book?', ['attendees', 'text']);
  const unclear = people.find((name) => namesakes(name, situation).length > 0);
  if (unclear !== undefined) return askWhich(unclear, namesakes(unclear, situation));
  const durations = [...new Set(sketch.all('u', text).map(({ minutes }) => minutes))];
  if (durations.length > 1)
    return ask(
      'How long should it be?',
      ['duration'],
      durations.map((minutes) => `${minutes} min`),
    );
  const until = text.match(/\b(?:til|till|until) #t(\d+)/)?.[1];
  const end = sketch.at('t', until)?.minute;
  const conference = conferenceOf(text);
  const location = placeOf(sketch, text);
  const there = location === undefined ? undefined : cityZone(location);
  const told = [...sketch.all('t', text), ...sketch.all('r', text), ...sketch.all('z', text)].some(({ zone }) => zone);
  if (there !== undefined && clocksDiffer(start.start, there, situation.zone) && !told)
    return ask(`Is that ${location} time, or yours?`, ['time', 'confirm'], [`${location} time`, 'my time']);
  return act('book_meeting', {
    start: isoWall(start.start),
    durationMinutes:
      durations[0] ??
      start.durationMinutes ??
      (end !== undefined && end > start.start.minute ? end - start.start.minute : situation.defaultDurationMinutes),
    attendees: people,
    ...(title ? { title } : {}),
    ...(conference ? { conference } : {}),
    ...(location ? { location } : {}),
  });
}
