// A notice as a structure: what is told, in which order. HTML and plain text are rendered from it, so that both say the same.
import { type Language, localeOf } from '../domain/accounts/accounts.ts';
import type { Brand } from '../domain/brand.ts';
import type { Meeting } from '../domain/meetings/meetings.ts';
import { timeParts, timePoint } from '../domain/time.ts';
import type { MeetingNotice, Notice } from './channel.ts';
import { agendaOf } from './message-agenda.ts';
import { oneLine, severalLines, webAddress, within } from './safe-text.ts';
import { type Strings, stringsOf } from './strings/strings.ts';
import { unsubscribeAddress } from './unsubscribe.ts';
import { isReader, nameOf, organizerOf, titleOf, wordingOf } from './wording.ts';

/** A time as its own block: the part that is read first. */
export interface MessageTime {
  readonly label: string;
  readonly day: string;
  /** With the zone. */
  readonly hours: string;
  /** What it was, with its label. */
  readonly before?: { readonly label: string; readonly text: string };
  /** Does not take place for the reader (any more). */
  readonly off: boolean;
}

export interface MessageFact {
  readonly label: string;
  readonly lines: readonly string[];
}

export interface MessageLink {
  readonly label: string;
  readonly href: string;
}

export interface MessageAction extends MessageLink {
  /** What most readers want of the message. */
  readonly main: boolean;
}

export interface MessageDay {
  readonly name: string;
  readonly entries: readonly {
    readonly hours: string;
    readonly title: string;
    readonly note: string;
    readonly link?: MessageLink;
  }[];
}

/** All text is plain and harmless but for the markup of where it goes; every address is the web's. */
export interface Message {
  readonly language: Language;
  readonly subject: string;
  /** What a list of mails shows beside the subject. */
  readonly preview: string;
  /** Kind of message, above the title. */
  readonly label: string;
  readonly tone: 'calm' | 'alarm';
  readonly title: string;
  readonly greeting: string;
  readonly lead: string;
  readonly time?: MessageTime;
  readonly facts: readonly MessageFact[];
  /** Several lines, as the organizer wrote them. */
  readonly about?: { readonly label: string; readonly text: string };
  readonly days: readonly MessageDay[];
  readonly actions: readonly MessageAction[];
  /** Small print: sentences, and what can be turned off. */
  readonly footer: readonly string[];
  readonly footerLink?: MessageLink;
}

export function messageOf(notice: Notice, brand: Brand): Message {
  return notice.kind === 'weekly_agenda' ? agendaOf(notice, brand) : meetingMessage(notice, brand);
}

/** More people than this are counted: a meeting of hundreds must not make a mail that is cut off. */
const MOST_PEOPLE = 25;

function meetingMessage(notice: MeetingNotice, brand: Brand): Message {
  const { meeting, recipient } = notice;
  const strings = stringsOf(recipient.language);
  const { headline, lead } = wordingOf(notice, true);
  const off = notice.occasion === 'cancelled' || notice.occasion === 'removed';
  const over = off || notice.occasion === 'follow_up';
  const time = timeOf(notice, strings, off);
  const join = over ? undefined : webAddress(meeting.conference.joinUrl);
  const manage = over ? undefined : webAddress(notice.manageUrl);
  const unsubscribe = unsubscribeAddress(notice);
  return {
    language: recipient.language,
    subject: headline,
    preview: `${time.day}, ${time.hours}`,
    label: labelOf(notice, strings),
    tone: off ? 'alarm' : 'calm',
    title: titleOf(meeting),
    greeting: strings.hello(recipient.kind === 'channel' ? undefined : recipient.name && within(recipient.name, 100)),
    lead,
    time,
    facts: factsOf(meeting, strings, over),
    ...(meeting.description && !over && { about: { label: strings.about, text: severalLines(meeting.description) } }),
    days: [],
    actions: [
      ...(join ? [{ label: strings.join, href: join, main: true }] : []),
      ...(manage ? [{ label: strings.manage, href: manage, main: false }] : []),
    ],
    footer: footerOf(notice, brand, strings),
    ...(unsubscribe && {
      footerLink: {
        label: recipient.kind === 'guest' ? strings.unsubscribe.reminders : strings.unsubscribe.kind,
        href: unsubscribe,
      },
    }),
  };
}

function labelOf(notice: MeetingNotice, { labels }: Strings): string {
  if (notice.occasion === 'follow_up') return labels.followUp;
  if (notice.occasion === 'invited' && isReader(notice.recipient, notice.details.by)) return labels.booked;
  return labels[notice.occasion];
}

function timeOf(notice: MeetingNotice, strings: Strings, off: boolean): MessageTime {
  const { meeting, recipient, details } = notice;
  const locale = localeOf(recipient);
  const before = notice.occasion === 'moved' ? details.previousStart : undefined;
  return {
    label: strings.when,
    ...timeParts(meeting.start, meeting.end, recipient.zone, locale),
    ...(before && { before: { label: strings.before, text: timePoint(before, recipient.zone, locale) } }),
    off,
  };
}

function factsOf(meeting: Meeting, strings: Strings, over: boolean): MessageFact[] {
  const names = meeting.attendees.map(nameOf);
  const rest = names.length - MOST_PEOPLE;
  const lines = rest > 1 ? [...names.slice(0, MOST_PEOPLE), strings.more(rest)] : names;
  const place = placeOf(meeting, strings);
  return [{ label: strings.who, lines }, ...(place && !over ? [{ label: strings.where, lines: [place] }] : [])];
}

function placeOf({ location, conference }: Meeting, strings: Strings): string | undefined {
  if (location) return within(location, 500);
  if (conference.kind === 'phone') return strings.phone;
  if (conference.kind === 'in_person') return strings.inPerson;
  const join = webAddress(conference.joinUrl);
  return join && new URL(join).host;
}

function footerOf(notice: MeetingNotice, brand: Brand, strings: Strings): string[] {
  const organizer = organizerOf(notice);
  const { recipient } = notice;
  const isOwn = recipient.kind === 'colleague' && recipient.userId === notice.meeting.organizer;
  if (isOwn) return [strings.sentBy(brand.name, organizer)];
  return [strings.replyTo(organizer, oneLine(notice.organizerEmail)), strings.sentBy(brand.name, organizer)];
}
