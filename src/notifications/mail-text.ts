// A message as plain text, for readers and programs that show no HTML.
import type { Message } from './message.ts';

/** Lines end in \n; the last one too. */
export function renderText(message: Message): string {
  const { time, about, footerLink } = message;
  const facts = [
    ...(time ? [{ label: time.label, text: `${time.day}, ${time.hours}` }] : []),
    ...(time?.before ? [time.before] : []),
    ...message.facts.map(({ label, lines }) => ({ label, text: lines.join(', ') })),
  ];
  const width = Math.max(0, ...facts.map(({ label }) => label.length)) + 3;
  const blocks = [
    message.greeting,
    message.lead,
    facts.map(({ label, text }) => `${`${label}:`.padEnd(width)}${text}`).join('\n'),
    message.actions.map(({ label, href }) => `${label}: ${href}`).join('\n'),
    ...message.days.map(({ name, entries }) => [name, ...entries.map(entryText)].join('\n')),
    about ? `${about.label}:\n${about.text}` : '',
    [...message.footer, ...(footerLink ? [`${footerLink.label}: ${footerLink.href}`] : [])].join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function entryText({ hours, title, note, link }: Message['days'][number]['entries'][number]): string {
  const lines = [`  ${hours}  ${title}`];
  if (note) lines.push(`    ${note}`);
  if (link) lines.push(`    ${link.label}: ${link.href}`);
  return lines.join('\n');
}
