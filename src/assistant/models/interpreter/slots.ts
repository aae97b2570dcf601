// Fifth stage: the slots of a wish, taken from the sketch: when, how long, with whom, what about, where.
import { instantOf } from '../../../domain/time.ts';
import type { Situation } from '../../situation.ts';
import { clockWords, type Day, dayWords, isoWall, type Wall, wallOf } from './calendar.ts';
import { ask, type Decision } from './decision.ts';
import type { Sketch } from './sketch.ts';

/** A start that can be acted on, or the question that has to come first. */
export type Start = { readonly start: Wall; readonly durationMinutes?: number } | { readonly question: Decision };

/** Where the text names no date or time, these stand in. */
export interface Fallback {
  readonly day?: Day;
  readonly minute?: number;
}

export function startOf(sketch: Sketch, text: string, situation: Situation, fallback: Fallback = {}): Start {
  const now = wallOf(situation.now, situation.zone);
  const question = (words: string, missing: Parameters<typeof ask>[1], options: readonly string[] = []) => ({
    question: ask(words, missing, options),
  });
  const [offset] = sketch.all('s', text);
  if (offset) return { start: offset.wall };
  const dates = sketch.all('d', text);
  const times = sketch.all('t', text);
  const [range] = sketch.all('r', text);
  const [part] = sketch.all('b', text);
  const date = dates[0];
  if (date?.wrong) return question(`${date.wrong} Which day do you mean?`, ['date']);
  if (dates.length > 1 && dates.some((one) => one.from !== date?.from))
    return question(
      'Which of these days should it be?',
      ['date'],
      dates.slice(0, 4).map((one) => dayWords(one.from)),
    );
  if (times.length > 1 && new Set(times.map((time) => time.minute)).size > 1)
    return question(
      'Which of these times should it be?',
      ['time'],
      times.slice(0, 4).map((time) => clockWords(time.minute)),
    );
  const time = range ? { minute: range.from, sure: range.sure, zone: range.zone } : times[0];
  const day = date?.from ?? fallback.day;
  if (day === undefined && !time && fallback.minute === undefined)
    return question('Which day and time should it be?', ['date', 'time']);
  if (date && date.from !== date.to) return question(`Which day, and at what time?`, ['date', 'time']);
  if (!time && fallback.minute === undefined)
    return question(`At what time${day === undefined ? '' : ` on ${dayWords(day)}`}?`, ['time']);
  let minute = time?.minute ?? fallback.minute ?? 0;
  if (time && !time.sure) {
    if (part?.part === 'morning' && minute >= 720 && minute < 780 + 360) minute -= 720;
    else if (part?.part === 'evening' && minute < 720) minute += 720;
    else if (part === undefined && minute >= 7 * 60 && minute < 8 * 60 && /\b(?:dinner|drinks)\b/i.test(text))
      minute += 720;
    else if (part === undefined && minute >= 7 * 60 && minute < 8 * 60 && !/\bbreakfast\b/i.test(text)) {
      return question(
        `${clockWords(minute)} or ${clockWords(minute + 720)}?`,
        ['time'],
        [clockWords(minute), clockWords(minute + 720)],
      );
    }
  }
  if (day === undefined)
    return question(
      `On which day at ${clockWords(minute)}?`,
      ['date'],
      minute > now.minute && !time?.zone ? ['today', 'tomorrow'] : ['tomorrow'],
    );
  const zoned = time?.zone ?? sketch.all('z', text)[0]?.zone;
  const start = zoned && time ? inZone({ day, minute }, zoned, situation.zone) : { day, minute };
  if (date?.doubt && start.day === date.doubt[0]) {
    if (start.minute > now.minute)
      return question(
        `Today, or next week on ${dayWords(date.doubt[1])}?`,
        ['date', 'confirm'],
        ['today', isoWall({ day: date.doubt[1], minute: 0 }).slice(0, 10)],
      );
    return {
      start: { day: date.doubt[1], minute: start.minute },
      ...(range ? { durationMinutes: range.to - range.from } : {}),
    };
  }
  if (start.day < now.day || (start.day === now.day && start.minute <= now.minute)) {
    return question(`${dayWords(start.day)}, ${clockWords(start.minute)} has already passed. When should it be?`, [
      'date',
      'time',
      'confirm',
    ]);
  }
  return { start, ...(range ? { durationMinutes: range.to - range.from } : {}) };
}

/** A wall time of another zone on the user's wall. A time that its zone skips is read after the gap. */
function inZone(wall: Wall, from: string, to: string): Wall {
  try {
    return wallOf(instantOf(isoWall(wall), from), to);
  } catch {
    return wallOf(instantOf(isoWall({ day: wall.day, minute: wall.minute + 60 }), from), to);
  }
}

export type Conference = 'google_meet' | 'teams' | 'zoom' | 'jitsi' | 'phone' | 'in_person';

