// What users say of reminders: how long before, whether for guests or for those of ours, and before which meeting.
import type { Situation } from '../../../situation.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { findMeetings } from '../wishes/resolve.ts';
import { type Arguments, act, ask, type Decision } from './decision.ts';

/** Lengths that stand before a meeting: "2 hours", "a day", "half an hour", "45m". */
const LENGTH =
  /\b(?:(\d{1,3}) ?(minutes?|mins?|m|hours?|hrs?|hr|h|days?|d|weeks?)|(an?|one|two|three|half an?) (minute|hour|day|week)s?)\b/gi;
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  'half a': 0.5,
  'half an': 0.5,
};
const UNITS: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440, w: 7 * 1440 };

export const REMIND = /\bremind(?:ers?|s|ed|ing)?\b/i;
export const LEAD = /\b(?:before|early|earlier|ahead|prior|beforehand|in advance|notice)\b/i;

/** Those whom a reminder reaches: apart, or both where all who attend are meant. */
const SIDES = /\b(?:(guests?|visitors?|clients?|customers?)|(me|us|myself|my team|colleagues|hosts?))\b/gi;
const BOTH = /\b(?:every(?:one|body)|all of us|attendees|participants)\b/i;
const ALL_MEETINGS =
  /\b(?:meetings|calls|events|appointments|every|each|all|any|always|they (?:come|arrive|join|start)|we (?:meet|start))\b/i;
/** What may stand behind "before" without naming a meeting: "…, me 10 minutes before". */
const BESIDE = /#u\d+|\b(?:and|for|please|before|ahead|early|too)\b/gi;
/** A meeting that is named before the length: "for the demo, …", "of the demo 2 hours before". */
const NAMED_FIRST =
  /\b(?:for|of|about) ((?:the|my|our|this|that|#m)\b(?! (?:guests?|visitors?|clients?|customers?)\b)[^,]*?)(?=,|\b(?:remind|send)|#[ut]|\b\d|$)/i;

/** When reminders are to come; undefined when the text does not say so. */
export function reminders(sketch: Sketch, text: string, words: string, situation: Situation): Decision | undefined {
  if (!REMIND.test(text) || !LEAD.test(text)) return undefined;
  if (lengths(words).length === 0)
    return ask('How long before should I remind you?', ['duration'], ['10 minutes', '1 hour', '1 day']);
  const wanted = wantedBy(words);
  if (!wanted) return ask('Who should be reminded how long before? One at a time, please.', ['text']);
  return before(sketch, text, situation, wanted, BOTH.test(words));
}

/** No reminders for guests, or before one meeting; undefined for those of one's own meetings altogether. */
export function noReminders(sketch: Sketch, text: string, words: string, situation: Situation): Decision | undefined {
  const forGuests = [...words.matchAll(SIDES)].some(([, guests]) => guests);
  const wanted = forGuests ? { guestReminderMinutes: [] } : { reminderMinutes: [] };
  if (NAMED_FIRST.test(text) || LEAD.test(text)) {
    const decision = before(sketch, text, situation, wanted, BOTH.test(words));
    if (forGuests || (decision.kind === 'act' && decision.calls[0]?.tool === 'update_meeting')) return decision;
  }
  return forGuests ? act('update_profile', wanted) : undefined;
}

/** Before one meeting where the text names it, else before all. */
function before(sketch: Sketch, text: string, situation: Situation, wanted: Arguments, all: boolean): Decision {
  const lead = text.search(LEAD);
  const after = lead < 0 ? '' : text.slice(lead).replace(LEAD, ' ');
  const isNamed = /[\p{L}#]/u.test(after.replace(SIDES, ' ').replace(BESIDE, ' '));
  const said = isNamed ? after : (text.match(NAMED_FIRST)?.[1] ?? '');
  if (said === '' || ALL_MEETINGS.test(said)) return act('update_profile', wanted);
  const found = findMeetings(sketch, said, situation);
  const [meeting, ...more] = found.described ? found.meetings : [];
  if (meeting && more.length === 0 && meeting.own && !found.doubtful) {
    const [minutes] = Object.values(wanted);
    const both = { reminderMinutes: minutes, guestReminderMinutes: minutes };
    return act('update_meeting', { meetingId: meeting.id, ...(all ? both : wanted) });
  }
  const options = found.meetings.slice(0, 4).map(({ title }) => title);
  return ask('Before which meeting: that one alone, or all of yours?', ['meeting'], [...options, 'all my meetings']);
}

/** Who is named and what follows each: "guests 2 hours and me 10 minutes before". Undefined where that is not clear. */
function wantedBy(words: string): Arguments | undefined {
  const last = words.search(new RegExp(`${LEAD.source}(?!.*${LEAD.source})`, 'i'));
  const named = [...words.slice(0, last).matchAll(SIDES)];
  const sides = named.length > 0 ? named : [...words.matchAll(SIDES)];
  const fields = new Set(sides.map(([, guests]) => (guests ? 'guestReminderMinutes' : 'reminderMinutes')));
  if (fields.size < 2) {
    const [field = /\b(?:attendees|participants)\b/i.test(words) ? 'guestReminderMinutes' : 'reminderMinutes'] = fields;
    return { [field]: lengths(words) };
  }
  const wanted: Record<string, number[]> = {};
  for (const [at, { 1: guests, index }] of sides.entries()) {
    const minutes = lengths(words.slice(index, sides[at + 1]?.index));
    if (minutes.length === 0) return undefined;
    wanted[guests ? 'guestReminderMinutes' : 'reminderMinutes'] = minutes;
  }
  return lengths(words.slice(0, sides[0]?.index)).length === 0 ? wanted : undefined;
}

/** Longest first. "An hour and a half" is one length. */
function lengths(words: string): number[] {
  const plain = words.replace(/\b(an?|one|\d+) (hour|hr)s? and a half\b/gi, (_, count: string) => {
    return `${Math.round(((NUMBERS[count.toLowerCase()] ?? Number(count)) + 0.5) * 60)} minutes`;
  });
  const found = [...plain.matchAll(LENGTH)].map(([, digits, short, word = '', long]) => {
    const unit = short ?? long ?? '';
    const number = digits === undefined ? (NUMBERS[word.toLowerCase()] ?? 0) : Number(digits);
    return Math.round(number * (UNITS[unit.charAt(0).toLowerCase()] ?? 0));
  });
  return [...new Set(found)].filter((minutes) => minutes > 0).sort((a, b) => b - a);
}
