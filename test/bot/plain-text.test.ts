import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/bot/plain-text.ts';

describe('what somebody typed', () => {
  it.each([
    ['<@U0BOT> book lunch', 'book lunch'],
    ['hey <@U0BOT|parley>, book lunch', 'hey , book lunch'],
    ['<@U0BOT>: book lunch', 'book lunch'],
    ['meet <@U1SARAH|sarah> &amp; <mailto:john@acme.com|john@acme.com>', 'meet <@U1SARAH> & john@acme.com'],
    ['at <https://acme.com/a?b=1&amp;c=2|acme.com>', 'at https://acme.com/a?b=1&c=2'],
    ['in <#C1|general> for <!here>', 'in #general for here'],
    ['2 &lt; 3 &amp;lt; 4', '2 < 3 &lt; 4'],
    ['<@U0BOT>', ''],
  ])('%s', (slack, typed) => {
    expect(plainText(slack, 'U0BOT')).toBe(typed);
  });
});
