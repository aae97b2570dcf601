// The operator's page: jobs, what waits, what was given up and what failed. For people who run Parley, in English.
import { html } from 'hono/html';
import type { Html } from '../pages/document.ts';
import type { DeadLetter, FailedTurn, HeldLetter, JobLine, Waiting } from './ops.ts';

export interface OpsView {
  /** Where the page is: `/ops` or `/ops/<token>`. */
  readonly path: string;
  readonly now: Date;
  readonly workspace: { readonly id: string; readonly name: string };
  /** Where several may be looked at. */
  readonly workspaces: readonly { readonly id: string; readonly name: string }[];
  readonly formToken: string;
  readonly done?: 'retried' | 'dropped' | 'gone' | undefined;
  readonly jobs: readonly JobLine[];
  readonly waiting: { readonly effects: Waiting; readonly turns: Waiting };
  readonly held: readonly HeldLetter[];
  readonly dead: readonly DeadLetter[];
  readonly failed: readonly FailedTurn[];
}

const NONE = '' as const;

const DONE = {
  retried: 'The message is on its way again.',
  dropped: 'The message is off the list and will not be sent.',
  gone: 'That message is no longer waiting here: somebody else has seen to it.',
} as const;

/** `12 s`, `5 min`, `3 h`, `2 days` */
export function span(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

function duration(ms: number): string {
  return ms < 1000 ? `${ms} ms` : span(ms);
}

function time(at: Date, now: Date): Html {
  const ms = at.getTime() - now.getTime();
  const utc = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return html`<time datetime="${at.toISOString()}" title="${utc}">${ms > 0 ? `in ${span(ms)}` : `${span(-ms)} ago`}</time>`;
}

function tile(label: string, count: number, note: string, alert = false): Html {
  return html`<p class="card tile${alert ? ' alert' : ''}"><b>${count}</b>${label}<br><span class="muted">${note}</span></p>`;
}

function waitingNote({ oldest }: Waiting, now: Date, again = 0): string {
  if (oldest) return `oldest ${span(Math.max(0, now.getTime() - oldest.getTime()))}`;
  return again > 0 ? `${again} to be tried again` : 'nothing waits';
}

function jobsTable({ jobs, now }: OpsView): Html {
  return html`<section class="card"><h2>Jobs</h2><table class="data"><thead><tr>
<th scope="col">Job</th><th scope="col">Last run</th><th scope="col" class="number">Took</th>
<th scope="col" class="number">Began late by</th><th scope="col">Next run</th><th scope="col">Result</th>
</tr></thead><tbody>
${jobs.map(
  ({ name, last, next }) => html`<tr><td><b>${name}</b></td>
<td data-label="Last run">${last ? time(last.startedAt, now) : 'not yet'}</td>
<td data-label="Took" class="number">${last ? duration(last.durationMs) : '–'}</td>
<td data-label="Began late by" class="number">${last ? duration(last.lagMs) : '–'}</td>
<td data-label="Next run">${time(next, now)}</td>
<td data-label="Result">${result(last)}</td></tr>`,
)}
</tbody></table></section>`;
}

function result(last: JobLine['last']): Html | string {
  if (!last) return '–';
  return last.error === undefined ? 'ok' : html`<span class="badge bad">failed</span> ${last.error}`;
}

/** The address or id; what it is stands in the key. */
function recipient({ recipient: key }: HeldLetter | DeadLetter): Html {
  const [kind = '', ...name] = key.split(':');
  return html`${name.join(':')}<br><span class="muted">${kind}</span>`;
}

function what({ occasion, meetingStart }: HeldLetter | DeadLetter, now: Date): Html {
  return html`<b>${occasion.replaceAll('_', ' ')}</b>
${meetingStart ? html`<br><span class="muted">meeting ${time(meetingStart, now)}</span>` : NONE}`;
}

const tries = (count: number) => `${count} ${count === 1 ? 'try' : 'tries'}`;

/** Only while there are any: a mail server that is away is seen here first. */
function heldTable({ held, now }: OpsView): Html | '' {
  if (held.length === 0) return NONE;
  return html`<section class="card"><h2>Messages that are tried again</h2><table class="data"><thead><tr>
<th scope="col">Message</th><th scope="col">To</th><th scope="col">Next try</th><th scope="col">Why</th></tr></thead><tbody>
${held.map(
  (letter) => html`<tr><td>${what(letter, now)}</td>
<td data-label="To">${recipient(letter)}</td>
<td data-label="Next try">${letter.nextAt > now ? time(letter.nextAt, now) : 'now'}<br><span class="muted">${tries(letter.attempts)} so far</span></td>
<td data-label="Why">${letter.error}</td></tr>`,
)}
</tbody></table></section>`;
}

function deadTable({ dead, now, path, workspace, formToken }: OpsView): Html {
  const form = (letter: DeadLetter, action: 'retry' | 'drop', label: string) =>
    html`<form method="post" action="${path}"><input type="hidden" name="token" value="${formToken}">
<input type="hidden" name="tenant" value="${workspace.id}">
<input type="hidden" name="carrier" value="${letter.carrier}"><input type="hidden" name="id" value="${letter.id}">
<input type="hidden" name="effect" value="${letter.effectId}">
<button name="action" value="${action}" class="small${action === 'drop' ? ' danger' : ''}">${label}</button></form>`;
  return html`<section class="card"><h2>Messages that were given up</h2>
${
  dead.length === 0
    ? html`<p class="muted">None.</p>`
    : html`<table class="data"><thead><tr><th scope="col">Message</th><th scope="col">To</th><th scope="col">Given up</th>
<th scope="col">Why</th><th scope="col"></th></tr></thead><tbody>
${dead.map(
  (letter) => html`<tr><td>${what(letter, now)}</td>
<td data-label="To">${recipient(letter)}</td>
<td data-label="Given up">${time(letter.at, now)}<br><span class="muted">${tries(letter.attempts)}</span></td>
<td data-label="Why">${letter.error}</td>
<td><div class="row">${form(letter, 'retry', 'Try again')}${form(letter, 'drop', 'Drop')}</div></td></tr>`,
)}
</tbody></table>`
}</section>`;
}

function failedTable({ failed, now }: OpsView): Html {
  return html`<section class="card"><h2>Messages to Parley that failed</h2>
${
  failed.length === 0
    ? html`<p class="muted">None.</p>`
    : html`<table class="data"><thead><tr><th scope="col">When</th><th scope="col">From</th><th scope="col" class="number">Tries</th>
<th scope="col">Why</th></tr></thead><tbody>
${failed.map(
  ({ at, userId, attempts, error }) => html`<tr><td>${time(at, now)}</td><td data-label="From">${userId}</td>
<td data-label="Tries" class="number">${attempts}</td><td data-label="Why">${error}</td></tr>`,
)}
</tbody></table>`
}</section>`;
}

function choice({ workspaces, workspace, path }: OpsView): Html | '' {
  if (workspaces.length < 2) return NONE;
  return html`<form method="get" action="${path}" class="card"><label for="tenant">Workspace</label>
<div class="zone"><select id="tenant" name="tenant">
${workspaces.map(({ id, name }) => html`<option value="${id}"${id === workspace.id ? html` selected` : NONE}>${name}</option>`)}
</select><button>Show</button></div></form>`;
}

export function opsView(view: OpsView): Html {
  const { now, waiting, held, dead, failed, workspace, done } = view;
  const late = view.jobs.filter(({ last }) => last?.error !== undefined).length;
  return html`<main>
${done ? html`<p class="notice ${done === 'gone' ? 'warn' : 'good'}" role="status">${DONE[done]}</p>` : NONE}
<h1>${workspace.name}</h1>
<p class="muted">As of ${now.toISOString().slice(0, 19).replace('T', ' ')} UTC. <a href="${view.path}?tenant=${workspace.id}">Look again</a></p>
<div class="tiles">
${tile(waiting.effects.count === 1 ? 'message waits' : 'messages wait', waiting.effects.count, waitingNote(waiting.effects, now, held.length))}
${tile(waiting.turns.count === 1 ? 'question waits' : 'questions wait', waiting.turns.count, waitingNote(waiting.turns, now))}
${tile('given up', dead.length, 'messages to people', dead.length > 0)}
${tile('failed', failed.length, 'messages to Parley', failed.length > 0)}
${tile(late === 1 ? 'job failed' : 'jobs failed', late, `of ${view.jobs.length}, at their last run`, late > 0)}
</div>
${choice(view)}${heldTable(view)}${deadTable(view)}${failedTable(view)}${jobsTable(view)}
</main>`;
}
