// The manage page: one meeting as its guest sees it, and what they may do with it.
import { html } from 'hono/html';
import type { Attendee, Meeting } from '../../domain/meetings/meetings.ts';
import { timeParts } from '../../domain/time.ts';
import type { Html } from '../pages/document.ts';
import { type PageNotice, type Reader, type Words, wordsOf } from '../words/words.ts';
import { googleLink, outlookLink } from './add-to-calendar.ts';
import { type MoveSection, moveSection } from './move-section.ts';

export interface ManageView {
  /** `/m/<token>` */
  readonly path: string;
  readonly meeting: Meeting;
  readonly organizerName: string;
  readonly reader: Reader;
  readonly zone: string;
  readonly notice?: PageNotice | undefined;
  /** How the meeting stands: only one that lies ahead can be changed. */
  readonly stands: 'ahead' | 'running' | 'over' | 'cancelled';
  /** Absent when there is nothing to move any more. */
  readonly move?: MoveSection;
  /** Makes a form sent twice one wish. */
  readonly changeKey: string;
}

const NONE = '' as const;

function when(view: ManageView, words: Words['manage']): Html {
  const { meeting, zone, reader } = view;
  const minutes = (meeting.end.getTime() - meeting.start.getTime()) / 60_000;
  const { day, hours } = timeParts(meeting.start, meeting.end, zone, reader.locale);
  return html`<p class="when"><b>${day}</b> <span class="hours">${hours}</span>
<span class="muted">${words.minutes(minutes)}</span></p>`;
}

/** Each by itself: marks in one name that turn the direction of text must not turn the next. */
function names(attendees: readonly Attendee[]): Html[] {
  return attendees.map(
    (attendee, index) => html`${index > 0 ? ', ' : NONE}<bdi>${attendee.name ?? attendee.email}</bdi>`,
  );
}

function facts({ meeting, organizerName, stands }: ManageView, words: Words['manage']): Html {
  const { joinUrl } = meeting.conference;
  const place = meeting.location ?? (joinUrl && new URL(joinUrl).host);
  const why = stands === 'cancelled' && meeting.audit.findLast(({ action }) => action === 'cancelled')?.reason;
  return html`<dl>
${why ? html`<dt>${words.why}</dt><dd class="text">${why}</dd>` : NONE}
<dt>${words.from}</dt><dd><bdi>${organizerName}</bdi></dd>
<dt>${words.who}</dt><dd>${names(meeting.attendees)}</dd>
${place ? html`<dt>${words.where}</dt><dd>${place}</dd>` : NONE}
${meeting.description ? html`<dt>${words.about}</dt><dd class="text">${meeting.description}</dd>` : NONE}
</dl>
${
  joinUrl && stands !== 'over' && stands !== 'cancelled'
    ? html`<p class="row"><a class="button primary" href="${joinUrl}" rel="noreferrer">${words.join}</a></p>`
    : NONE
}`;
}

function calendars({ path, meeting }: ManageView, words: Words['manage']): Html {
  return html`<h2 id="calendar">${words.addToCalendar}</h2>
<p class="row">
<a class="button small" href="${googleLink(meeting)}" rel="noreferrer">Google</a>
<a class="button small" href="${outlookLink(meeting)}" rel="noreferrer">Outlook</a>
<a class="button small" href="${path}/invite.ics">${words.file}</a>
</p>`;
}

function cancelling({ path, meeting, zone, changeKey }: ManageView, words: Words['manage']): Html {
  return html`<details id="cancel"><summary>${words.cancel}</summary>
<form method="post" action="${path}/cancel">
<p class="muted">${words.cancelHint}</p>
<label for="reason">${words.reason}</label>
<textarea id="reason" name="reason" maxlength="1000"></textarea>
<input type="hidden" name="key" value="${changeKey}">
<input type="hidden" name="version" value="${meeting.version}">
<input type="hidden" name="zone" value="${zone}">
<p><button class="danger">${words.cancelButton}</button></p>
</form></details>`;
}

/** For an address that has come into other hands. */
function closing({ path }: ManageView, words: Words['manage']): Html {
  return html`<details id="close"><summary>${words.close}</summary>
<form method="post" action="${path}/close">
<p class="muted">${words.closeHint}</p>
<p><button class="danger">${words.closeButton}</button></p>
</form></details>`;
}

/** A form that asks with GET: changing the zone changes nothing stored. */
function zoneForm({ path, zone }: ManageView, words: Words['manage']): Html {
  const zones = Intl.supportedValuesOf('timeZone');
  const all = zones.includes(zone) ? zones : [zone, ...zones];
  return html`<form method="get" action="${path}" class="card">
<label for="zone">${words.zone}</label>
<div class="zone"><select id="zone" name="zone">
${all.map((one) => html`<option value="${one}"${one === zone ? html` selected` : NONE}>${one.replaceAll('_', ' ')}</option>`)}
</select><button>${words.show}</button></div>
</form>`;
}

function standing({ stands }: ManageView, words: Words['manage']): Html | '' {
  if (stands === 'ahead') return NONE;
  const text = { cancelled: words.cancelled, over: words.over, running: words.running }[stands];
  return html`<p><span class="${stands === 'cancelled' ? 'badge bad' : 'badge'}">${text}</span></p>`;
}

export function closedView({ title, text }: Words['manage']['closed']): Html {
  return html`<main class="card"><h1>${title}</h1><p>${text}</p></main>`;
}

export function manageView(view: ManageView): Html {
  const words = wordsOf(view.reader.language).manage;
  const { notice, stands, move } = view;
  const good = notice === 'moved' || notice === 'cancelled';
  return html`<main>
${notice ? html`<p class="notice ${good ? 'good' : 'warn'}" role="status">${words.notices[notice]}</p>` : NONE}
<section class="card${stands === 'cancelled' ? ' gone' : ''}">
${standing(view, words)}
<h1><bdi>${view.meeting.title}</bdi></h1>
${when(view, words)}
${facts(view, words)}
${stands === 'ahead' ? calendars(view, words) : NONE}
</section>
${stands === 'ahead' && move ? html`<section class="card folds">${moveSection(view, move, words)}${cancelling(view, words)}${closing(view, words)}</section>` : NONE}
${zoneForm(view, words)}
</main>
${stands === 'ahead' ? html`<footer><p>${words.yours}</p></footer>` : NONE}`;
}
