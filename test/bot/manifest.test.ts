// manifest.yml is what operators paste into Slack: it must ask for what the code uses, and for no more.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/bot/actions.ts';
import { EVENTS } from '../../src/bot/incoming.ts';

const ROOT = join(import.meta.dirname, '../..');
const manifest = readFileSync(join(ROOT, 'manifest.yml'), 'utf8');
const source = readdirSync(join(ROOT, 'src/bot'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(ROOT, 'src/bot', file), 'utf8'))
  .join('\n');

/** The items of a list of plain scalars, by its key. */
function listed(key: string): string[] {
  const [, items = ''] = new RegExp(`^ *${key}:\\n((?: *- .*\\n)+)`, 'm').exec(manifest) ?? [];
  return items.split('\n').flatMap((line) => line.trim().replace(/^- /, '') || []);
}

/** Scopes of the bot token that the Web API wants for each method in use (docs.slack.dev, one page a method). */
const METHOD_SCOPES: Record<string, readonly string[]> = {
  'auth.test': [],
  'assistant.threads.setStatus': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'users.info': ['users:read', 'users:read.email'],
  'users.list': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.update': [],
};

const EVENT_SCOPES: Record<string, readonly string[]> = {
  app_mention: ['app_mentions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  team_join: ['users:read'],
  user_change: ['users:read'],
};

describe('the manifest', () => {
  it('knows every Web API method that the code calls', () => {
    const called = [
      ...source.matchAll(/client\s*\.(auth|chat|conversations|users|views|assistant\s*\.threads)\s*\.(\w+)\(/g),
    ].map(([, family = '', method]) => `${family.replace(/\s/g, '')}.${method}`);
    expect([...new Set(called)].sort()).toEqual(Object.keys(METHOD_SCOPES).sort());
  });

  it('asks for the scopes in use and no others', () => {
    const events = listed('bot_events').flatMap((event) => EVENT_SCOPES[event] ?? [`unknown event ${event}`]);
    const needed = new Set([...Object.values(METHOD_SCOPES).flat(), ...events, 'commands']);
    expect(listed('bot').sort()).toEqual([...needed].sort());
  });

  it('subscribes to the events that have listeners', () => {
    const subscribed = new Set(listed('bot_events').map((event) => event.split('.')[0]));
    expect([...subscribed].sort()).toEqual([...EVENTS].sort());
  });

  it('declares the commands that have listeners, and interactivity', () => {
    const commands = [...manifest.matchAll(/- command: (\S+)/g)].map(([, command]) => command);
    expect(commands.sort()).toEqual([...COMMANDS].sort());
    expect(manifest).toMatch(/interactivity:\n\s+is_enabled: true/);
  });
});
