// Last stage: what follows from intent, slots and situation. Two readings of similar likelihood become a question.
import type { Situation } from '../../../situation.ts';
import { isoWall } from '../calendar.ts';
import { cityZone } from '../recognise/zone-names.ts';
import { smallTalk } from '../talk/small-talk.ts';
import { guestsOf } from '../wishes/guests.ts';
import { looseTime } from '../wishes/loose-time.ts';
import { conferenceOf, locationOf, startOf, titleOf } from '../wishes/slots.ts';
import { cancel } from './cancel.ts';
import { changePeople, complete, swap } from './changes.ts';
import { recurring, setGoal, updateGoal } from './coaching.ts';
import { act, ask, type Decision, say, type Wish } from './decision.ts';
import { availability, list } from './look.ts';
import { move } from './move.ts';
import { respond } from './requests.ts';
import { settings } from './settings.ts';

export function decide(wish: Wish, situation: Situation): Decision {
  const { intent, sketch, text } = wish;
  switch (intent) {
    case 'book':
      return book(wish, situation);
    case 'move':
      return move(wish, situation);
    case 'swap':
      return swap(wish, situation);
    case 'cancel':
      return cancel(wish, situation);
    case 'complete':
      return complete(wish, situation);
    case 'people':
      return changePeople(wish, situation);
    case 'list':
      return list(sketch, text, situation);
    case 'availability':
      return availability(sketch, text, situation);
    case 'respond':
      return respond(sketch, text, situation);
    case 'recurring':
      return recurring(sketch, text);
    case 'goal':
      return setGoal(sketch, text);
    case 'update_goal':
      return updateGoal(sketch, text, situation);
    case 'settings':
      return settings(sketch, text, situation);
    case 'list_goals':
      return act('list_goals', {});
    case 'refuse':
      return say(
        'I can’t do that: I only arrange your own meetings, a few at a time. Tell me one that you want to book, move or cancel.',
      );
    case 'chat':
      return say(smallTalk(text, situation));
    case 'unknown':
      return ask('I did not understand that. What should I book, move, cancel or look up?', ['text']);
  }
}

/** A title in so many words: what it holds is nobody's name. */
const SAID_TITLE = /"|\b(?:called|titled|named|subject|title)\b/i;

function book({ sketch, text, alone: byThemselves }: Wish, situation: Situation): Decision {
  const { people, unread } = guestsOf(sketch, text, situation);
  const start = startOf(sketch, text, situation);
  if ('question' in start) return start.question;
  const loose = looseTime(sketch, text);
  if (loose) return ask(loose, ['time', 'duration']);
  const title = titleOf(sketch, text);
  if (unread && (people.length > 0 || !SAID_TITLE.test(text)))
    return ask('With whom exactly? A name or a mail address helps.', ['attendees']);
  const alone =
    byThemselves ||
    /\b(?:block|reserve|focus|hold|gym|dentist|doctor|lunch|deep work|pencil|reminder|prep|appointment|haircut|massage|physio|therapy|yoga|flight|reservation|party|concert)\b/i.test(
      text,
    ) ||
    title !== undefined;
  if (people.length === 0 && !alone && /\b(?:meet|meeting|call|chat|talk|speak|sync|1:1|catch)\b/i.test(text))
    return ask('With whom should it be?', ['attendees']);
  if (people.length === 0 && !alone && !/\b(?:book|schedule|add|put|set)\b/i.test(text))
    return ask('With whom, and what should I book?', ['attendees', 'text']);
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
  const location = locationOf(text);
  const there = location === undefined ? undefined : cityZone(location);
  if (there !== undefined && there !== situation.zone)
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
