// What somebody typed, out of what Slack makes of it: links and escapes undone, mentions of Parley taken out, mentions of
// others kept as `<@U…>`.

const MARKUP = /<([^<>|]+)(?:\|([^<>]*))?>/g;

export function plainText(text: string, botUserId: string): string {
  return text
    .replace(MARKUP, (_, target: string, label?: string) => {
      if (target === `@${botUserId}`) return '';
      if (target.startsWith('@')) return `<${target}>`;
      if (target.startsWith('mailto:')) return target.slice('mailto:'.length);
      if (target.startsWith('#')) return `#${label ?? target.slice(1)}`;
      if (target.startsWith('!')) return label ?? target.slice(1);
      return target;
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/^[\s:,]+/, '')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}
