// A quarter with people over eight zones, and changes of the clocks in both directions: everything that should be told is
// told once, in its minute, with what is true then; nothing else is.
import { expect, it } from 'vitest';
import { deliverEffects } from '../../src/jobs/deliver-effects.ts';
import { advanceMeetings } from '../../src/jobs/meeting-states.ts';
import { refreshNotices } from '../../src/jobs/refresh-notices.ts';
import { sendReminders } from '../../src/jobs/send-reminders.ts';
import { raiseWeeklyAgendas } from '../../src/jobs/weekly-agenda.ts';
import { createAccountStore } from '../../src/storage/accounts.ts';
import { createAgendaQueue } from '../../src/storage/agendas.ts';
import { times } from '../support/counts.ts';
import { freshDatabase } from '../support/database.ts';
import { createMailroom, type Mailroom } from '../support/mailroom.ts';
import { createQuarter, FROM } from '../support/quarter.ts';
import { line } from '../support/quarter-oracle.ts';
import { createWorld } from '../support/world.ts';

const PEOPLE = times(15, 200);
const MEETINGS = times(40, 5_000);
const SEED = times(1, Math.floor(Math.random() * 1e9));
const TEST_MS = times(120_000, 3_600_000);

/** What was told since it was last asked, held against what was stored just then. */
function linesOf({ told, weeks }: Mailroom): string[] {
  const meetings = told.splice(0).map(({ at, channel, to, notice, stored }) => {
    expect(notice.meeting.version).toBe(stored.version);
    const minutes = notice.occasion === 'reminder' ? `-${minutesOf(notice.deliveryId)}` : '';
    const { title, start } = notice.meeting;
    return line(at.getTime(), channel, to, notice.occasion + minutes, title, start.getTime());
  });
  const agendas = weeks.splice(0).map(({ at, channel, to, notice }) => {
    const titles = notice.meetings.map(({ title }) => title).join(',');
    return line(at.getTime(), channel, to, 'weekly_agenda', titles, notice.from.getTime());
  });
  return [...meetings, ...agendas];
}

/** The delivery's occasion is `24h` or `10m`. */
function minutesOf(deliveryId: string): number {
  const [, count = '', unit] = /:(\d+)([hm]):/.exec(deliveryId) ?? [];
  return Number(count) * (unit === 'h' ? 60 : 1);
}

/** The first of those that stand more often in `list` than in `other`. */
function beyond(list: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const one of other) left.set(one, (left.get(one) ?? 0) + 1);
  const surplus = list.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
  return surplus.slice(0, 20);
}

it(
  `${MEETINGS} meetings of ${PEOPLE} people in a quarter, seed ${SEED}`,
  async () => {
    const db = await freshDatabase();
    const world = createWorld(db);
    const mailroom = createMailroom(db, world);
    const { clock, meetings, accounts } = world;
    const newId = () => 'r1';
    const agendas = createAgendaQueue(db);
    const told: string[] = [];
    const sweep = { due: world.store, meetings, clock, newId };
    const quarter = await createQuarter({
      world,
      people: PEOPLE,
      meetings: MEETINGS,
      seed: SEED,
      async work() {
        await advanceMeetings(sweep);
        await refreshNotices({ stale: createAccountStore(db), meetings, accounts, agendas, clock, newId });
        await sendReminders(sweep);
        await raiseWeeklyAgendas({ agendas, accounts, clock, newId, onRaised: () => undefined });
        await deliverEffects(mailroom.parts);
        told.push(...linesOf(mailroom));
      },
    });
    world.setNow(new Date(FROM));
    while (await quarter.next());
    expect(mailroom.dead).toEqual([]);
    const { expected } = quarter.oracle;
    expect(beyond(told, expected), 'told, but not expected').toEqual([]);
    expect(beyond(expected, told), 'expected, but not told').toEqual([]);
    expect(expected.length).toBeGreaterThan(MEETINGS * 5);
  },
  TEST_MS,
);
