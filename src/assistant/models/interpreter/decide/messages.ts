// What users say of Parley's own messages: reminders, kinds they do not want, where and in what language they come, and
// when to be quiet.
import type { Situation } from '../../../situation.ts';
import { clock } from '../calendar.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { act, ask, type Decision } from './decision.ts';
import { LEAD, noReminders, REMIND, reminders } from './reminders.ts';

const OFF =
  /\b(?:no|stop|don't|do not|never|without|turn off|switch off|disable|mute|unsubscribe|quit|drop|remove|skip)\b/i;
const NEWS = '(?:mails?|e-?mails?|messages?|msgs?|notifications?|dms?|agendas?|digests?|summar(?:y|ies)|overviews?)';

/** The kinds of messages as people call them. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`\\bweekly ${NEWS}\\b|\\bmonday ${NEWS}\\b|\\b${NEWS} (?:every|each|on) (?:week|monday)`, 'i'),
    'weekly_agenda',
  ],
  [/\bfollow[- ]?ups?\b|\bafter (?:the|my|each|every) meetings?\b.*\bask/i, 'follow_up'],
  [REMIND, 'reminder'],
  [new RegExp(`\\b(?:invitations?|invites?|confirmations?)(?: ${NEWS})?\\b`, 'i'), 'confirmation'],
  [new RegExp(`\\bcancell?ations?(?: ${NEWS})?\\b`, 'i'), 'cancelled'],
];

const QUIET =
  /\bquiet (?:hours?|times?)\b|\b(?:do not|don't) (?:disturb|bother|message|ping|write|text|dm|notify)(?: me)?\b|\bno (?:messages|pings|notifications|dms)\b|\bleave me alone\b/i;
const LANGUAGE =
  /\b(?:in|auf|speak|use) (german|deutsch|english|englisch)\b(?=.*)|\b(german|deutsch|english|englisch) please\b/i;
const TO_ME = /\b(?:message|messages|write|talk|speak|mails?|remind|send|notify|notifications?)\b/i;

/** Whether a clause is about messages at all; a wish to be reminded of doing something is not. */
export function isAboutMessages(text: string): boolean {
  if (REMIND.test(text)) {
    if (/\bremind (?:me|us|\w+) (?:to|about|of)\b/i.test(text) && !OFF.test(text) && !isOfGuests(text)) return false;
    return /\bremind(?:ers?)\b/i.test(text)
      ? !/^(?:what|which|when|do i|are there|show|list)\b/i.test(text)
      : LEAD.test(text) || OFF.test(text);
  }
  if (QUIET.test(text)) return true;
  if (LANGUAGE.test(text) && TO_ME.test(text)) return true;
  return (
    KINDS.some(([kind]) => kind.test(text)) && (OFF.test(text) || waysOf(text).length > 0) && !/#[dtp]\d/.test(text)
  );
}

/** "remind guests of the demo 2 hours before" */
function isOfGuests(text: string): boolean {
  return (
    /\bremind (?:(?:the|my|our) )?(?:guests?|clients?|customers?|visitors?) (?:about|of)\b/i.test(text) &&
    LEAD.test(text)
  );
}

/** Undefined when the clause is about something else. */
export function messages(sketch: Sketch, text: string, situation: Situation): Decision | undefined {
  if (!isAboutMessages(text)) return undefined;
  const words = sketch.words(text);
  const language = words.match(LANGUAGE);
  if (language && TO_ME.test(words)) {
    const german = /^(?:german|deutsch)$/i.test(language[1] ?? language[2] ?? '');
    return act('update_profile', { language: german ? 'de' : 'en' });
  }
  if (QUIET.test(text) && !REMIND.test(text)) return quiet(sketch, text, situation);
  const none = REMIND.test(text) && OFF.test(text) && !/\d|\b(?:an?|one|two|three|half)\b/i.test(words);
  const reminded = none ? noReminders(sketch, text, words, situation) : reminders(sketch, text, words, situation);
  return reminded ? withKinds(reminded, text) : kinds(text);
}

/** "… and no weekly mail": what else is said of messages in the same breath. */
function withKinds(reminded: Decision, text: string): Decision {
  const others = KINDS.flatMap(([pattern, kind]) => (kind !== 'reminder' && pattern.test(text) ? [kind] : []));
  if (reminded.kind !== 'act' || others.length === 0) return reminded;
  const [call] = reminded.calls;
  if (!OFF.test(text) || call?.tool !== 'update_profile')
    return ask('One thing at a time, please: what should I do with which messages?', ['text']);
  return act('update_profile', { ...call.arguments, messages: others.map((kind) => ({ kind, by: [] })) });
}

function waysOf(text: string): ('slack' | 'mail')[] {
  const mail =
    /\b(?:by|via|per|over|through|as|in) (?:e-?)?mail\b|\bto my (?:e-?mail|inbox)\b|\bmail and slack\b/i.test(text);
  const slack = /\b(?:in|by|via|on|over|and) slack\b|\bslack and\b|\b(?:also|as well|too|both)\b/i.test(text);
  return mail ? (slack ? ['slack', 'mail'] : ['mail']) : slack && /\bslack\b/i.test(text) ? ['slack'] : [];
}

function kinds(text: string): Decision {
  const meant = KINDS.flatMap(([pattern, kind]) => (pattern.test(text) ? [kind] : []));
  const by = waysOf(text);
  const off = OFF.test(text) && by.length === 0;
  const on = by.length > 0 ? by : ['slack'];
  if (meant.length === 0 || (!off && by.length === 0 && !/\b(?:turn on|switch on|enable|want|send)\b/i.test(text)))
    return ask('Which messages do you mean, and should they stop or come by mail?', ['text']);
  return act('update_profile', { messages: meant.map((kind) => ({ kind, by: off ? [] : on })) });
}

const WORKDAY = { from: '09:00', to: '18:00' };

function quiet(sketch: Sketch, text: string, situation: Situation): Decision {
  if (/\b(?:no|turn off|stop|disable|end|remove) (?:my |the )?quiet\b/i.test(text))
    return act('update_profile', { quietHours: 'none' });
  const day = situation.hours.find((blocks) => blocks.length > 0);
  const office = { from: day?.[0]?.from ?? WORKDAY.from, to: day?.at(-1)?.to ?? WORKDAY.to };
  const [range] = sketch.all('r', text);
  const [first, second] = sketch.all('t', text);
  const from = range?.from ?? first?.minute;
  const to = range?.to ?? second?.minute;
  if (from === undefined)
    return ask('From when to when should I be quiet?', ['time'], ['6 PM to 9 AM', '10 PM to 7 AM']);
  if (to !== undefined) return act('update_profile', { quietHours: { from: clock(from), to: clock(to) } });
  if (/\b(?:after|from|past|since)\b/i.test(text))
    return act('update_profile', { quietHours: { from: clock(from), to: office.from } });
  if (/\b(?:before|until|till)\b/i.test(text))
    return act('update_profile', {
      quietHours: { from: office.to === '24:00' ? '00:00' : office.to, to: clock(from) },
    });
  return ask('From when to when should I be quiet?', ['time']);
}
