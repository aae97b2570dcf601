// One of several meetings of the same name: "the investor call needs to start at 8:30 this thursday" is of Thursday's.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { wallOf } from '../calendar.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { ofToday } from './positions.ts';
import { findMeetings } from './resolve.ts';
import type { Split } from './roles.ts';

/** The one of a series that stands on the only day that is told, where it is to have another time on that day. */
export function ofSeries(sketch: Sketch, { which, where }: Split, situation: Situation): SituationMeeting | undefined {
  const [date, ...dates] = sketch.all('d', where);
  if (!date || date.from !== date.to || dates.length > 0 || !/#[tr]\d/.test(where)) return undefined;
  const { meetings, described, doubtful } = findMeetings(sketch, which, situation);
  const titles = new Set(meetings.map(({ title }) => title.toLowerCase()));
  if (!described || doubtful || meetings.length < 2 || titles.size > 1) return undefined;
  const [only, ...others] = meetings.filter(({ start }) => wallOf(start, situation.zone).day === date.from);
  return others.length === 0 && only?.own ? only : undefined;
}

/** The one of a series that is still to come today: "I'm late, push the standup by 15". */
export function todaysOf(sketch: Sketch, which: string, situation: Situation): SituationMeeting | undefined {
  const { meetings, described, doubtful } = findMeetings(sketch, which, situation);
  const titles = new Set(meetings.map(({ title }) => title.toLowerCase()));
  if (!described || doubtful || titles.size > 1 || /#d\d/.test(which)) return undefined;
  if ([...titles].some((title) => which.toLowerCase().includes(`${title}s`))) return undefined;
  const [only, ...others] = ofToday(meetings, situation).filter(({ start }) => start > situation.now);
  return others.length === 0 && only?.own ? only : undefined;
}
