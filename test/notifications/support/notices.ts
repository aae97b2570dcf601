// Notices to write mails from: a meeting of Ada's with Sarah and a guest, on a winter's day in New York.
import { tenantId } from '../../../src/domain/actor.ts';
import type { Meeting } from '../../../src/domain/meetings/meetings.ts';
import type { AgendaNotice, MeetingNotice, Recipient } from '../../../src/notifications/channel.ts';
import type { Sender } from '../../../src/notifications/mail-headers.ts';

export const NOW = new Date('2026-01-07T15:12:00Z');
const tenant = tenantId('local');

export const SENDER: Sender = {
  from: 'Parley <parley@parley.example>',
  brand: { name: 'Parley', color: '#0f766e' },
};

export const MEETING: Meeting = {
  tenant,
  id: 'm1',
  title: 'Demo',
  organizer: 'UADA',
  hosts: ['UADA'],
  attendees: [
    { kind: 'user', userId: 'UADA', name: 'Ada Park', email: 'ada@parley.example' },
    { kind: 'user', userId: 'USARAH', name: 'Sarah Chen', email: 'sarah@parley.example' },
    { kind: 'guest', email: 'john@acme.com', name: 'John' },
  ],
  start: new Date('2026-01-08T19:00:00Z'),
  end: new Date('2026-01-08T19:30:00Z'),
  zone: 'America/New_York',
  state: 'scheduled',
  conference: { kind: 'jitsi', joinUrl: 'https://meet.jit.si/parley-x' },
  version: 1,
  audit: [],
  effects: [],
  createdAt: NOW,
  updatedAt: NOW,
};

const ENGLISH = { zone: 'America/New_York', locale: 'en-US', language: 'en' } as const;
const GERMAN = { zone: 'Europe/Berlin', locale: 'de-DE', language: 'de' } as const;

export const JOHN: Recipient = { kind: 'guest', email: 'john@acme.com', name: 'John', ...ENGLISH };
export const HANS: Recipient = { kind: 'guest', email: 'john@acme.com', name: 'Hans', ...GERMAN };
export const SARAH: Recipient = {
  kind: 'colleague',
  userId: 'USARAH',
  name: 'Sarah Chen',
  email: 'sarah@parley.example',
  zone: 'Europe/London',
  locale: 'en-GB',
  language: 'en',
};
export const ADA: Recipient = {
  kind: 'colleague',
  userId: 'UADA',
  name: 'Ada Park',
  email: 'ada@parley.example',
  ...ENGLISH,
};

const KINDS: Readonly<Record<MeetingNotice['occasion'], MeetingNotice['kind']>> = {
  invited: 'confirmation',
  moved: 'moved',
  changed: 'changed',
  cancelled: 'cancelled',
  removed: 'cancelled',
  left: 'left',
  reminder: 'reminder',
  follow_up: 'follow_up',
};

type Change = Partial<Omit<MeetingNotice, 'meeting'>> & { readonly about?: Partial<Meeting> };

/** To the guest, in English, unless told otherwise. */
export function noticeOf(occasion: MeetingNotice['occasion'], change: Change = {}): MeetingNotice {
  const { about, ...rest } = change;
  return {
    tenant,
    kind: KINDS[occasion],
    occasion,
    meeting: { ...MEETING, ...about },
    recipient: JOHN,
    organizerName: 'Ada Park',
    organizerEmail: 'ada@parley.example',
    details: {},
    deliveryId: 'd1',
    manageUrl: 'https://parley.example/m/k1.secret',
    ...rest,
  };
}

export function agendaNotice(recipient: Recipient, meetings: readonly Meeting[]): AgendaNotice {
  return {
    tenant,
    kind: 'weekly_agenda',
    week: '2026-W02',
    from: new Date(recipient.zone === 'Europe/Berlin' ? '2026-01-04T23:00:00Z' : '2026-01-05T05:00:00Z'),
    recipient,
    meetings,
    deliveryId: 'a1',
    unsubscribeUrl: 'https://parley.example/u/k1.secret',
  };
}
