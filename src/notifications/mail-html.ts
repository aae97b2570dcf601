// A message as HTML that mail programs understand: tables, inline styles, no script, no picture, nothing loaded.
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Brand } from '../domain/brand.ts';
import { darkStyles, LIGHT, type Palette, paletteOf } from './mail-style.ts';
import type { Message, MessageAction, MessageDay, MessageFact, MessageLink, MessageTime } from './message.ts';

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const TEXT = `${FONT};font-size:16px;line-height:24px;color:${LIGHT.text}`;
const SMALL = `${FONT};font-size:14px;line-height:20px;color:${LIGHT.muted}`;
const BREAKS = 'overflow-wrap:anywhere;word-break:break-word';
/** Width of Outlook on Windows, which knows no maximum; everywhere else the mail is as wide as the window, up to this. */
const WIDTH = 600;
/** For layout: without the lines and gaps of tables, and read out as if it were none. */
const TABLE = raw('role="presentation" cellpadding="0" cellspacing="0" border="0"');
const OUTLOOK_BEGIN = `<!--[if mso]><table ${TABLE} width="${WIDTH}"><tr><td><![endif]-->`;
const OUTLOOK_END = '<!--[if mso]></td></tr></table><![endif]-->';

type Markup = ReturnType<typeof html>;

export function renderHtml(message: Message, brand: Brand): string {
  const palette = paletteOf(brand);
  const { time, about } = message;
  const page = html`<!doctype html>
<html lang="${message.language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<meta name="x-apple-disable-message-reformatting">
<title>${message.subject}</title>
${[SCREENS, ...darkStyles(brand)].map((style) => html`<style>${raw(style)}</style>`)}
</head>
<body class="page" style="margin:0;padding:0;background-color:${LIGHT.page};-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${message.preview}${raw('&#847; '.repeat(60))}</div>
<table ${TABLE} class="page" width="100%" bgcolor="${LIGHT.page}" style="background-color:${LIGHT.page}">
<tr><td class="outer" align="center" style="padding:24px 16px 40px">
${raw(OUTLOOK_BEGIN)}
<table ${TABLE} width="100%" style="max-width:${WIDTH}px">
<tr><td style="padding:0 4px 14px">${brandLine(brand, palette)}</td></tr>
<tr><td class="card line pad" bgcolor="${LIGHT.card}" style="background-color:${LIGHT.card};border:1px solid ${LIGHT.line};border-radius:16px;padding:32px;${BREAKS}">
${heading(message, palette)}
<p class="text" style="${TEXT};margin:20px 0 0">${message.greeting}</p>
<p class="text" style="${TEXT};margin:8px 0 0">${broken(message.lead)}</p>
${time ? timeBlock(time, palette) : ''}
${message.actions.length > 0 ? buttons(message.actions, palette) : ''}
${message.facts.length > 0 ? factTable(message.facts) : ''}
${about ? aboutBlock(about) : ''}
${message.days.map((day) => dayBlock(day, palette))}
</td></tr>
<tr><td style="padding:18px 4px 0;${BREAKS}">${footer(message)}</td></tr>
</table>
${raw(OUTLOOK_END)}
</td></tr>
</table>
</body>
</html>
`;
  return settled(page).toString();
}

const SCREENS = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){.outer{padding:16px 8px 32px!important}.pad{padding:22px 20px!important}}`;

/** Nothing in a mail is awaited, so its markup is there at once. */
function settled(markup: Markup): HtmlEscapedString {
  if (markup instanceof Promise) throw new TypeError('A mail must not wait for its parts.');
  return markup;
}

function brandLine(brand: Brand, palette: Palette): Markup {
  return html`<span style="display:inline-block;width:12px;height:12px;border-radius:6px 6px 6px 2px;background-color:${palette.accent}"></span><span class="muted" style="${FONT};font-size:15px;line-height:20px;font-weight:600;color:${LIGHT.muted}">&nbsp; ${brand.name}</span>`;
}

function heading({ label, tone, title }: Message, palette: Palette): Markup {
  const alarm = tone === 'alarm';
  const color = alarm ? LIGHT.alarm : palette.link;
  return html`<p class="${alarm ? 'alarm' : 'link'}" style="${FONT};font-size:14px;line-height:20px;font-weight:600;color:${color};margin:0">${label}</p>
<h1 class="text" style="${FONT};font-size:26px;line-height:32px;font-weight:700;letter-spacing:-0.2px;color:${LIGHT.text};margin:4px 0 0">${title}</h1>`;
}

function timeBlock({ label, day, hours, before, off }: MessageTime, palette: Palette): Markup {
  const struck = off ? ';text-decoration:line-through' : '';
  const [name, fill] = off ? ['page', LIGHT.page] : ['tint', palette.tint];
  return html`<table ${TABLE} width="100%" style="margin:20px 0 0;border-collapse:separate">