export function conferenceOf(text: string): Conference | undefined {
  if (/\b(?:google meet|gmeet|g-meet|hangouts?|(?:on|over|via|by|using|in) meet)\b/i.test(text)) return 'google_meet';
  if (/\b(?:ms teams|microsoft teams|(?:on|over|via|in|using|by) teams|teams (?:call|meeting|link))\b/i.test(text))
    return 'teams';
  if (/\bzoom\b/i.test(text)) return 'zoom';
  if (/\bjitsi\b/i.test(text)) return 'jitsi';
  if (/\b(?:phone call|(?:by|over the|on the|via) phone|phone)\b/i.test(text)) return 'phone';
  if (/\b(?:in[- ]person|face[- ]to[- ]face)\b/i.test(text)) return 'in_person';
  return undefined;
}

const VENUE =
  /\b(?:in|at|@) (?:the )?((?:(?:meeting |conference )?room|office|hq|lobby|cafe|caf\u00e9|canteen|kitchen|starbucks|boardroom|library|restaurant)\b(?: [A-Z\d][\w-]*)*|(?:[A-Z][\w'&-]*|[a-z]+) (?:room|office|cafe|caf\u00e9|building|coffee|hall|restaurant|bar|boardroom|library|floor)\b(?: [A-Z\d][\w-]*)?|(?:[A-Z][\w'&-]+)(?: [A-Z][\w'&-]+)*)/;

export function locationOf(text: string): string | undefined {
  const found = text.match(VENUE)?.[1]?.trim();
  return found && !/^(?:zoom|teams|google|meet|jitsi)\b/i.test(found) ? found : undefined;
}

const KINDS =
  'demo|interview|review|sync|standup|stand-up|retro|retrospective|kickoff|kick-off|lunch|coffee|dinner|breakfast|drinks|workshop|training|onboarding|1:1|one-on-one|catch-up|catchup|catch up|brainstorm|planning|check-in|checkin|intro|presentation|walkthrough|debrief|handover|huddle|call|chat|session|audit|briefing|appointment|focus time|deep work|focus|gym|dentist|doctor';

/** The title that the words give, or undefined. */
export function titleOf(sketch: Sketch, text: string): string | undefined {
  const clean = (words: string | undefined) => {
    const said = sketch
      .words(words ?? '')
      .replace(/[.,;!?]+$/, '')
      .trim();
    return said.length > 0 && said.length <= 120 ? said.charAt(0).toUpperCase() + said.slice(1) : undefined;
  };
  const stop =
    '(?= +#[dtrsbuz]\\d| +(?:with|at|on|for #|for (?:a|an|half)|from|via|over|in the|please|this|next)\\b| *[.,;!?]|$)';
  const quoted = text.match(/"([^"]{2,120})"/)?.[1];
  if (quoted) return clean(quoted);
  const named = text.match(
    new RegExp(`\\b(?:called|titled|named|title(?: is|:)?|subject:?|call it) (.+?)${stop}`, 'i'),
  )?.[1];
  if (named) return clean(named);
  const about = text.match(
    new RegExp(
      `\\b(?:about|regarding|re:?|to discuss|to talk about|to go over|to review|to talk through|on the topic of) (?:the |our |my )?(?!#[dtrsbz])(.+?)${stop}`,
      'i',
    ),
  )?.[1];
  const kind = text.match(
    new RegExp(
      `((?:(?<!#)\\b(?!(?:book|schedule|set|up|arrange|a|an|the|my|our|min|short|quick|for|with|to|me|us|and|in|on|at|i|need|want|make|grab|get|put|add|plan|let's|have|hold|do|can|we|you|please|get|some|video|phone|zoom|teams|google|meet|long|another|new|of|hi|hey|next|block|reserve|would|like|could)\\b)[a-z][\\w&-]* ){0,3})\\b(${KINDS})\\b`,
      'i',
    ),
  );
  const whole = kind ? `${kind[1] ?? ''}${kind[2] ?? ''}` : undefined;
  if (about) return clean(whole && !/^(?:call|chat|session)$/i.test(whole) ? `${whole}: ${about}` : about);
  if (whole && !/^(?:call|chat|session)$/i.test(whole.trim())) return clean(whole);
  const meeting = text.match(
    /\b(?:book|schedule|set ?up|arrange|add|create|plan|put|have) (?:in )?(?:a |an |the |our |my )?(?:#u\d+ )?((?!meeting|call)(?:[a-z][\w&-]* ){1,3})(?:meeting|call|session)\b/i,
  )?.[1];
  if (
    meeting &&
    !/^(?:quick|short|new|video|phone|zoom|teams|google meet|brief|long|recurring|me a|us a|up a|up|quick video) $/i.test(
      meeting,
    )
  )
    return clean(`${meeting}meeting`);
  return undefined;
}
