// A user's week as a message: its meetings by day.
import { localeOf } from '../domain/accounts/accounts.ts';
import type { Brand } from '../domain/brand.ts';
import type { ListedMeeting } from '../domain/meetings/meetings.ts';
import { localDate, timeParts } from '../domain/time.ts';
import type { AgendaNotice } from './channel.ts';
import { dayText, weekText } from './dates.ts';
import type { Message, MessageDay } from './message.ts';
import { webAddress, within } from './safe-text.ts';
import { type Strings, stringsOf } from './strings/strings.ts';
import { unsubscribeAddress } from './unsubscribe.ts';
import { nameOf, titleOf, wordingOf } from './wording.ts';

const MOST_PEOPLE = 5;

export function agendaOf(notice: AgendaNotice, brand: Brand): Message {
  const { recipient } = notice;
  const strings = stringsOf(recipient.language);
  const { headline, lead } = wordingOf(notice);
  const unsubscribe = unsubscribeAddress(notice);
  return {
    language: recipient.language,
    subject: headline,
    preview: lead,
    label: strings.labels.agenda,
    tone: 'calm',
    title: weekText(notice.from, recipient),
    greeting: strings.hello(recipient.kind === 'channel' ? undefined : recipient.name && within(recipient.name, 100)),
    lead,
    facts: [],
    days: daysOf(notice, strings),
    actions: [],
    footer: [strings.agendaBy(brand.name)],
    ...(unsubscribe && { footerLink: { label: strings.unsubscribe.kind, href: unsubscribe } }),
  };
}

function daysOf({ meetings, recipient }: AgendaNotice, strings: Strings): MessageDay[] {
  const reader = recipient.kind === 'colleague' ? recipient.userId : undefined;
  const days = Map.groupBy(meetings, ({ start }) => localDate(start, recipient.zone));
  return [...days.values()].map((ofDay) => ({
    name: ofDay[0] ? dayText(ofDay[0].start, recipient) : '',
    entries: ofDay.map((meeting) => {
      const join = webAddress(meeting.conference.joinUrl);
      return {
        hours: timeParts(meeting.start, meeting.end, recipient.zone, localeOf(recipient)).hours,
        title: titleOf(meeting),
        note: othersOf(meeting, reader, strings),
        ...(join && { link: { label: strings.join, href: join } }),
      };
    }),
  }));
}

/** Whom the reader meets. */
function othersOf({ attendees }: ListedMeeting, reader: string | undefined, strings: Strings): string {
  const others = attendees.filter((one) => one.kind === 'guest' || one.userId !== reader).map(nameOf);
  const rest = others.length - MOST_PEOPLE;
  return [...others.slice(0, MOST_PEOPLE), ...(rest > 0 ? [strings.more(rest)] : [])].join(', ');
}
