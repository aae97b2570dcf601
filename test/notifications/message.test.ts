// What mails say: to whom, in which language, at which time of their own.
import { describe, expect, it } from 'vitest';
import { MEETING_OCCASIONS } from '../../src/domain/effects.ts';
import { composeMail } from '../../src/notifications/mail-message.ts';
import { wordingOf } from '../../src/notifications/wording.ts';
import { ADA, agendaNotice, HANS, JOHN, MEETING, NOW, noticeOf, SARAH, SENDER } from './support/notices.ts';

const write = (notice: Parameters<typeof composeMail>[0]) => composeMail(notice, SENDER, NOW);

describe('a mail about a meeting', () => {
  it('says weekday, date, time and zone, who comes, where to join and where to change it', () => {
    expect(write(noticeOf('invited')).text).toBe(
      [
        'Hello John,',
        '',
        'Ada Park invites you to Demo.',
        '',
        'When:   Thursday, January 8, 2026, 2:00 PM – 2:30 PM EST (New York)',
        'Who:    Ada Park, Sarah Chen, John',
        'Where:  meet.jit.si',
        '',
        'Join: https://meet.jit.si/parley-x',
        'Change or cancel: https://parley.example/m/k1.secret',
        '',
        'Your answer to this mail goes to Ada Park (ada@parley.example).',
        'Sent by Parley for Ada Park.',
        '',
      ].join('\n'),
    );
  });

  it('is German for Germans, in their zone', () => {
    const { subject, text } = write(noticeOf('invited', { recipient: HANS }));
    expect(subject).toBe('Einladung: Demo');
    expect(text).toContain('Guten Tag Hans,\n\nAda Park lädt Sie zu „Demo“ ein.');
    expect(text).toContain('Wann:  Donnerstag, 8. Januar 2026, 20:00 – 20:30 MEZ (Berlin)');
    expect(text).toContain('Verschieben oder absagen: https://parley.example/m/k1.secret');
  });

  it('has a button that stands out for joining, and never one for cancelling', () => {
    const fills = (html: string) =>
      [...html.matchAll(/bgcolor="(#\w+)" style="[^"]*mso-padding-alt[^"]*"><a [^>]*>([^<]+)<\/a>/g)].map(
        ([, fill, label]) => `${label} ${fill}`,
      );
    expect(fills(write(noticeOf('invited')).html)).toEqual(['Join #0f766e', 'Change or cancel #ffffff']);
    const about = { conference: { kind: 'in_person' } as const };
    expect(fills(write(noticeOf('invited', { about })).html)).toEqual(['Change or cancel #ffffff']);
  });

  it('mixes no languages', () => {
    for (const occasion of MEETING_OCCASIONS) {
      const change = { about: { description: 'x', location: 'x' }, details: { reason: 'x', minutesLeft: 60 } };
      const unsubscribeUrl = 'https://parley.example/u/x';
      const { subject, text } = write(noticeOf(occasion, { ...change, recipient: HANS, unsubscribeUrl }));
      const english =
        /\b(you|your|is|has|was|when|who|where|about|join|change|cancel|hello|sent|mails|hour|begins)\b/iu;
      expect(`${subject}\n${text}`, occasion).not.toMatch(english);
    }
  });

  it('keeps the reader’s way of telling the time where there are no words in their language', () => {
    const recipient = { ...JOHN, zone: 'Europe/Paris', locale: 'fr-FR' };
    expect(write(noticeOf('invited', { recipient })).text).toMatch(/When: .*8 Jan.*20:00 – 20:30 CET \(Paris\)/);
    const german = { ...HANS, zone: 'America/New_York', locale: 'en-US' };
    expect(write(noticeOf('invited', { recipient: german })).text).toContain('8. Januar 2026, 14:00 – 14:30');
    const odd = { ...JOHN, locale: 'no locale at all' };
    expect(write(noticeOf('invited', { recipient: odd })).text).toContain('2:00 PM');
  });

  it('says the same in HTML as in plain text', () => {
    for (const occasion of MEETING_OCCASIONS) {
      const { html, text } = write(noticeOf(occasion, { about: { description: 'Bring the slides' } }));
      const seen = html.replace(/<(style|title)>.*?<\/\1>|<div style="display:none.*?<\/div>/gs, '');
      const words = seen.replace(/<[^>]*>/g, ' ').replaceAll(/&#39;|&amp;/g, '?');
      for (const word of text.match(/[A-Za-z0-9’“”]{3,}/g) ?? []) {
        expect(words + html, `${occasion}: ${word}`).toContain(word);
      }
    }
  });

  it('tells who moved it, and what the time was', () => {
    const details = { by: 'USARAH', previousStart: new Date('2026-01-08T16:00:00Z') };
    const { lead } = wordingOf(noticeOf('moved', { details }));
    expect(lead).toBe('Sarah Chen has moved Demo. It was Thu, January 8, 2026, 11:00 AM EST (New York).');
    expect(wordingOf(noticeOf('moved', { details, recipient: HANS })).lead).toBe(
      'Sarah Chen hat „Demo“ verschoben. Bisher: Do., 8. Januar 2026, 17:00 MEZ (Berlin).',
    );
    expect(wordingOf(noticeOf('moved', { details: { by: 'john@acme.com' } })).lead).toBe('You have moved Demo.');
  });

  it('gives each time once in a mail, and in the sentence where that stands alone', () => {
    const removed = noticeOf('removed', { recipient: HANS });
    expect(wordingOf(removed).lead).toBe(
      'Sie werden bei „Demo“ nicht mehr erwartet: Do., 8. Januar 2026, 20:00 – 20:30 MEZ (Berlin).',
    );
    const moved = noticeOf('moved', { details: { previousStart: new Date('2026-01-08T16:00:00Z') } });
    for (const notice of [removed, noticeOf('removed'), moved]) {
      expect(write(notice).text.match(/January 8|8\. Januar/g)).toHaveLength(notice === moved ? 2 : 1);
    }
  });

  it('offers no way to join or change what is cancelled, and tells the reason', () => {
    const mail = write(noticeOf('cancelled', { details: { reason: 'Budget', by: 'UADA' } }));
    expect(mail.text).toContain('Demo is cancelled. Ada Park writes: Budget');
    expect(mail.text + mail.html).not.toMatch(/meet\.jit\.si|\/m\//);
    expect(wordingOf(noticeOf('cancelled', { details: { reason: 'Budget' } })).lead).toContain('Reason: Budget');
    expect(wordingOf(noticeOf('cancelled', { recipient: HANS, details: { by: 'UADA' } })).lead).toBe(
      '„Demo“ ist von Ada Park abgesagt worden.',
    );
  });

  it.each([
    [60, 'in 1 hour', 'in 1 Stunde'],
    [59, 'in 1 hour', 'in 1 Stunde'],
    [10, 'in 10 minutes', 'in 10 Minuten'],
    [120, 'in 2 hours', 'in 2 Stunden'],
    [90, 'in 90 minutes', 'in 90 Minuten'],
    [24 * 60, 'tomorrow', 'morgen'],
    [7 * 24 * 60, 'in 7 days', 'in 7 Tagen'],
  ])('reminds %i minutes ahead: %s, %s', (minutesLeft, english, german) => {
    expect(wordingOf(noticeOf('reminder', { details: { minutesLeft } }))).toEqual({
      headline: `Reminder: Demo ${english}`,
      lead: `Demo begins ${english}.`,
    });
    expect(wordingOf(noticeOf('reminder', { details: { minutesLeft }, recipient: HANS })).lead).toBe(
      `„Demo“ beginnt ${german}.`,
    );
  });

  it('calls a morning after a short night tomorrow only where it is another day for the reader', () => {
    const late = noticeOf('reminder', { details: { minutesLeft: 15 * 60 } });
    expect(wordingOf(late).lead).toContain('tomorrow');
    const recipient = { ...JOHN, zone: 'Pacific/Auckland' };
    expect(wordingOf({ ...late, recipient }).lead).toContain('tomorrow');
    expect(wordingOf({ ...late, recipient: { ...JOHN, zone: 'Asia/Tokyo' } }).lead).toContain('tomorrow');
    expect(wordingOf({ ...late, recipient: { ...JOHN, zone: 'Europe/Moscow' } }).lead).toContain('in 15 hours');
  });

  it('confirms to those who booked, moved or cancelled it themselves, without inviting them', () => {
    const own = { recipient: ADA, details: { by: 'UADA' } };
    expect(wordingOf(noticeOf('invited', own)).lead).toBe('Demo is booked.');
    expect(wordingOf(noticeOf('changed', own)).lead).toBe('You have changed Demo.');
    const mail = write(noticeOf('invited', own));
    expect(mail.subject).toBe('Booked: Demo');
    expect(mail.replyTo).toBeUndefined();
    expect(mail.from).toEqual({ name: 'Parley', address: 'parley@parley.example' });
  });

  it('invites nobody in a Slack channel, and goes to none by mail', () => {
    const { zone, locale, language } = JOHN;
    const notice = noticeOf('invited', { recipient: { kind: 'channel', channelId: 'C1', zone, locale, language } });
    expect(wordingOf(notice).lead).toBe('Ada Park has booked Demo.');
    expect(() => write(notice)).toThrow(expect.objectContaining({ permanent: true }));
  });

  it('counts people past a crowd', () => {
    const attendees = Array.from({ length: 300 }, (_, index) => ({
      kind: 'guest' as const,
      email: `guest${index}@acme.com`,
    }));
    const { text, html } = write(noticeOf('invited', { about: { attendees } }));
    expect(text).toContain('and 275 more');
    // Gmail cuts longer ones off.
    expect(html.length).toBeLessThan(100_000);
  });
});

describe('a weekly agenda', () => {
  const later = {
    ...MEETING,
    id: 'm2',
    title: 'Review',
    start: new Date('2026-01-09T15:00:00Z'),
    end: new Date('2026-01-09T16:00:00Z'),
    conference: { kind: 'none' } as const,
  };

  it('lists the reader’s meetings by day', () => {
    const { subject, text, ics } = write(agendaNotice(SARAH, [MEETING, later]));
    expect(subject).toBe('Your week: 5 – 11 January 2026');
    expect(text).toContain('You have 2 meetings this week. The first is on Thu, 8 January 2026, 19:00 GMT (London).');
    expect(text).toContain(
      'Thursday, 8 January 2026\n  19:00 – 19:30 GMT (London)  Demo\n    Ada Park, John\n    Join: https://meet.jit.si/parley-x',
    );
    expect(text).toContain('Friday, 9 January 2026\n  15:00 – 16:00 GMT (London)  Review');
    expect(text).toContain('No more mails of this kind: https://parley.example/u/k1.secret');
    expect(ics).toBeUndefined();
  });

  it('says explicitly that a week is empty', () => {
    expect(write(agendaNotice(SARAH, [])).text).toContain('You have no meetings this week.');
    const german = { ...SARAH, zone: 'Europe/Berlin', locale: 'de-DE', language: 'de' } as const;
    const { subject, text } = write(agendaNotice(german, []));
    expect(subject).toMatch(/^Ihre Woche: 5\..*11\. Januar 2026$/);
    expect(text).toContain('In dieser Woche haben Sie keine Termine.');
  });
});
