// Every query of every repository, asked once: index-use.test.ts explains them. A repository without an entry, or a function
// that its entry does not call, fails the test.
import type { Db } from 'mongodb';
import { tenantId } from '../../src/domain/actor.ts';
import { agendaEffect } from '../../src/jobs/weekly-agenda.ts';
import type { DeliveryKey } from '../../src/notifications/deliveries.ts';
import type { View } from '../../src/playground/blocks.ts';
import { createAccountStore } from '../../src/storage/accounts.ts';
import { createAgendaQueue } from '../../src/storage/agendas.ts';
import { createContactStore } from '../../src/storage/contacts.ts';
import { createConversations } from '../../src/storage/conversations.ts';
import { createDeliveries } from '../../src/storage/deliveries.ts';
import { createEffectQueue } from '../../src/storage/effects.ts';
import { createGuestPreferences } from '../../src/storage/guest-preferences.ts';
import { createJobRuns } from '../../src/storage/job-runs.ts';
import { createLinkStore, createTenantKeyStore } from '../../src/storage/links.ts';
import { createMeetingStore } from '../../src/storage/meetings.ts';
import { createOpsStore } from '../../src/storage/ops.ts';
import { createOutbox } from '../../src/storage/outbox.ts';
import { createPlaygroundStore } from '../../src/storage/playground.ts';
import { createPostingStore } from '../../src/storage/postings.ts';
import { createPruning } from '../../src/storage/pruning.ts';
import { createRateLimits } from '../../src/storage/rate-limits.ts';
import { createTurnStore } from '../../src/storage/turns.ts';
import { actorOf, createWorld, NOW } from '../support/world.ts';

/** Notes which functions are called. */
export type Watch = <T extends object>(repository: T) => T;

const T1 = tenantId('T1');
const LATER = new Date(NOW.getTime() + 3_600_000);
const START = new Date('2026-01-08T15:00:00Z');

async function book(db: Db) {
  const world = createWorld(db);
  const ada = await world.addUser('UADA', 'Ada Park');
  const wish = { start: START, durationMinutes: 30, attendees: ['john@acme.com'] };
  return (await world.meetings.book(ada, wish, world.key())).meeting;
}

