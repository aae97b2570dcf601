// Fifth stage: the slots of a wish, taken from the sketch: when, how long, with whom, what about, where.
import { DomainError } from '../../../../domain/errors.ts';
import { instantOf } from '../../../../domain/time.ts';
import type { Situation } from '../../../situation.ts';
import { clockWords, type Day, dayWords, isoWall, type Wall, wallOf } from '../calendar.ts';
import { ask, type Decision } from '../decide/decision.ts';
import { isStructure } from '../recognise/names.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { ZONE_PLACES } from '../recognise/zone-names.ts';

/** A start that can be acted on, or the question that has to come first. */
export type Start = { readonly start: Wall; readonly durationMinutes?: number } | { readonly question: Decision };

/** Where the text names no date or time, these stand in. */
export interface Fallback {
  readonly day?: Day;
  readonly minute?: number;
}

/** "to prep for friday's demo" beside another day is about that day, not on it. */
function dayless(text: string): string {
  return /#d\d+(?!\d| ?'s)/.test(text) ? text.replace(/#d\d+ ?'s (?=\p{L})/gu, ' ') : text;
}

export function startOf(sketch: Sketch, text: string, situation: Situation, fallback: Fallback = {}): Start {
  const now = wallOf(situation.now, situation.zone);
  const question = (words: string, missing: Parameters<typeof ask>[1], options: readonly string[] = []) => ({
    question: ask(words, missing, options),
  });
  const [offset] = sketch.all('s', text);
  if (offset) return { start: offset.wall };
  const dates = sketch.all('d', dayless(text));
  const times = sketch.all('t', text);
  const [range] = sketch.all('r', text);
  const [part] = sketch.all('b', text);
  const date = dates[0];
  if (date?.wrong) return question(`${date.wrong} Which day do you mean?`, ['date']);
  if (dates.length > 1 && dates.some((one) => one.from !== date?.from))
    return question(
      'Which of these days should it be?',
      ['date'],
      dates.slice(0, 4).map((one) => dayWords(one.from, now.day)),
    );
  const local = (time: (typeof times)[number]) =>
    time.zone && date ? inZone({ day: date.from, minute: time.minute }, time.zone, situation.zone).minute : time.minute;
  if (times.length > 1 && new Set(times.map(local)).size > 1)
    return question(
      'Which of these times should it be?',
      ['time'],
      times.slice(0, 4).map((time) => clockWords(time.minute)),
    );
  if (!range && /(?<![:\w])\d{1,2} *(?:to|or|-|until|till?) *#t\d/i.test(text))
    return question('Which of these times do you mean?', ['time']);
  const time = range ? { minute: range.from, sure: range.sure, zone: range.zone } : times[0];
  const day = date?.from ?? fallback.day;
  if (day === undefined && !time && fallback.minute === undefined)
    return question('Which day and time should it be?', ['date', 'time']);
  if (date && date.from !== date.to) return question(`Which day, and at what time?`, ['date', 'time']);
  if (!time && fallback.minute === undefined)
    return question(`At what time${day === undefined ? '' : ` on ${dayWords(day, now.day)}`}?`, ['time']);
  let minute = time?.minute ?? fallback.minute ?? 0;
  if (time && !time.sure) {
    if (part?.part === 'morning' && minute >= 720 && minute < 780 + 360) minute -= 720;
    else if ((part?.part === 'evening' || part?.part === 'afternoon') && minute < 720) minute += 720;
    else if (
      part === undefined &&
      minute >= 7 * 60 &&
      minute < 10 * 60 &&
      /\b(?:dinner|drinks|beers|pub|party)\b/i.test(text)
    )
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
        `Today, or next week on ${dayWords(date.doubt[1], now.day)}?`,
        ['date', 'confirm'],
        ['today', dayWords(date.doubt[1], now.day)],
      );
    return {
      start: { day: date.doubt[1], minute: start.minute },
      ...(range ? { durationMinutes: range.to - range.from } : {}),
    };
  }
  if (start.day < now.day || (start.day === now.day && start.minute <= now.minute)) {
    return question(
      `${dayWords(start.day, now.day)}, ${clockWords(start.minute)} has already passed. When should it be?`,
      ['date', 'time', 'confirm'],
    );
  }
  const gap = skipped(start, situation.zone);
  if (gap) return question(`${gap} When should it be?`, ['time', 'date']);
  return { start, ...(range ? { durationMinutes: range.to - range.from } : {}) };
}

