// Cancelling all of a day, or all with somebody: so many, or so vaguely told, only after a yes to a question that names
// them.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { type Day, wallOf } from '../calendar.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { type Found, findMeetings } from '../wishes/resolve.ts';
import { actAll, ask, type Decision, type Wish } from './decision.ts';
import { label } from './phrase.ts';

export const BULK =
  /\b(?:(?<!\b(?:after|at) )all(?! hands)|every|everything|whatever|anything|both|whole day|clear|(?<!(?<!\brid )\bof (?:my|the|our|those|these|#d\d+ ?'s) (?:\w+ )?)(?:meetings|calls|interviews|appointments|sessions|1:1s)|the lot|what(?:'s| is) (?:there|on)|(?<!\bof )(?:the|my|our|these|those|all) (?:two|three))\b|\b(?:cancel|wipe|clear|nuke|bin|drop|scrap|kill|axe|ditch|free up)(?: out)? (?:all of |the rest of )?#d\d+(?:(?:,| and|, and) #d\d+)*[.! ]*$|\b(?:my|the) (?:whole |entire |rest of (?:my |the )?)?(?:day|#[bd]\d+)(?: #d\d+)?[.! ]*$/i;
const MOST = 8;
/** "everything on friday", "all my calls with Tim": said of all of them, in so many words. */
const OF_ALL =
  /\b(?:(?<!\b(?:after|at) )all(?! hands)|every|everything|whatever|anything|both|whole|entire|rest of|what(?:'s| is) (?:there|on)|the lot|meetings|calls|appointments|interviews|sessions|clear|free up|(?:my|the) day|(?:two|three)(?= (?:meetings|calls|interviews|of)))\b/i;
/** So many go without a question, where the words say which. */
const MOST_AT_ONCE = 3;

export function cancelSeveral({ sketch, text, confirmed }: Wish, situation: Situation): Decision {
  const { described, doubtful, meetings: found } = allIn(sketch, text, situation);
  const meetings = found.filter(({ start }) => confirmed !== undefined || start > situation.now);
  const mine = meetings.filter((meeting) => meeting.own);
  const wanted = confirmed ? mine.filter((meeting) => confirmed.includes(meeting)) : mine;
  if (wanted.length === 0)
    return ask('I find no such meetings of yours. Which ones should I cancel?', ['meeting', 'confirm']);
  const counted = /\b(?:both|two)\b/i.test(text) ? 2 : /\bthree\b/i.test(text) ? 3 : undefined;
  const told =
    described &&
    !doubtful &&
    !BOUNDED.test(text) &&
    !OF_THEIRS.test(text) &&
    sketch.all('d', text).every(({ doubt, wrong }) => !doubt && !wrong);
  const exact = described && (counted === undefined ? told && isFew(meetings, text) : mine.length === counted);
  if (!confirmed && !exact) {
    const shown = wanted.slice(0, MOST).map((meeting) => label(meeting, situation));
    const more = wanted.length > MOST ? ` I would begin with these ${MOST} of ${wanted.length}.` : '';
    return ask(
      `Shall I cancel ${shown.length === 1 ? 'this one' : `these ${shown.length}`}: ${shown.join('; and ')}?${more}`,
      ['confirm', 'meeting'],
      ['yes', 'no'],
    );
  }
  return actAll(
    wanted.slice(0, MOST).map(({ id }) => ({ tool: 'cancel_meeting', arguments: { meetingId: id } })),
    0.8,
  );
}

/** All of them may go at once: one, or few that the words say are meant together. */
const isFew = (meetings: readonly SituationMeeting[], text: string) =>
  meetings.length <= (OF_ALL.test(text) ? MOST_AT_ONCE : 1) && meetings.every(({ own }) => own);

/** Said of all, and nothing of which. */
const SAYS_ALL =
  /\b(?:clear|whole|days?|both|my calendar|calendar|schedule|the lot|lot|two|three|whatever|anything|what(?:'s| is) (?:there|on))\b/gi;
const THE_DAY = /\b(?:my|the|of) (?:whole |entire )?day\b/i;
/** "until thursday", "from monday on": whether that day is meant as well is to be asked. */
const BOUNDED = /\b(until|till?|before|through|up to|after|from|since) (#d(\d+))/i;
const FAR = 366;
/** "all of dana's meetings": hers, or ours with her. */
const OF_THEIRS = /#p\d+ ?'s /i;

/** What the words fit; of several days, what each of them fits. */
function allIn(sketch: Sketch, text: string, situation: Situation): Found {
  const within = onTheDays(sketch, text, situation).replace(SAYS_ALL, ' ');
  const days = [...new Set(within.match(/#d\d+(?:'s)?/g))];
  if (days.length < 2) return findMeetings(sketch, within, situation);
  const each = days.map((day) =>
    findMeetings(
      sketch,
      within.replace(/#d\d+(?:'s)?/g, (one) => (one === day ? one : ' ')),
      situation,
    ),
  );
  return {
    meetings: situation.meetings.filter((meeting) => each.some(({ meetings }) => meetings.includes(meeting))),
    described: true,
    doubtful: each.some(({ doubtful }) => doubtful),
  };
}

/** The text with the days from or up to which it tells, and with today where it says no more than "my day". */
function onTheDays(sketch: Sketch, text: string, { now, zone }: Situation): string {
  const today = wallOf(now, zone).day;
  const days = (from: Day, to: Day) => `#d${sketch.items.push({ item: { kind: 'd', from, to }, source: '' }) - 1}`;
  if (!/#d\d/.test(text)) return THE_DAY.test(text) ? text.replace(THE_DAY, ` ${days(today, today)} `) : text;
  const [phrase, bound = '', , index] = text.match(BOUNDED) ?? [];
  const date = sketch.at('d', index);
  if (phrase === undefined || !date) return text;
  const stretch = /after|from|since/i.test(bound)
    ? days(date.from + (/after/i.test(bound) ? 1 : 0), date.to + FAR)
    : days(today, date.to - (/before/i.test(bound) ? 1 : 0));
  return text.replace(phrase, stretch);
}
