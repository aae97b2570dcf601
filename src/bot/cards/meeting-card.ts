// The meeting card, rendered from the stored document: what, when in the viewer's zone, who, where, and the buttons that
// this viewer may use.
import type { KnownBlock } from '@slack/types';
import type { Language, User } from '../../domain/accounts/accounts.ts';
import type { UserActor } from '../../domain/actor.ts';
import type { Attendee, Meeting, MeetingState, Meetings } from '../../domain/meetings/meetings.ts';
import { timeRange } from '../../domain/time.ts';
import { ACTIONS } from '../actions.ts';
import { confirmation } from './confirmation.ts';
import { cut, escapeCut, escapeText, mrkdwn, plain } from './mrkdwn.ts';
import { type CardWords, cardWords } from './words/words.ts';

/** For whom and when a card is rendered. */
export interface Viewer {
  readonly actor: UserActor;
  readonly user: Pick<User, 'zone' | 'locale'>;
  readonly language: Language;
  readonly now: Date;
}

export type Allowed = ReturnType<Meetings['allowed']>;

const MAX_TITLE = 150;
const MAX_PEOPLE = 12;

/** The states in which a card has buttons, while the meeting is not over. */
const OPEN: readonly MeetingState[] = ['requested', 'scheduled', 'confirmed', 'active'];

/** Blocks of one card: at most 4. */
export function meetingCard(meeting: Meeting, viewer: Viewer, allowed: Allowed): KnownBlock[] {
  const gone = !OPEN.includes(meeting.state) && meeting.state !== 'completed';
  const when = timeRange(meeting.start, meeting.end, viewer.user.zone, viewer.user.locale);
  const words = cardWords(viewer.language);
  const lines = [gone ? `~${when}~` : `*${when}*`, words.with(peopleLine(meeting, words))];
  const where = placeLine(meeting, words);
  if (where) lines.push(where);
  const buttons = buttonsOf(meeting, viewer, allowed);
  return [
    { type: 'header', text: plain(meeting.title, MAX_TITLE) },
    { type: 'section', text: mrkdwn(lines.join('\n')) },
    { type: 'context', elements: [mrkdwn(words.states[meeting.state])] },
    ...(buttons.length > 0 ? [{ type: 'actions', elements: buttons } as const] : []),
  ];
}

/** One line of a list of meetings. */
export function meetingLine(meeting: Meeting, viewer: Viewer): KnownBlock {
  const when = timeRange(meeting.start, meeting.end, viewer.user.zone, viewer.user.locale);
  const words = cardWords(viewer.language);
  const state = meeting.state === 'scheduled' ? '' : ` · ${words.states[meeting.state]}`;
  const text = `*${escapeCut(meeting.title, 300)}*\n${when}${state}\n${words.with(peopleLine(meeting, words))}`;
  return { type: 'section', text: mrkdwn(text) };
}

/** The line shown where blocks are not: notifications and screen readers. */
export function meetingSummary(meeting: Meeting, viewer: Viewer): string {
  return cut(`${meeting.title}: ${timeRange(meeting.start, meeting.end, viewer.user.zone, viewer.user.locale)}`, 300);
}

function peopleLine(meeting: Meeting, words: CardWords): string {
  const shown = meeting.attendees.slice(0, MAX_PEOPLE).map((attendee) => escapeCut(nameOf(attendee), 80));
  const more = meeting.attendees.length - shown.length;
  return [...shown, ...(more > 0 ? [words.morePeople(more)] : [])].join(', ');
}

function nameOf(attendee: Attendee): string {
  return attendee.name || attendee.email;
}

function placeLine({ location, conference }: Meeting, words: CardWords): string | null {
  const place = location && escapeCut(location, 500);
  if (conference.kind === 'none') return place ? words.at(place) : null;
  const name = words.conferences[conference.kind];
  const link = conference.joinUrl ? joinLink(conference.joinUrl) : null;
  return [place, name, link].filter(Boolean).join(' · ');
}

/** A link, shown by its host, that Slack cannot read as anything else: `|` and `>` would end it. */
function joinLink(url: string): string | null {
  if (!isWebUrl(url)) return null;
  const { href, host } = new URL(url);
  const target = href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
  return `<${target.replaceAll('&', '&amp;')}|${escapeText(host)}>`;
}

function isWebUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && url.length <= 2000;
}

function buttonsOf(meeting: Meeting, viewer: Viewer, allowed: Allowed) {
  if (!OPEN.includes(meeting.state) || meeting.end <= viewer.now) return [];
  const { joinUrl } = meeting.conference;
  const when = timeRange(meeting.start, meeting.end, viewer.user.zone, viewer.user.locale);
  const words = cardWords(viewer.language);
  const button = (name: 'join' | 'reschedule' | 'cancel' | 'leave') =>
    ({ type: 'button', action_id: ACTIONS[name], text: plain(words[name], 75), value: meeting.id }) as const;
  return [
    ...(joinUrl && isWebUrl(joinUrl) ? [{ ...button('join'), url: joinUrl, style: 'primary' } as const] : []),
    ...(allowed.includes('update') ? [button('reschedule')] : []),
    ...(allowed.includes('cancel')
      ? [
          {
            ...button('cancel'),
            style: 'danger',
            confirm: confirmation(words.askCancel, `${meeting.title}\n${when}`),
          } as const,
        ]
      : []),
    ...(allowed.includes('leave')
      ? [
          {
            ...button('leave'),
            confirm: confirmation(words.askLeave, `${meeting.title}\n${when}`),
          } as const,
        ]
      : []),
  ];
}
