// Several meetings in one wish: "my 2pm and 3pm to tomorrow", "both interviews an hour later", "the demo and the review".
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { isoWall, wallOf } from '../calendar.ts';
import { samePerson } from '../recognise/people.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { namedMeeting } from '../wishes/named.ts';
import { findMeetings } from '../wishes/resolve.ts';
import { aims, splitsOf } from '../wishes/roles.ts';
import { beside } from './changes.ts';
import { actAll, ask, type Call, type Decision, type Wish } from './decision.ts';
import { lengthChange, resize, shift } from './length.ts';

/** More at once are asked about. */
const MOST = 5;
const LISTED = / ?, ?(?:and )?| and | & | plus /i;
const COUNT = /\b(?:both|all(?! hands)|everything|every|each|two|three|four|of them|them)\b/gi;
const PLURAL =
  /\b(?:meetings|interviews|1:1s|appointments|sessions|demos|reviews|syncs|chats|catch-?ups|check-?ins|reviews)\b/i;
const isMany = (text: string) => text.search(COUNT) >= 0 || PLURAL.test(text);

/** The meetings of a list, each plain by itself; none where the text lists nothing or one of them is not plain. */
export function eachOf(text: string, sketch: Sketch, situation: Situation): readonly SituationMeeting[] {
  const parts = text
    .split(LISTED)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length < 2) return [];
  const [day, ...others] = new Set(text.match(/#d\d+/g));
  const shared = day !== undefined && others.length === 0 ? day : '';
  const named: SituationMeeting[] = [];
  for (const part of parts) {
    const near = beside({ sketch, text: part, spoken: named.at(-1) }, situation);
    const [only, ...more] = near ? [near] : theOne(part, shared, sketch, situation);
    if (!only || more.length > 0) return [];
    named.push(only);
  }
  return [...new Set(named)];
}

/** What a part of a list names, on the day of the whole list where it does not say one. */
function theOne(part: string, day: string, sketch: Sketch, situation: Situation): readonly SituationMeeting[] {
  const find = (text: string) => {
    const { meetings, described, doubtful } = findMeetings(sketch, text, situation);
    return described && !doubtful ? meetings : [];
  };
  const alone = find(part);
  return alone.length > 1 && day !== '' && !part.includes(day) ? find(`${part} ${day}`) : alone;
}

/** "running late, everything after 3 +15 min": all of it later, none of it longer. */
const BEHIND = /\b(?:running|be|am|'m) (?:#u\d+ )?(?:late|behind)\b.*\+ ?#u|\+ ?#u.*\brunning (?:late|behind)\b/i;

/** A move of several meetings to one day, or by one length; undefined where it is of one, or has another reading. */
export function moveSeveral({ sketch, text }: Wish, situation: Situation): Decision | undefined {
  const [{ which, where } = { which: text, where: '' }] =
    /#u\d/.test(text) && !aims(text) ? [{ which: text, where: '' }] : splitsOf(text);
  const listed = eachOf(which.replace(/\b(?:to|by|back|forward|on)\b *(?=$|#u)/gi, ' '), sketch, situation);
  const many = isMany(which) ? findMeetings(sketch, which.replace(COUNT, ' '), situation) : undefined;
  const found = listed.length > 1 ? listed : many?.described && !many.doubtful ? many.meetings : [];
  const counted = !/\b(?:both|two)\b/i.test(which) || found.length === 2;
  if (found.length < 2 || found.length > MOST || !counted || found.some(({ own }) => !own)) return undefined;
  const [length, ...lengths] = sketch.all('u', text);
  const told = length && lengths.length === 0 ? lengthChange(text) : undefined;
  const by = told === 'resize' && BEHIND.test(text) ? 'shift' : told;
  if (length && by)
    return together(
      found.map((meeting) =>
        by === 'resize' ? resize(text, meeting, length.minutes) : shift(text, meeting, length.minutes, situation),
      ),
    );
  const [date, ...dates] = sketch.all('d', where);
  if (!date || dates.length > 0 || date.from !== date.to || date.wrong || date.doubt || /#[trs]\d/.test(where))
    return undefined;
  if (found.some(({ start }) => wallOf(start, situation.zone).day === date.from)) return undefined;
  return actAll(
    found.map(({ id, start }) => ({
      tool: 'update_meeting',
      arguments: { meetingId: id, start: isoWall({ day: date.from, minute: wallOf(start, situation.zone).minute }) },
    })),
  );
}

/** All of them where each can be done, else the first question. */
function together(decisions: readonly Decision[]): Decision | undefined {
  const calls: Call[] = [];
  for (const decision of decisions) {
    if (decision.kind !== 'act') return decision;
    calls.push(...decision.calls);
  }
  return actAll(calls);
}

/** "my interviews on friday": where the words fit exactly two. */
function bothOf(sketch: Sketch, text: string, situation: Situation): readonly SituationMeeting[] {
  const { meetings, described, doubtful } = findMeetings(sketch, text.replace(COUNT, ' '), situation);
  return isMany(text) && described && !doubtful && meetings.length === 2 ? meetings : [];
}

/** "merge the review and the demo": one meeting out of two is more than a change of places. */
const MERGED = /\b(?:merge|combine|join|consolidate|unite)\b/i;

/** "I prefer Elisa first". */
const FIRST = /(#p\d+)(?: ?'s(?: \p{L}+)?)? (?:goes |comes |to be )?first\b/iu;

/** Two meetings change places; each must be described so that it is the only one. */
export function swap(wish: Wish, situation: Situation): Decision {
  if (MERGED.test(wish.text))
    return ask('I can move, cancel or book, not merge. Which one stays, and which one goes?', ['text', 'meeting']);
  const parts = wish.text.split(/\band\b|\bwith\b(?!.*\band\b)|\bfor\b/i);
  const shared = /\b1:1s\b/i.test(wish.text) ? '1:1 ' : '';
  const [day = '', ...days] = new Set(wish.text.match(/#d\d+/g));
  const found = parts.map((part) => {
    const words = `${shared}${part.replace(/\b(?:swap|trade|switch|exchange)\b|\b1:1s\b/gi, ' ')}`;
    const alone = findMeetings(wish.sketch, words, situation);
    return alone.meetings.length < 2 || days.length > 0
      ? alone
      : findMeetings(wish.sketch, `${words} ${day}`, situation);
  });
  const each = found.map(({ meetings, described }, index) =>
    described && meetings.length === 1 ? meetings[0] : namedMeeting(wish.sketch, parts[index] ?? '', situation),
  );
  const [a, b] =
    each.length === 2
      ? each
      : bothOf(
          wish.sketch,
          wish.text.replace(/\b(?:swap|switch|exchange|flip|reverse|invert|order|around|round|trade|places)\b/gi, ' '),
          situation,
        );
  if (!a || !b || a === b || !a.own || !b.own) return ask('Which two meetings should change places?', ['meeting']);
  const [, first] = wish.text.match(FIRST) ?? [];
  const early = a.start < b.start ? b : a;
  const wanted = wish.sketch.all('p', first ?? '');
  if (wanted.some(({ person }) => !early.attendees.some((attendee) => samePerson(attendee, person))))
    return ask('Which of the two should come first?', ['meeting', 'confirm', 'time']);
  const startOf = (meeting: SituationMeeting) => isoWall(wallOf(meeting.start, situation.zone));
  return actAll([
    { tool: 'update_meeting', arguments: { meetingId: a.id, start: startOf(b) } },
    { tool: 'update_meeting', arguments: { meetingId: b.id, start: startOf(a) } },
  ]);
}
