// Which meeting is meant: every descriptor in the text (time, date, person, title word) must fit; exactly one may remain.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { wallOf } from '../calendar.ts';
import { samePerson } from '../recognise/people.ts';
import type { ItemOf, Sketch } from '../recognise/sketch.ts';
import { oneSlip, stem } from '../text/slip.ts';
import { ofToday, placedIn } from './positions.ts';

export interface Found {
  readonly meetings: readonly SituationMeeting[];
  /** False when nothing in the text narrows the choice: "it", "the meeting". */
  readonly described: boolean;
  /** True when the text also holds words that fit no title. */
  readonly doubtful: boolean;
}

const EMPTY = new Set(
  "the a an my our your meeting meetings call calls it that this with at on in to for of and from please can could you i we cancel move push reschedule shift bump drop delete remove scrap call off back forward up by make longer shorter earlier later change extend shorten postpone delay put bring pull time same instead all everything every one appointment just want need would like let lets let's us me them kill clear out get rid is are was be do not don't won't can't cannot s next which then today calendar schedule event slot mark as done complete completed finished if possible sorry hi hey ok okay yes no thanks new or about until till early late half swap rest whole entire invite include add as take our push bring forward pull running late thing stuff one ones so got moved update updated rename switch nvm never mind after off than put an won't make it should needs extend another also go ahead then there tell let know been was has have having already actually today's tomorrow's instead lol first second third last nudge trim mv extra more whatever skip decline postponed moved attend times hours slots before since from between every day days week again morning afternoon evening".split(
    ' ',
  ),
);

/** The words of a text that may be a title's. */
export function titleWords(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replace(/#[a-z]\d+('s)?/g, ' ')
      .match(/[\p{L}\d:]+(?:'[a-z]+)?/gu) ?? []
  )
    .map((word) => word.replace(/'s$|:+$/, ''))
    .filter((word) => word.length > 1 && !EMPTY.has(word));
}

/** A word of the title, its beginning (with `beginnings`), or the word with one slip. */
export function fits(title: string, word: string, beginnings = true): boolean {
  const parts = title.split(/[^\p{L}\d:]+/u);
  return parts.some(
    (part) =>
      // Nothing below changes the first letter, and most words differ by it.
      part[0] === word[0] &&
      (part === word ||
        stem(part) === stem(word) ||
        (beginnings && word.length > 2 && part.startsWith(word)) ||
        (beginnings && part.length > 3 && word.startsWith(part)) ||
        (word.length > 4 && oneSlip(word, part))),
  );
}

/** Where a meeting's name stands: after an article, an owner or the verb, up to what cannot belong to it. */
const NAMED =
  /(?:\b(?:the|my|our|your|that|this|cancel|move|drop|delete|push|reschedule|shift|scrap|extend|shorten|postpone)\b|'s\b)((?: ?(?!(?:with|at|on|in|to|for|of|from|by|until|has|have|is|are|was|needs?|should|must|will|can|could|goes|go|moves?|starts?|please|and|but|not|instead|about|it|so|as|because|a|an)\b)[\p{L}\d:&'/-]+)+)/giu;

/** What any meeting may be called: such a word fits a title or says nothing. */
const GENERIC =
  /^(?:meeting|call|appointment|thing|session|visit|event|entry|talk|conversation|slot|date|block|booking|reservation|chat|sync|catchup|catch|conference|video|visio|zoom|teams|phone|get-together|rendez-vous|termin|invite|invitation|hold|commitment|engagement|next|later|earlier|last)s?$/;

/** Words that stand where a title would; others may be anything. */
const nameWords = (text: string): string[] =>
  titleWords([...text.replace(/#[a-z]\d+/g, ', ').matchAll(NAMED)].map(([, name]) => name).join(' ')).filter(
    (word) => !GENERIC.test(word),
  );

/** Whether a meeting's start is at the time, or on the side of it that the word before it names. */
function within(bound: string | undefined, time: ItemOf<'t'>): (minute: number) => boolean {
  if (bound === undefined)
    return (minute) => minute === time.minute || (!time.sure && minute === (time.minute + 720) % 1440);
  return /after|since|from/.test(bound) ? (minute) => minute >= time.minute : (minute) => minute < time.minute;
}

/** "nye planning": the day is a word of the title. */
const named = (title: string, source: string): boolean =>
  title
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .includes(source.trim().toLowerCase());

export function findMeetings(sketch: Sketch, said: string, situation: Situation): Found {
  const { text, choose, today } = placedIn(said, situation);
  let left: readonly SituationMeeting[] = situation.meetings;
  let described = false;
  let doubtful = false;
  const narrow = (fits: (meeting: SituationMeeting) => boolean) => {
    described = true;
    left = left.filter(fits);
  };
  const startOf = (meeting: SituationMeeting) => wallOf(meeting.start, situation.zone);
  for (const [, bound, index] of text.matchAll(/(\b(?:after|since|from|before|until?|till?) +)?#t(\d+)/gi)) {
    const time = sketch.at('t', index);
    if (!time) continue;
    const fits = within(bound?.trim().toLowerCase(), time);
    narrow((meeting) => fits(startOf(meeting).minute));
  }
  for (const range of sketch.all('r', text))
    narrow((meeting) => startOf(meeting).minute >= range.from && startOf(meeting).minute < range.to);
  for (const { item: date, source } of sketch.found('d', text))
    narrow(
      (meeting) =>
        named(meeting.title, source) ||
        (startOf(meeting).day >= date.from && startOf(meeting).day <= date.to) ||
        date.doubt?.includes(startOf(meeting).day) === true,
    );
  for (const { part } of sketch.all('b', text)) {
    const [from, to] = part === 'morning' ? [0, 720] : part === 'afternoon' ? [720, 1080] : [1020, 1440];
    narrow((meeting) => startOf(meeting).minute >= from && startOf(meeting).minute < to);
  }
  for (const { person } of sketch.all('p', text)) {
    narrow(
      (meeting) =>
        meeting.attendees.some((attendee) => samePerson(attendee, person)) ||
        (person.name !== undefined && meeting.title.toLowerCase().includes(person.name.toLowerCase())),
    );
  }
  const words = titleWords(text);
  if (words.length > 0) {
    const scored = left.map((meeting) => {
      const title = meeting.title.toLowerCase();
      return {
        meeting,
        score: words.filter((word) => fits(title, word)).length,
      };
    });
    const best = Math.max(0, ...scored.map(({ score }) => score));
    if (best > 0) narrow((meeting) => scored.some((one) => one.meeting === meeting && one.score === best));
    else if (described) doubtful = nameWords(text).length > 0;
    else if (nameWords(text).length > 0) narrow(() => false);
  }
  if (!choose) return { meetings: left, described, doubtful };
  const chosen = choose(today && left.length > 1 ? ofToday(left, situation) : left);
  return { meetings: chosen ? [chosen] : [], described: true, doubtful };
}
