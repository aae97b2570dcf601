// Whatever Slack, or somebody with its signature, sends: it is read, or it is nothing. It never throws.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIncoming } from '../../src/bot/incoming.ts';
import { notificationsView } from '../../src/bot/modals/notifications-view.ts';
import { botWords } from '../../src/bot/words/words.ts';
import { preferencesOf } from '../../src/domain/accounts/accounts.ts';
import { view as slackView } from '../../src/playground/blocks.ts';
import { stateOf } from '../../src/playground/element-values.ts';
import { times } from '../support/counts.ts';

const from = { team: { id: 'T1' }, user: { id: 'U1', team_id: 'T1' }, trigger_id: '1.2' };
const form = slackView.parse(notificationsView(preferencesOf(), 'own', botWords('en')));

const PAYLOADS: Readonly<Record<string, object>> = {
  message: {
    type: 'event_callback',
    team_id: 'T1',
    event_id: 'Ev1',
    event: { type: 'message', user: 'U1', text: 'hi', channel: 'D1', channel_type: 'im', ts: '1767798720.000100' },
  },
  member: {
    type: 'event_callback',
    team_id: 'T1',
    event_id: 'Ev2',
    event: { type: 'user_change', user: { id: 'U2', deleted: true, tz: 'Europe/Berlin', profile: { email: 'a@b.c' } } },
  },
  command: {
    command: '/parley',
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'D1',
    text: 'help',
    trigger_id: '1.2',
    response_url: 'https://hooks.slack.com/actions/x',
  },
  click: {
    ...from,
    type: 'block_actions',
    actions: [{ action_id: 'meeting_cancel', action_ts: '1.2', value: 'm1' }],
    channel: { id: 'D1' },
    message: { ts: '1767798720.000100' },
    container: { is_ephemeral: false },
  },
  submission: {
    ...from,
    type: 'view_submission',
    view: {
      id: 'V1',
      hash: '1.a',
      callback_id: 'notifications',
      private_metadata: form.private_metadata ?? '',
      state: { values: stateOf(form.blocks, { language: { value: 'de' } }) },
    },
  },
};

/** A copy in which whatever stands at a path of keys is replaced; `keys` choose among those that are there. */
function replaced(node: unknown, keys: readonly number[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined || typeof node !== 'object' || node === null) return value;
  const names = Object.keys(node);
  const name = names[key % Math.max(1, names.length)];
  if (name === undefined) return value;
  const inside = replaced((node as Record<string, unknown>)[name], rest, value);
  if (Array.isArray(node)) return node.map((item, index) => (String(index) === name ? inside : item));
  return { ...node, [name]: inside };
}

describe('what arrives from Slack', () => {
  it.each([
    ['message', 'say'],
    ['member', 'gone'],
    ['command', 'view'],
    ['click', 'cancel'],
    ['submission', 'settings'],
  ])('a %s asks for something', (name, kind) => {
    expect(readIncoming(PAYLOADS[name])?.work.kind).toBe(kind);
  });

  it('never makes its reader fail', () => {
    const payload = fc.constantFrom(...Object.values(PAYLOADS));
    const path = fc.array(fc.nat(40), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(payload, path, fc.anything(), (original, keys, value) => {
        const read = readIncoming(replaced(original, keys, value));
        if (read) expect(read).toMatchObject({ teamId: expect.any(String), userId: expect.any(String) });
      }),
      { numRuns: times(2_000, 50_000) },
    );
    fc.assert(fc.property(fc.anything(), (body) => readIncoming(body) === null));
  });
});
