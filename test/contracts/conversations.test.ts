// The memory of conversations: in order, once, and each tenant's its own.
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/assistant/models/model.ts';
import { tenantId } from '../../src/domain/actor.ts';
import { createConversations } from '../../src/storage/conversations.ts';
import { actorOf, NOW } from '../support/world.ts';
import { DATABASES } from './databases.ts';

const ada = actorOf(tenantId('T1'), 'U1');
const stranger = actorOf(tenantId('T2'), 'U1');

function turn(text: string): Message[] {
  return [
    { role: 'user', text },
    { role: 'assistant', text: `${text}!`, toolCalls: [] },
  ];
}

const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

describe.each(DATABASES)('conversations on $name', ({ fresh }) => {
  it('answers the last messages, oldest first', async () => {
    const conversations = createConversations(await fresh());
    for (const n of [1, 2, 3]) await conversations.append(ada, 'C1', `E${n}`, turn(`m${n}`), at(n));
    expect(await conversations.history(ada, 'C1', 'E99', 10)).toEqual([...turn('m1'), ...turn('m2'), ...turn('m3')]);
    expect(await conversations.history(ada, 'C1', 'E99', 4)).toEqual([...turn('m2'), ...turn('m3')]);
  });

  it('keeps the order of turns within one millisecond', async () => {
    const conversations = createConversations(await fresh());
    for (let n = 0; n < 20; n++) await conversations.append(ada, 'C1', `E${n}`, turn(`m${n}`), NOW);
    const said = (await conversations.history(ada, 'C1', 'E99', 40)).flatMap((m) =>
      m.role === 'user' ? [m.text] : [],
    );
    expect(said).toEqual(Array.from({ length: 20 }, (_, n) => `m${n}`));
  });

  it('remembers a turn once, as it was last told', async () => {
    const conversations = createConversations(await fresh());
    await conversations.append(ada, 'C1', 'E1', turn('first'), at(1));
    await conversations.append(ada, 'C1', 'E1', turn('again'), at(2));
    expect(await conversations.history(ada, 'C1', 'E99', 10)).toEqual(turn('again'));
  });

  it('leaves out the turn that is being run again', async () => {
    const conversations = createConversations(await fresh());
    for (const n of [1, 2]) await conversations.append(ada, 'C1', `E${n}`, turn(`m${n}`), at(n));
    expect(await conversations.history(ada, 'C1', 'E2', 10)).toEqual(turn('m1'));
  });

  it('keeps conversations and tenants apart', async () => {
    const conversations = createConversations(await fresh());
    await conversations.append(ada, 'C1', 'E1', turn('mine'), at(1));
    await conversations.append(stranger, 'C1', 'E1', turn('theirs'), at(1));
    expect(await conversations.history(ada, 'C1', 'E99', 10)).toEqual(turn('mine'));
    expect(await conversations.history(ada, 'C2', 'E99', 10)).toEqual([]);
    expect(await conversations.history(stranger, 'C1', 'E99', 10)).toEqual(turn('theirs'));
  });
});
