// Last stage: what follows from intent, slots and situation. Two readings of similar likelihood become a question.
import type { Situation, SituationMeeting } from '../../situation.ts';
import { clock, isoDay, isoWall, wallOf } from './calendar.ts';
import { cancel, changePeople, complete, label, move } from './changes.ts';
import { act, ask, type Decision, say } from './decision.ts';
import type { Intent } from './intent.ts';
import { reference } from './recognise-people.ts';
import { titleWords } from './resolve.ts';
import type { Sketch } from './sketch.ts';
import { conferenceOf, locationOf, startOf, titleOf } from './slots.ts';

export interface Wish {
  readonly intent: Intent;
  readonly sketch: Sketch;
  readonly text: string;
  /** What "it" means. */
  readonly subject?: SituationMeeting | undefined;
}

export function decide(wish: Wish, situation: Situation): Decision {
  const { intent, sketch, text, subject } = wish;
  switch (intent) {
    case 'book':
      return book(sketch, text, situation);
    case 'move':
      return move(sketch, text, situation, subject);
    case 'cancel':
      return cancel(sketch, text, situation, subject);
    case 'complete':
      return complete(sketch, text, situation, subject);
    case 'people':
      return changePeople(sketch, text, situation, subject);
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
    case 'list_goals':
      return act('list_goals', {});
    case 'refuse':
      return say(
        'I can’t do that: I only arrange your own meetings, a few at a time. Tell me one that you want to book, move or cancel.',
      );
    case 'chat':
      return say('You’re welcome. Tell me when you want to book, move or cancel a meeting, or ask when you are free.');
    case 'unknown':
      return ask('I did not understand that. What should I book, move, cancel or look up?', ['text']);
  }
}

