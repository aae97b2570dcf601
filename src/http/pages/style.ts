// The look of the server-rendered pages: one stylesheet, small enough to travel within each page.
import { type Brand, textOn } from '../../domain/brand.ts';

export function styleOf({ color }: Brand): string {
  return `
:root {
  color-scheme: light dark;
  --accent: ${color};
  --on-accent: ${textOn(color)};
  --link: light-dark(color-mix(in oklab, var(--accent) 88%, black), color-mix(in oklab, var(--accent) 45%, white));
  --tint: light-dark(color-mix(in oklab, var(--accent) 12%, #ffffff), color-mix(in oklab, var(--accent) 28%, #1a1d21));
  --page: light-dark(#f3f5f6, #111316);
  --card: light-dark(#ffffff, #1a1d21);
  --text: light-dark(#1b1f23, #e6e8eb);
  --muted: light-dark(#5a636c, #a0a9b3);
  --line: light-dark(#e1e5e8, #2f343a);
  --strong: light-dark(#b6bec5, #525b65);
  --danger: light-dark(#b42318, #f4978e);
  --warn: light-dark(#fff6e0, #33290f);
  --warn-text: light-dark(#6b4a00, #f3d48a);
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; padding: 1.5rem 1rem 3rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere;
}
main, body > footer { max-width: 40rem; margin: 0 auto; }
body.wide main, body.wide > footer { max-width: 72rem; }
.brand { margin: 0 auto 1rem; max-width: 40rem; color: var(--muted); font-weight: 600; letter-spacing: .01em; }
body.wide .brand { max-width: 72rem; }
.brand::before {
  content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .5em; border-radius: 50% 50% 50% 12%;
  background: var(--accent);
}
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1.5rem;
  margin: 0 0 1rem; box-shadow: 0 1px 2px rgb(0 0 0 / .05), 0 8px 24px rgb(0 0 0 / .05);
}
main.card { margin-inline: auto; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; }
h2 { margin: 0 0 .75rem; font-size: 1.1rem; }
* + h2 { margin-top: 1.5rem; }
h3 { margin: 1.25rem 0 .5rem; font-size: 1rem; }
p { margin: .5rem 0; }
h1 + .notice { margin-top: 1rem; }
a { color: var(--link); }
.muted, footer { color: var(--muted); font-size: .9rem; }
.when { margin: 1rem 0; padding: 1rem; border-radius: .75rem; background: var(--tint); }
.when > * { display: block; }
.when b { font-size: 1.25rem; line-height: 1.35; text-wrap: balance; }
.when .hours { font-size: 1.1rem; text-wrap: balance; }
.gone .when b, .gone .when .hours { text-decoration: line-through; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .4rem 1rem; margin: 1rem 0; }
dt { color: var(--muted); }
dd { margin: 0; }
.text { white-space: pre-line; }
.notice { margin: 0 0 1rem; padding: .8rem 1rem; border-radius: .75rem; border: 1px solid; }
.notice.good { background: var(--tint); border-color: var(--accent); }
.notice.warn { background: var(--warn); color: var(--warn-text); border-color: currentColor; }
.badge {
  display: inline-block; padding: .1rem .6rem; border-radius: 1rem; border: 1px solid var(--strong); color: var(--muted);
  font-size: .85rem; font-weight: 600;
}
.badge.bad { color: var(--danger); border-color: currentColor; }
.row { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
.row.end { justify-content: space-between; }
button, .button {
  display: inline-flex; align-items: center; justify-content: center; min-height: 2.75rem; padding: .5rem 1.1rem;
  border: 1px solid var(--strong); border-radius: .65rem; background: var(--card); color: var(--text); font: inherit;
  font-weight: 600; text-decoration: none; cursor: pointer;
}
button:hover, .button:hover { border-color: var(--link); }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.primary:hover { filter: brightness(1.08); }
.danger { color: var(--danger); border-color: currentColor; }
.small { min-height: 2.2rem; padding: .25rem .75rem; font-size: .9rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
details + details { border-top: 1px solid var(--line); }
details > summary {
  display: flex; align-items: center; min-height: 3rem; font-weight: 600; cursor: pointer; list-style: none;
}
details > summary::-webkit-details-marker { display: none; }
details > summary::after {
  content: ""; width: .5rem; height: .5rem; margin: -.25rem .25rem 0 auto; border: solid var(--muted);
  border-width: 0 2px 2px 0; transform: rotate(45deg);
}
details[open] > summary::after { transform: rotate(-135deg); margin-top: .25rem; }
details > :last-child { margin-bottom: .75rem; }
.card.folds { padding-block: .75rem; }
label { display: block; margin: 0 0 .35rem; font-weight: 600; }
select, textarea, input[type="text"] {
  width: 100%; padding: .6rem .7rem; border: 1px solid var(--strong); border-radius: .65rem; background: var(--page);
  color: var(--text); font: inherit;
}
textarea { min-height: 5.5rem; resize: vertical; }
.zone { display: grid; grid-template-columns: 1fr auto; gap: .6rem; align-items: end; }
.days { width: 100%; border-collapse: separate; border-spacing: .2rem; table-layout: fixed; text-align: center; }
.days th { color: var(--muted); font-size: .8rem; font-weight: 600; padding: .2rem 0; }
.days td { padding: 0; height: 2.75rem; border-radius: .6rem; color: var(--strong); }
.days a, .days strong {
  display: flex; flex-direction: column; align-items: center; justify-content: center; min-height: 2.75rem;
  border-radius: .6rem; text-decoration: none; font-weight: 600; line-height: 1.1;
}
.days a { background: var(--tint); color: var(--link); }
.days a:hover { outline: 2px solid var(--accent); }
.days strong { background: var(--accent); color: var(--on-accent); }
.days small { font-size: .65rem; font-weight: 500; }
fieldset { margin: 0; padding: 0; border: 0; }
legend { padding: 1.25rem 0 .75rem; font-weight: 600; }
legend .muted { display: block; font-weight: 400; }
.slots { display: grid; grid-template-columns: repeat(auto-fill, minmax(6.2rem, 1fr)); gap: .5rem; margin-bottom: 1rem; }
.slots label { margin: 0; position: relative; font-weight: 600; }
.slots input { position: absolute; inset: 0; opacity: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; }
.slots span {
  display: flex; align-items: center; justify-content: center; min-height: 2.75rem; border: 1px solid var(--strong);
  border-radius: .65rem; font-variant-numeric: tabular-nums;
}
.slots label:hover span { border-color: var(--link); }
.slots input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.slots input:focus-visible + span { outline: 3px solid var(--link); outline-offset: 2px; }
.scroll { overflow-x: auto; }
table.data { width: 100%; border-collapse: collapse; font-size: .92rem; }
.data th, .data td { padding: .55rem .75rem .55rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
.data th { color: var(--muted); font-weight: 600; white-space: nowrap; }
.data tr:last-child td { border-bottom: 0; }
.data .number { padding-right: 2.5rem; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.data td:first-child, .data time { white-space: nowrap; }
.data .row { flex-wrap: nowrap; justify-content: end; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; margin: 0 0 1rem; }
.tile { margin: 0; padding: 1rem 1.25rem; }
.tile b { display: block; font-size: 1.9rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tile.alert b { color: var(--danger); }
@media (max-width: 30rem) {
  body { padding: 1rem .75rem 2rem; }
  .card { padding: 1.15rem; }
  .when b { font-size: 1.15rem; }
  .stack { flex-direction: column; align-items: stretch; }
}
@media (max-width: 44rem) {
  .data thead { display: none; }
  .data, .data tbody, .data tr, .data td { display: block; }
  .data tr { padding: .75rem 0; border-bottom: 1px solid var(--line); }
  .data tr:last-child { border-bottom: 0; }
  .data td { padding: .15rem 0; border: 0; }
  .data td[data-label] { position: relative; padding-left: 7.5rem; min-height: 1.8rem; }
  .data td[data-label]::before { content: attr(data-label); position: absolute; left: 0; color: var(--muted); }
  .data .number { padding-right: 0; text-align: left; }
  .data .row { justify-content: start; padding-top: .35rem; }
}
@media print { details, form, .row { display: none; } .card { box-shadow: none; } }
`;
}