<tr><td class="${name}" bgcolor="${fill}" style="background-color:${fill};border-radius:12px;padding:16px 18px">
<p class="muted" style="${SMALL};margin:0 0 2px">${label}</p>
<p class="text" style="${FONT};font-size:19px;line-height:26px;font-weight:700;color:${LIGHT.text};margin:0${raw(struck)}">${day}</p>
<p class="text" style="${TEXT};margin:0${raw(struck)}">${hours}</p>
${before ? html`<p class="muted" style="${SMALL};margin:8px 0 0">${before.label}: <span style="text-decoration:line-through">${before.text}</span></p>` : ''}
</td></tr>
</table>`;
}

function factTable(facts: readonly MessageFact[]): Markup {
  return html`<table ${TABLE} width="100%" style="margin:20px 0 0">
${facts.map(
  ({ label, lines }) => html`<tr>
<td class="muted" valign="top" width="72" style="${SMALL};line-height:24px;padding:2px 16px 2px 0;white-space:nowrap">${label}</td>
<td class="text" valign="top" style="${TEXT};padding:2px 0;${BREAKS}">${broken(lines.join('\n'))}</td>
</tr>`,
)}
</table>`;
}

function aboutBlock({ label, text }: NonNullable<Message['about']>): Markup {
  return html`<table ${TABLE} width="100%" style="margin:18px 0 0">
<tr><td class="line" style="border-top:1px solid ${LIGHT.line};padding:16px 0 0;${BREAKS}">
<p class="muted" style="${SMALL};margin:0 0 4px">${label}</p>
<p class="text" style="${TEXT};margin:0">${broken(text)}</p>
</td></tr>
</table>`;
}

/** Outlook on Windows keeps no line breaks but these. */
function broken(text: string): Markup[] {
  return text.split('\n').map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`));
}

function dayBlock({ name, entries }: MessageDay, palette: Palette): Markup {
  return html`<h2 class="text" style="${FONT};font-size:17px;line-height:24px;font-weight:700;color:${LIGHT.text};margin:28px 0 6px">${name}</h2>
<table ${TABLE} width="100%">
${entries.map(
  ({
    hours,
    title,
    note,
    link,
  }) => html`<tr><td class="line" style="border-top:1px solid ${LIGHT.line};padding:10px 0;${BREAKS}">
<p class="muted" style="${SMALL};margin:0">${hours}</p>
<p class="text" style="${TEXT};font-weight:600;margin:0">${title}</p>
${note ? html`<p class="muted" style="${SMALL};margin:0">${note}</p>` : ''}
${link ? html`<p style="margin:2px 0 0">${anchor(link, `${FONT};font-size:14px;line-height:20px;font-weight:600;color:${palette.link}`, 'link')}</p>` : ''}
</td></tr>`,
)}
</table>`;
}

/** Outlook on Windows takes the room around the words from the cell. */
function buttons(actions: readonly MessageAction[], palette: Palette): Markup {
  return html`<div style="margin:14px 0 0;font-size:0">
${actions.map((action) => {
  const { main } = action;
  const color = main ? palette.onAccent : palette.link;
  const fill = main ? palette.accent : LIGHT.card;
  const edge = main ? palette.accent : LIGHT.line;
  const style = `${FONT};display:inline-block;padding:11px 20px;font-size:16px;line-height:22px;font-weight:600;color:${color};text-decoration:none`;
  return html`<table ${TABLE} style="display:inline-table;border-collapse:separate;margin:6px 10px 0 0"><tr>
<td class="${main ? '' : 'card line'}" bgcolor="${fill}" style="background-color:${fill};border:1px solid ${edge};border-radius:10px;mso-padding-alt:11px 20px">${anchor(action, style, main ? '' : 'link')}</td>
</tr></table>`;
})}
</div>`;
}

function anchor({ label, href }: MessageLink, style: string, name: string): Markup {
  return html`<a class="${name}" href="${href}" target="_blank" rel="noopener noreferrer" style="${style}">${label}</a>`;
}

function footer({ footer: lines, footerLink }: Message): Markup {
  const style = `${FONT};font-size:13px;line-height:20px;color:${LIGHT.muted}`;
  return html`${lines.map((line) => html`<p class="muted" style="${style};margin:0">${line}</p>`)}
${footerLink ? html`<p style="margin:6px 0 0">${anchor(footerLink, `${style};text-decoration:underline`, 'muted')}</p>` : ''}`;
}
