// Moving on the manage page: four weeks to choose a day from by links, and the day's free times as one form.
import { html } from 'hono/html';
import type { Meeting } from '../../domain/meetings/meetings.ts';
import { zoneText } from '../../domain/time.ts';
import type { Html } from '../pages/document.ts';
import type { Reader, Words } from '../words/words.ts';
import { clockTime, type Picker, type PickerDay } from './picker.ts';

export interface MoveSection {
  readonly picker: Picker;
  /** Unfolded: the guest is at it. */
  readonly open: boolean;
  /** The signed id of an offered start. */
  readonly slotId: (start: Date) => string;
}

interface Place {
  readonly path: string;
  readonly zone: string;
  readonly reader: Reader;
  readonly meeting: Meeting;
  readonly changeKey: string;
}

const NONE = '' as const;

function cell(day: PickerDay, place: Place, picker: Picker, words: Words['manage']): Html {
  const label = html`${day.label}${day.month ? html`<small>${day.month}</small>` : NONE}`;
  if (day.date === picker.selected?.date) {
    return html`<td><strong aria-current="date" aria-label="${day.name}">${label}</strong></td>`;
  }
  if (day.slots.length === 0) return html`<td>${day.label}</td>`;
  const query = new URLSearchParams({ day: day.date, from: picker.weeks[0]?.[0]?.date ?? day.date, zone: place.zone });
  const name = `${day.name}, ${words.free(day.slots.length)}`;
  return html`<td><a href="${place.path}?${query}#move" aria-label="${name}">${label}</a></td>`;
}

function leaf(place: Place, from: string | undefined, label: string): Html {
  if (from === undefined) return html`<span></span>`;
  const query = new URLSearchParams({ from, zone: place.zone });
  return html`<a class="button small" href="${place.path}?${query}#move">${label}</a>`;
}

function times(place: Place, section: MoveSection, day: PickerDay, words: Words['manage']): Html {
  const { path, zone, reader, meeting, changeKey } = place;
  // Two where the clocks change between them.
  const zones = new Set(day.slots.map(({ start }) => zoneText(start, zone, reader.locale)));
  return html`<form method="post" action="${path}/move">
<fieldset><legend>${words.times(day.name)} <span class="muted">${[...zones].join(' / ')} · <a href="#zone">${words.otherZone}</a></span></legend>
<div class="slots">${day.slots.map(
    ({ start }) =>
      html`<label><input type="radio" name="slot" value="${section.slotId(start)}" required><span>${clockTime(start, zone, reader.locale)}</span></label>`,
  )}</div></fieldset>
<input type="hidden" name="key" value="${changeKey}">
<input type="hidden" name="version" value="${meeting.version}">
<input type="hidden" name="zone" value="${zone}">
<input type="hidden" name="day" value="${day.date}">
<p><button class="primary">${words.moveButton}</button></p>
</form>`;
}

export function moveSection(place: Place, section: MoveSection, words: Words['manage']): Html {
  const { picker, open } = section;
  return html`<details id="move"${open ? html` open` : NONE}><summary>${words.move}</summary>
${picker.selected ? html`<p class="muted">${words.moveHint}</p>` : NONE}
<div class="row end">${leaf(place, picker.previous, `← ${words.earlier}`)}<b>${picker.title}</b>${leaf(place, picker.next, `${words.later} →`)}</div>
<table class="days" aria-label="${words.chooseDay}"><thead><tr>
${picker.weekdays.map(({ short, long }) => html`<th scope="col" abbr="${long}">${short}</th>`)}
</tr></thead><tbody>
${picker.weeks.map((week) => html`<tr>${week.map((day) => cell(day, place, picker, words))}</tr>`)}
</tbody></table>
${picker.selected ? times(place, section, picker.selected, words) : html`<p>${words.nothingFree}</p>`}
</details>`;
}
