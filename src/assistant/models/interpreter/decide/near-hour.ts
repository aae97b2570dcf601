// A bare hour to which a meeting goes, where it stands outside working hours: "move the 7:30 briefing to 7" stays in the
// morning, "push dinner at 8 to 9" in the evening.
import type { SituationMeeting } from '../../../situation.ts';
import { wallOf } from '../calendar.ts';
import { Sketch } from '../recognise/sketch.ts';

const EARLY = 9 * 60;
const LATE = 17 * 60;
/** Farther than this from where it stands, an hour is read as anywhere else. */
const NEAR = 180;

/** The sketch with the one hour of the text made sure, where only one half of the day lies near the meeting. */
export function nearHour(sketch: Sketch, text: string, { start }: SituationMeeting, zone: string): Sketch {
  const [index, ...others] = [...text.matchAll(/#t(\d+)/g)].map(([, at]) => Number(at));
  const time = index === undefined ? undefined : sketch.at('t', String(index));
  const stands = wallOf(start, zone).minute;
  if (index === undefined || !time || time.sure || time.zone || others.length > 0) return sketch;
  if ((stands >= EARLY && stands < LATE) || /#b\d/.test(text)) return sketch;
  const near = [time.minute % 720, (time.minute % 720) + 720].filter((minute) => Math.abs(minute - stands) <= NEAR);
  const [minute] = near;
  if (minute === undefined || near.length > 1) return sketch;
  const items = sketch.items.map((one, at) => (at === index ? { ...one, item: { ...time, minute, sure: true } } : one));
  return new Sketch(sketch.text, items);
}
