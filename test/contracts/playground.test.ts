// What the playground remembers: each message once, ranges from either end, modals in their stack, rights used up.
import { beforeEach, describe, expect, it } from 'vitest';
import { tenantId } from '../../src/domain/actor.ts';
import type { View } from '../../src/playground/blocks.ts';
import type { PlaygroundStore, StoredMessage } from '../../src/playground/store.ts';
import { createPlaygroundStore } from '../../src/storage/playground.ts';
import { DATABASES } from './databases.ts';

const LOCAL = tenantId('local');
const message = (ts: string, more: Partial<StoredMessage> = {}): StoredMessage => ({
  channel: 'D1',
  ts,
  user: 'U1',
  text: ts,
  ...more,
});

describe.each(DATABASES)('the playground on $name', ({ fresh }) => {
  let store: PlaygroundStore;
  let other: PlaygroundStore;

  beforeEach(async () => {
    const db = await fresh();
    store = createPlaygroundStore(db, LOCAL);
    other = createPlaygroundStore(db, tenantId('T2'));
  });

  it('takes a ts and a client id once, in each tenant', async () => {
    expect(await store.addMessage(message('1', { clientId: 'c' }))).toBe(true);
    expect(await store.addMessage(message('1'))).toBe(false);
    expect(await store.addMessage(message('2', { clientId: 'c' }))).toBe(false);
    expect(await other.addMessage(message('1', { clientId: 'c' }))).toBe(true);
    expect(await other.removeMessage('D1', '1')).toBe(true);
    expect(await store.message('D1', '1')).not.toBeNull();
  });

  it('reads a range from either end, replies apart', async () => {
    for (const ts of ['1', '2', '3', '4']) await store.addMessage(message(ts));
    for (const ts of ['5', '6', '7']) await store.addMessage(message(ts, { threadTs: '2' }));
    await store.addMessage(message('8', { threadTs: '2', onlyFor: 'U2' }));
    const ts = async (query: object) =>
      (await store.messages({ channel: 'D1', limit: 2, keep: 'newest', ...query })).map((each) => each.ts);
    expect(await ts({})).toEqual(['3', '4']);
    expect(await ts({ keep: 'oldest', after: '1' })).toEqual(['2', '3']);
    expect(await ts({ before: '3' })).toEqual(['1', '2']);
    expect(await ts({ threadTs: '2', keep: 'oldest' })).toEqual(['2', '5']);
    expect(await ts({ threadTs: '2' })).toEqual(['6', '7']);
    expect(await ts({ threadTs: '2', viewer: 'U2' })).toEqual(['7', '8']);
    expect((await store.threads('D1', ['1', '2'])).get('2')).toMatchObject({ replies: 3, latestTs: '7' });
  });

  it('gives a right away no more often than it was granted, also at once', async () => {
    await store.putGrant({ id: 'g', kind: 'response', user: 'U1', expiresAt: new Date(0), usesLeft: 5 });
    const uses = await Promise.all(Array.from({ length: 20 }, () => store.useGrant('g')));
    expect(uses.filter(Boolean)).toHaveLength(5);
  });

  it('changes a message in what is named, and takes its blocks away when told to', async () => {
    const blocks = [{ type: 'divider', block_id: 'b' } as const];
    await store.addMessage(message('1', { blocks }));
    expect(await store.changeMessage('D1', '1', { text: 'changed', editedTs: '2' })).toEqual(
      message('1', { blocks, text: 'changed', editedTs: '2' }),
    );
    expect(await store.changeMessage('D1', '1', { blocks: null })).not.toHaveProperty('blocks');
    expect(await store.changeMessage('D1', '9', { text: 'nothing' })).toBeNull();
    expect(await store.removeMessage('D1', '1')).toBe(true);
    expect(await store.removeMessage('D1', '1')).toBe(false);
  });

  it('keeps a person’s modals in their stack, and replaces one only as it was seen', async () => {
    const view: View = { type: 'modal', title: { type: 'plain_text', text: 'Move' }, blocks: [] };
    const bottom = { id: 'v1', user: 'U1', view, hash: 'h1', rootId: 'v1' };
    const top = { ...bottom, id: 'v2', previousId: 'v1' };
    await store.putView(top);
    await store.putView(bottom);
    expect((await store.viewsOf('U1')).map(({ id }) => id)).toEqual(['v1', 'v2']);
    expect(await store.replaceView({ ...top, hash: 'h2' }, 'h1')).toBe(true);
    expect(await store.replaceView({ ...top, hash: 'h3' }, 'h1')).toBe(false);
    expect(await store.view('v2')).toEqual({ ...top, hash: 'h2' });
    expect(await other.view('v2')).toBeNull();
    await store.removeViews(['v2', 'unknown']);
    expect((await store.viewsOf('U1')).map(({ id }) => id)).toEqual(['v1']);
  });

  it('forgets rights that have expired', async () => {
    for (const [id, second] of [
      ['old', 1],
      ['new', 3],
    ] as const) {
      const expiresAt = new Date(second * 1_000);
      await store.putGrant({ id, kind: 'trigger', user: 'U1', expiresAt, usesLeft: 1 });
    }
    await store.dropGrants(new Date(2_000));
    expect(await store.grant('old')).toBeNull();
    expect(await store.grant('new')).toMatchObject({ id: 'new', usesLeft: 1 });
  });
});