/** By the name of the function that creates the repository. */
export const QUERIES: Readonly<Record<string, (db: Db, watch: Watch) => Promise<void>>> = {
  async createAccountStore(db, watch) {
    await createWorld(db).addUser('UADA', 'Ada Park');
    const store = watch(createAccountStore(db));
    await store.ensureTenant({ id: T1, name: 'Acme', createdAt: NOW });
    await store.tenant(T1);
    await store.tenantIds();
    const ada = await store.user(T1, 'UADA');
    if (!ada) throw new Error('not stored');
    await store.users(T1, ['UADA', 'UBOB']);
    await store.byEmail(T1, ada.email);
    await store.byNames(T1, ['ada', 'park'], 5);
    await store.upsert(ada, { name: 'Ada P.' });
    await store.update(T1, 'UADA', { zone: 'Europe/Berlin' });
    await store.deactivate(T1, ['UADA'], NOW);
    const stale = { at: NOW, mark: 'm1' };
    await store.setNotifications(T1, 'UADA', {}, stale);
    await store.setTenantNotifications(T1, {}, stale);
    await store.due(NOW, 5);
    await store.settle(T1, 'UADA', stale, LATER);
  },

  async createAgendaQueue(db, watch) {
    await createWorld(db).addUser('UADA', 'Ada Park');
    const agendas = watch(createAgendaQueue(db));
    const ada = { tenant: T1, id: 'UADA', dueAt: NOW };
    await agendas.due(LATER, 5);
    await agendas.raise(ada, agendaEffect(ada), LATER);
    await agendas.plan(T1, 'UADA', LATER, NOW);
  },

  async createContactStore(db, watch) {
    const contacts = watch(createContactStore(db));
    await contacts.remember(T1, 'UADA', [{ email: 'john@acme.com', name: 'John' }, { email: 'eve@acme.com' }], NOW);
    await contacts.byEmail(T1, 'UADA', 'john@acme.com');
    await contacts.byNames(T1, 'UADA', ['john', 'eve'], 5);
  },

  async createConversations(db, watch) {
    const conversations = watch(createConversations(db));
    const ada = actorOf(T1, 'UADA');
    await conversations.append(ada, 'C1', 'E1', [{ role: 'user', text: 'hello' }], NOW);
    await conversations.history(ada, 'C1', 'E1', 10);
  },

  async createDeliveries(db, watch) {
    const deliveries = watch(createDeliveries(db));
    const key: DeliveryKey = {
      tenant: T1,
      subject: 'm1',
      version: 1,
      kind: 'confirmation',
      occasion: 'invited',
      recipient: 'user:UBOB',
      channel: 'slack',
    };
    // The second is told of the first.
    for (let again = 0; again < 2; again++) await deliveries.take(key, NOW);
    await deliveries.settle(key, 'sent', NOW, { digest: 'd1' });
    await deliveries.lastSaid(key, NOW);
  },

  async createEffectQueue(db, watch) {
    await book(db);
    const queue = watch(createEffectQueue(db));
    const [due] = await queue.due(NOW, 10);
    if (!due) throw new Error('nothing is due');
    const effect = await queue.lease(due, 'one', NOW, LATER);
    await queue.renew(due, 'one', LATER);
    await queue.settle(due, 'one', effect?.id ?? '', { state: 'done' }, NOW);
    await queue.releaseAll('one');
  },

  async createGuestPreferences(db, watch) {
    const guests = watch(createGuestPreferences(db));
    await guests.setUnsubscribed(T1, 'john@acme.com', NOW);
    await guests.unsubscribed(T1, 'john@acme.com');
    await guests.setUnsubscribed(T1, 'john@acme.com', null);
  },

  async createJobRuns(db, watch) {
    const runs = watch(createJobRuns(db));
    await runs.put({ job: 'prune', startedAt: NOW, finishedAt: NOW, durationMs: 5, lagMs: 0 });
    await runs.all();
  },

  async createLinkStore(db, watch) {
    const links = watch(createLinkStore(db));
    const name = { tenant: T1, purpose: 'manage', subject: 'm1:john@acme.com' } as const;
    await links.insert({ ...name, hash: 'h1', sealed: 's1', createdAt: NOW, expiresAt: LATER });
    await links.of(name);
    await links.byHash(T1, 'manage', 'h1');
    await links.extend(name, LATER);
    await links.prune(NOW);
    await links.remove(name);
  },

  async createMeetingStore(db, watch) {
    const meeting = await book(db);
    const store = watch(createMeetingStore(db));
    const stored = await store.get(T1, meeting.id);
    if (!stored) throw new Error('not stored');
    await store.some(T1, [meeting.id, 'm2']);
    await store.byKey(T1, stored.keys[0] ?? '');
    await store.insert({ ...stored, id: 'm2', keys: ['k2'] });
    await store.replace({ ...stored, title: 'Demo', revision: stored.revision + 1 }, stored);
    await store.busy(T1, ['UADA', 'UBOB'], NOW, LATER);
    const states = ['scheduled', 'confirmed'] as const;
    await store.ofUser(T1, 'UADA', { states, limit: 5 });
    await store.ofUser(T1, 'UADA', { states, from: NOW, limit: 5 });
    await store.ofUser(T1, 'UADA', { states, from: NOW, to: LATER, limit: 5 });
    await store.due(LATER, 10);
    await store.dueNotices(LATER, 10);
  },

  async createOpsStore(db, watch) {
    const { id, effects } = await book(db);
    const ops = watch(createOpsStore(db));
    await ops.depths(LATER);
    await ops.tenants();
    await ops.waiting(T1, LATER);
    await ops.heldLetters(T1, 5);
    await ops.deadLetters(T1, 5);
    await ops.failedTurns(T1, 5);
    const meeting = { tenant: T1, carrier: 'meeting', id } as const;
    await ops.retry(meeting, effects[0]?.id ?? '', LATER);
    await ops.drop(meeting, effects[0]?.id ?? '');
  },

  async createOutbox(db, watch) {
    const outbox = watch(createOutbox(db));
    await outbox.put(T1, { id: 'd1', to: 'john@acme.com', subject: 'Hi', text: 'Hi', html: '<p>Hi</p>', at: NOW });
    await outbox.list(T1, 5);
    await outbox.find(T1, 'd1');
  },

  async createPlaygroundStore(db, watch) {
    const store = watch(createPlaygroundStore(db, T1));
    const message = { channel: 'C1', user: 'UADA', text: 'hello' };
    await store.addMessage({ ...message, ts: '1.1', clientId: 'c1' });
    await store.addMessage({ ...message, ts: '1.2', threadTs: '1.1' });
    await store.message('C1', '1.1');
    await store.sent('c1');
    await store.changeMessage('C1', '1.2', { text: 'hi', blocks: null });
    await store.messages({ channel: 'C1', limit: 10, keep: 'newest', viewer: 'UADA' });
    await store.messages({ channel: 'C1', threadTs: '1.1', after: '1.0', before: '2.0', limit: 10, keep: 'oldest' });
    await store.threads('C1', ['1.1']);
    await store.removeMessage('C1', '1.2');
    const shown: View = { type: 'modal', title: { type: 'plain_text', text: 'Move' }, blocks: [] };
    const view = { id: 'v1', user: 'UADA', view: shown, hash: 'h1', rootId: 'v1' };
    await store.putView(view);
    await store.view('v1');
    await store.viewsOf('UADA');
    await store.replaceView({ ...view, hash: 'h2' }, 'h1');
    await store.removeViews(['v1', 'v2']);
    await store.putGrant({ id: 'g1', kind: 'trigger', user: 'UADA', expiresAt: LATER, usesLeft: 1 });
    await store.grant('g1');
    await store.useGrant('g1');
    await store.dropGrants(NOW);
  },

  async createPostingStore(db, watch) {
    const postings = watch(createPostingStore(db));
    const posting = {
      tenant: T1,
      id: 'p1',
      channel: 'C1',
      viewer: 'UADA',
      text: 'Booked.',
      meetingIds: ['m1'],
      listedIds: [],
      options: [],
      at: NOW,
    };
    await postings.intend(posting);
    await postings.posted({ ...posting, ts: '1.1' });
    await postings.showing(T1, 'm1', 5);
    await postings.at(T1, 'C1', '1.1');
  },

  async createPruning(db, watch) {
    await book(db);
    const pruning = watch(createPruning(db));
    await pruning.releaseClaims(NOW);
    await pruning.forget(NOW);
  },

  async createRateLimits(db, watch) {
    const limits = watch(createRateLimits(db, { name: 'tries', points: 1, seconds: 60 }));
    await limits.count('203.0.113.9');
    await limits.count('203.0.113.9');
    await limits.waitMs('203.0.113.9');
  },

  async createTenantKeyStore(db, watch) {
    await createAccountStore(db).ensureTenant({ id: T1, name: 'Acme', createdAt: NOW });
    const keys = watch(createTenantKeyStore(db));
    await keys.registerKey(T1, 'k1');
    await keys.tenantOf('k1');
  },

  async createTurnStore(db, watch) {
    const turns = watch(createTurnStore(db));
    const turn = {
      tenant: T1,
      userId: 'UADA',
      eventId: 'e1',
      queue: 'D1:main',
      requestId: 'r1',
      receivedAt: NOW,
      work: { kind: 'say', text: 'hello', place: { channel: 'D1' } },
    } as const;
    const lease = { owner: 'one', until: LATER };
    await turns.record(turn, lease);
    await turns.record({ ...turn, eventId: 'e2' }, null);
    await turns.remember({ ...turn, eventId: 'e3' });
    await turns.renew(turn, lease);
    await turns.appendSteps(turn, 'one', []);
    const result = { text: 'Hello.', changedMeetings: [], listedMeetings: [], messages: [] };
    const answered = {
      answer: { result },
      steps: [{ kind: 'result', callId: 'c1', content: '{}', changed: false }],
    } as const;
    await turns.keepAnswer(turn, 'one', answered);
    await turns.release(turn, 'one', NOW);
    await turns.next(turn, lease, LATER);
    await turns.fail({ ...turn, eventId: 'e2' }, 'one', LATER, 'gone');
    await turns.finish(turn, 'one', LATER);
    await turns.due(LATER, 10);
    await turns.takesPart(T1, 'D1:main');
    await turns.releaseAll('one');
  },
};