/** What is wrong with a wall time that clocks skip. */
function skipped(start: Wall, zone: string): string | undefined {
  try {
    instantOf(isoWall(start), zone);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}

/** A wall time of another zone on the user's wall. A time that its zone skips is read after the gap. */
export function inZone(wall: Wall, from: string, to: string): Wall {
  try {
    return wallOf(instantOf(isoWall(wall), from), to);
  } catch {
    return wallOf(instantOf(isoWall({ day: wall.day, minute: wall.minute + 60 }), from), to);
  }
}

export type Conference = 'google_meet' | 'teams' | 'zoom' | 'jitsi' | 'phone' | 'in_person';

const RULED_OUT =
  /\b(?:no|not(?: (?:on|over|via|in|by|a))?|without|instead of|rather than) (?:an? )?(?:zoom|(?:ms |microsoft )?teams|google meet|meet|jitsi|phone|video)\b/gi;

export function conferenceOf(said: string): Conference | undefined {
  const text = said.replace(RULED_OUT, ' ');
  if (/\b(?:google meet|gmeet|g-meet|hangouts?|(?:on|over|via|by|using|in) meet)\b/i.test(text)) return 'google_meet';
  if (
    /\b(?:ms teams|microsoft teams|(?:on|over|via|in|using|by) teams|teams (?:call|meeting|link)|teams(?= (?:with )?#p))\b/i.test(
      text,
    )
  )
    return 'teams';
  if (/\bzoom\b/i.test(text)) return 'zoom';
  if (/\bjitsi\b/i.test(text)) return 'jitsi';
  if (/\b(?:phone call|(?:by|over the|on the|via) phone|phone)\b/i.test(text)) return 'phone';
  if (/\b(?:in[- ]person|face[- ]to[- ]face)\b/i.test(text)) return 'in_person';
  return undefined;
}

const ROOMS =
  'room|office|hq|lobby|caf[e\u00e9]|canteen|kitchen|starbucks|boardroom|library|restaurant|building|hall|bar|floor|coffee';
const CAPITALS = "[A-Z][\\w'&-]+(?: [A-Z\\d][\\w'&-]*)*";
const VENUE = new RegExp(
  `(?:\\b(?:in|at)|@) (?:the |our |my |a )?(?!person\\b)((?:[\\p{L}'&-]+ ){0,2}(?:${ROOMS}|HQ)\\b(?: [A-Z\\d][\\w-]*)?|(?:\\d{1,5} )?${CAPITALS})`,
  'u',
);

/** "4:45 at blue bottle": after a time, at the end. */
const LOWER_VENUE =
  /#[trd]\d+ *,? *(?:at|@) (?:the |our )?((?!home\b|work\b|least\b|most\b|latest\b|once\b|all\b|same\b)[\p{L}'& ]{3,30}?) *(?:$|[,.;!?]|#)/u;

export function locationOf(text: string): string | undefined {
  const room = text.match(/\b(?:(?:conference|meeting|board) ?)?room (?:[A-Z][\w-]*|\d+\w*)/)?.[0];
  const found = (
    room
      ? ['', room]
      : (text.match(/\b(?:location|place|where) ?: *([^,.;!?#]{2,80})/i) ??
        text.match(VENUE) ??
        text.match(LOWER_VENUE))
  )?.[1]?.trim();
  return found && !/^(?:zoom|teams|google|meet|jitsi)\b/i.test(found) ? found : undefined;
}

const KINDS =
  'demo|interview|review|sync|standup|stand-up|retro|retrospective|kickoff|kick-off|lunch|coffee|dinner|breakfast|drinks|workshop|training|onboarding|1:1|one-on-one|catch-up|catchup|catch up|brainstorm|planning|critique|check-in|checkin|intro|presentation|walkthrough|debrief|handover|huddle|audit|briefing|pitch|focus time|deep work|focus|gym|dentist|doctor|all hands|all-hands|town hall|offsite|webinar|rehearsal|haircut|massage|physio|therapy|yoga|pilates|class|lesson|exam|flight|reservation|conference|party|concert|delivery|inspection|oil change|school run|pick-?up|drop-?off';
/** Kinds that say nothing by themselves: only with a word before them. */
const PLAIN_KINDS = 'meeting|call|chat|session|appointment';
const NAMED = new RegExp(
  `(?<![#\\p{L}\\d])((?:[\\p{L}\\d][\\p{L}\\d&'-]* ){0,4})(${KINDS}|${PLAIN_KINDS})\\b(?! (?:room|with me))`,
  'giu',
);
/** What stands before a kind without belonging to its name. */
const NO_PART = new Set(
  "book booking schedule set up arrange a an the my our your min short quick brief long for with to me us and in on at i need want make grab get put add plan let's have hold do can could would we you please some video phone zoom teams google meet another new recurring of hi hey next block reserve like thinking about grabbing mind time hop invite squeeze pencil throw organise organize create from that this be is or so just also then want would maybe perhaps going one first last i'm i'll i've i'd we're we'll i am meeting's it's there's having got meeting".split(
    ' ',
  ),
);

/** The kind of meeting with the words that name it: "budget meeting", "wrap-up call", "demo". */
function kindOf(text: string): string | undefined {
  for (const [, before = '', kind = ''] of text.matchAll(NAMED)) {
    const words = before.split(' ').filter(Boolean);
    const cut = words.findLastIndex((word) => NO_PART.has(word.toLowerCase()) || /^\d+$/.test(word));
    const own = words.slice(cut + 1).join(' ');
    if (own === '' && new RegExp(`^(?:${PLAIN_KINDS})$`, 'i').test(kind)) continue;
    return `${own} ${kind}`.trim();
  }
  return undefined;
}

/** "design crit friday 3pm with sarah": the words before all else, where none of them asks for anything. */
function leadOf(sketch: Sketch, text: string): string | undefined {
  const words =
    text
      .match(/^([\p{L}\d'&/ -]{3,40}?)(?: (?:with|on|at))? *#/u)?.[1]
      ?.trim()
      .split(' ') ?? [];
  const named = words.every((word) => !NO_PART.has(word.toLowerCase()) && !/^(?:see|talk|speak|call)$/i.test(word));
  const alone = words.length === 1 && isStructure(words[0] ?? '');
  return sketch.all('p', text).length > 0 && named && words.length > 0 && !alone ? words.join(' ') : undefined;
}

/** "thurs 11: pricing discussion", "fri 3pm - pricing". */
function tailOf(text: string): string | undefined {
  return text
    .match(
      /#[trup]\d+ ?(?::| -) *((?!#|it's\b|he\b|she\b|they\b|i\b|i'm\b|we\b|please\b|thanks\b)\p{L}[^#,.;!?]{2,60})$/u,
    )?.[1]
    ?.trim();
}

/** Words after a time that say nothing of what it is about. */
const NO_TOPIC = new RegExp(
  `\\b(?:${ZONE_PLACES}|more|less|than|max|optional|plus|maybe|usual|private|priority|tops|sharp|latest|no|not|if|only|or|wants?|said|says|works?|sounds?|should|prefer\\w*|he|she|him)\\b`,
  'i',
);

/** "thurs 11 pricing tim@acme.com": a few words after a time, where nothing else is left over. */
function strayOf(sketch: Sketch, text: string): string | undefined {
  if (sketch.all('p', text).length === 0) return undefined;
  const [only, ...others] = text.matchAll(/#[trup]\d+ +((?!#)[\p{L}][\p{L} -]{2,40}?) *(?=#|$)/gu);
  const words = (only?.[1] ?? '').split(' ').filter((word) => word !== 'about');
  const after = /#[tr]\d+[^#]*$/.test(text.slice(0, (only?.index ?? 0) + 4)) || /#p\d+ +\p{L}[^#]*$/u.test(text);
  if (!only || others.length > 0 || !after || words.length > 3 || NO_TOPIC.test(only[1] ?? '')) return undefined;
  return words.some((word) => isStructure(word) || NO_PART.has(word.toLowerCase())) ? undefined : words.join(' ');
}

/** What may follow "for" without being a purpose. */
const NOBODY = '(?:me|us|you|him|her|them|now|sure|real|once|both|everyone|all|next|this|half|quick|short|while)\\b';

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
    "(?= +#[dtrsbuz]\\d+(?!\\d*'s)| +(?:with|at|on|for #|for (?:a|an|half)|from|via|over|in the|please)\\b| *[.,;!?]|$)";
  const quoted = text.match(/"([^"]{2,120})"/)?.[1];
  if (quoted) return clean(quoted);
  const entry = text.match(new RegExp(`\\b(?:event|entry) (?!#|(?:on|at|for|with|to)\\b)(.+?)${stop}`, 'i'))?.[1];
  if (entry) return clean(entry);
  const named = text.match(
    new RegExp(`\\b(?:called|titled|named|title(?: is|:| it)?|subject:?|topic:?|agenda:?|call it) (.+?)${stop}`, 'i'),
  )?.[1];
  if (named) return clean(named);
  const topic =
    '(?:about|regarding|re:?|to discuss|to talk about|to go over|to review|to talk through|to walk through|to work on|on the topic of)';
  const about = text
    .replace(/\bthinking about\b/gi, ' ')
    .match(new RegExp(`\\b${topic} (?:the |our |my )?(?!#[dtrsbz])(.+?)${stop}`, 'i'))?.[1];
  const kind = kindOf(text);
  const purpose = text.match(
    new RegExp(`\\bfor (?:an? |my |the |our |some )?(?!#|${NOBODY})(\\p{L}.+?)${stop}`, 'iu'),
  )?.[1];
  const both = kind && about && !about.toLowerCase().includes(kind.toLowerCase());
  return clean(
    both
      ? `${kind}: ${about}`
      : (about ?? kind ?? purpose ?? leadOf(sketch, text) ?? tailOf(text) ?? strayOf(sketch, text)),
  );
}
