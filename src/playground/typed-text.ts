// What people type, in the form in which Slack stores it: escaped, with mentions, links and mail addresses marked up.
import type { Workspace } from './workspace.ts';

const LINK = /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)]/g;
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const MARKED = /(<[^<>]*>)/;

export function slackText(typed: string, workspace: Workspace): string {
  const escaped = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const linked = escaped.replace(LINK, (url) => `<${url}>`);
  const mailed = outsideMarkup(linked, (part) => part.replace(MAIL, (address) => `<mailto:${address}|${address}>`));
  return outsideMarkup(mailed, (part) => mentions(part, workspace));
}

function outsideMarkup(text: string, change: (part: string) => string): string {
  return text
    .split(MARKED)
    .map((part) => (part.startsWith('<') ? part : change(part)))
    .join('');
}

/** `@Ada Park`, `@Ada` and `@ada` all mean her; the longest name wins. */
function mentions(text: string, { people, bot, channel }: Workspace): string {
  const names = [...people, { ...bot, id: bot.userId }].flatMap(({ id, name, handle }) =>
    [name, name.split(' ')[0] ?? name, handle].map((word) => [word.toLowerCase(), id] as const),
  );
  const byName = new Map(names);
  const words = [...byName.keys()].sort((a, b) => b.length - a.length).join('|');
  return text
    .replace(new RegExp(`(?<![\\w@])@(${words})\\b`, 'gi'), (all, word: string) => {
      const id = byName.get(word.toLowerCase());
      return id ? `<@${id}>` : all;
    })
    .replace(new RegExp(`(?<![\\w#])#${channel.name}\\b`, 'g'), `<#${channel.id}|${channel.name}>`);
}