function book(sketch: Sketch, text: string, situation: Situation): Decision {
  const people = [...new Set(sketch.all('p', text).map(({ person }) => reference(person)))].filter(
    (ref) => ref !== '' && ref !== situation.user.email && ref !== situation.user.slackId,
  );
  const vague = /\b(?:with|invite) (?:him|her|them|someone|somebody|the team|the client|everyone)\b/i.test(text);
  const start = startOf(sketch, text, situation);
  if ('question' in start) return start.question;
  if (people.length === 0 && vague) return ask('With whom?', ['attendees']);
  const title = titleOf(sketch, text);
  const alone =
    /\b(?:block|reserve|focus|hold|gym|dentist|doctor|lunch|deep work|pencil|reminder|prep|appointment)\b/i.test(
      text,
    ) || title !== undefined;
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

function list(sketch: Sketch, text: string, situation: Situation): Decision {
  const today = wallOf(situation.now, situation.zone).day;
  const [date] = sketch.all('d', text);
  if (date?.wrong) return ask(`${date.wrong} Which day do you mean?`, ['date']);
  const [person] = sketch.all('p', text);
  const query = person ? (person.person.name ?? person.person.email) : undefined;
  if (date) return act('list_meetings', { from: isoDay(date.from), to: isoDay(date.to), ...(query ? { query } : {}) });
  return act('list_meetings', {
    from: isoDay(today),
    to: isoDay(today + (query || /\b(?:next|when)\b/i.test(text) ? 30 : 7)),
    ...(query ? { query } : {}),
  });
}

function availability(sketch: Sketch, text: string, situation: Situation): Decision {
  const today = wallOf(situation.now, situation.zone).day;
  const [date] = sketch.all('d', text);
  if (date?.wrong) return ask(`${date.wrong} Which day do you mean?`, ['date']);
  const [range] = sketch.all('r', text);
  const [duration] = sketch.all('u', text);
  const [part] = sketch.all('b', text);
  const times = [...text.matchAll(/(\bafter|\bfrom|\bpast|\bsince|\bbefore|\bby|\buntil|\btill?)? *#t(\d+)/gi)];
  let after = range?.from;
  let before = range?.to;
  for (const [, word, index] of times) {
    const time = sketch.at('t', index);
    if (!time) continue;
    if (/before|by|til|until/i.test(word ?? '')) before = time.minute;
    else if (word) after = time.minute;
    else [after, before] = [time.minute, time.minute + (duration?.minutes ?? situation.defaultDurationMinutes)];
  }
  const participants = sketch.all('p', text).map(({ person }) => reference(person));
  const days = date
    ? date.from === date.to
      ? { date: isoDay(date.from) }
      : { from: isoDay(date.from), to: isoDay(date.to) }
    : times.length > 0 || range || part
      ? { date: isoDay(today) }
      : { from: isoDay(today), to: isoDay(today + 7) };
  return act('check_availability', {
    ...days,
    ...(after !== undefined ? { after: clock(after) } : {}),
    ...(before !== undefined && before < 1440 ? { before: clock(before) } : {}),
    ...(part && after === undefined && before === undefined ? { partOfDay: part.part } : {}),
    ...(duration ? { durationMinutes: duration.minutes } : {}),
    ...(participants.length > 0 ? { participants } : {}),
  });
}

function respond(sketch: Sketch, text: string, situation: Situation): Decision {
  const accept = /\b(?:accept|approve|yes|confirm)\b/i.test(text);
  const decline = /\b(?:decline|reject|deny|turn down|no to|say no)\b/i.test(text);
  if (accept === decline) return ask('Should I accept or decline it?', ['request', 'confirm']);
  const people = sketch.all('p', text);
  const words = titleWords(text).filter(
    (word) => !/^(?:accept|approve|decline|reject|deny|turn|confirm|request|requests|say)$/.test(word),
  );
  const plain = sketch.words(text).toLowerCase();
  const dates = sketch.all('d', text);
  const mentioned = situation.requests.filter((request) => {
    const name = request.from.toLowerCase().split('@')[0] ?? '';
    return (
      plain.includes(name) ||
      plain.includes(name.split(/[._ -]/)[0] || name) ||
      words.some((word) => request.title.toLowerCase().includes(word)) ||
      dates.some((date) => {
        const { day } = wallOf(request.start, situation.zone);
        return day >= date.from && day <= date.to;
      })
    );
  });
  const narrowed =
    mentioned.length === 0 && words.length === 0 && people.length === 0 && dates.length === 0
      ? situation.requests
      : mentioned;
  const chosen = /\b(?:all|both|every|everything)\b/i.test(text) ? situation.requests : narrowed;
  if (chosen.length === 0 || (chosen.length > 1 && !/\b(?:all|both|every|everything)\b/i.test(text))) {
    return ask(
      `Which request do you mean: ${situation.requests
        .slice(0, 4)
        .map((request) => `${request.title} from ${request.from}`)
        .join('; or ')}?`,
      ['request'],
    );
  }
  return {
    kind: 'act',
    calls: chosen.map((request) => ({ tool: 'respond_to_request', arguments: { requestId: request.id, accept } })),
    confidence: 0.9,
  };
}

function recurring(sketch: Sketch, text: string): Decision {
  const low = sketch.words(text).toLowerCase();
  const counted = low.match(/every (?:(other|second|two|2|three|3|four|4|\d+) )?(weeks?|days?)/);
  const count =
    ({ other: 2, second: 2, two: 2, three: 3, four: 4 } as Record<string, number>)[counted?.[1] ?? ''] ??
    Number(counted?.[1] ?? 1);
  const days = counted
    ? count * (counted[2]?.startsWith('week') ? 7 : 1)
    : /biweekly|fortnight|every other/.test(low)
      ? 14
      : /daily|every morning|every day|weekday/.test(low)
        ? 1
        : 7;
  const [time] = sketch.all('t', text);
  const [range] = sketch.all('r', text);
  const minute = time?.minute ?? range?.from;
  if (minute === undefined) return ask('At what time of the day?', ['time']);
  const weekday = sketch.all('d', text)[0]?.weekday;
  return act('setup_recurring_meetings', {
    intervalDays: days,
    durationMinutes: sketch.all('u', text)[0]?.minutes ?? (range ? range.to - range.from : 30),
    hour: Math.floor(minute / 60),
    minute: minute % 60,
    ...(weekday !== undefined ? { weekday } : {}),
  });
}

function setGoal(sketch: Sketch, text: string): Decision {
  const words = sketch.words(text);
  const title =
    words.match(/\bgoals?(?: is| to be|:| of| for me)?(?: to| -)? (.+)$/i)?.[1] ??
    words.match(/\bi want to (.+)$/i)?.[1];
  if (!title || (title.split(' ').length < 2 && title.length < 5)) return ask('What is the goal?', ['goal', 'text']);
  return act('set_goal', { title: title.replace(/[.!]+$/, '') });
}

function updateGoal(sketch: Sketch, text: string, situation: Situation): Decision {
  const words = sketch.words(text);
  const wanted = titleWords(words);
  const scored = situation.goals.map((goal) => ({
    goal,
    score: wanted.filter((word) => word.length > 2 && goal.text.toLowerCase().includes(word)).length,
  }));
  const best = Math.max(...scored.map(({ score }) => score));
  const chosen = scored.filter(({ score }) => score === best);
  const [only] = chosen;
  if (!only || chosen.length > 1)
    return ask(
      `Which goal do you mean: ${situation.goals
        .slice(0, 4)
        .map((goal) => goal.text)
        .join('; or ')}?`,
      ['goal'],
    );
  const percent = words.match(/(\d{1,3}) ?(?:%|percent)/i)?.[1] ?? (/\bhalf ?way\b/i.test(words) ? '50' : undefined);
  const status = /\b(?:drop|abandon|give up|forget)\b/i.test(words)
    ? 'dropped'
    : /\b(?:pause|on hold)\b/i.test(words)
      ? 'paused'
      : /\b(?:resume|reactivate)\b/i.test(words)
        ? 'active'
        : /\b(?:done|achieved|finished|completed?|reached|hit)\b/i.test(words) && !percent
          ? 'achieved'
          : undefined;
  const renamed = words.match(/\b(?:change|rename|update) .*?\bgoal\b.*? to (.+)$/i)?.[1];
  if (percent !== undefined && Number(percent) <= 100)
    return act('update_goal', { goalId: only.goal.id, progress: Number(percent) });
  if (status) return act('update_goal', { goalId: only.goal.id, status });
  if (renamed) return act('update_goal', { goalId: only.goal.id, title: renamed });
  return ask(`What has changed about "${only.goal.text}"?`, ['goal', 'text']);
}

export { label };
