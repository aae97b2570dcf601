// What guests are offered can be had, and nothing else: random people, hours, zones and calendars, around the changes of
// the clocks.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { GuestActor } from '../../../src/domain/actor.ts';
import { DomainError } from '../../../src/domain/errors.ts';
import { checkClaims } from '../../../src/storage/check.ts';
import { times } from '../../support/counts.ts';
import { freshDatabase } from '../../support/database.ts';
import { createWorld } from '../../support/world.ts';

const ZONES = ['America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
/** Days before the clocks change in each of them. */
const DAYS = ['2026-03-06', '2026-03-27', '2026-04-03', '2026-10-02', '2026-10-23', '2026-10-30', '2026-06-15'];
const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;

const hours = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 2, max: 10 }))
  .map(([from, length]) => [{ from: wall(from), to: wall((from + length) % 24) }]);
const person = fc.record({
  zone: fc.constantFrom(...ZONES),
  rules: fc.record({
    weekly: fc.tuple(hours, hours, hours, hours, hours, hours, hours),
    bufferBeforeMinutes: fc.constantFrom(0, 15, 60),
    bufferAfterMinutes: fc.constantFrom(0, 30),
    noticeMinutes: fc.constantFrom(0, 90, 1440),
  }),
  busy: fc.array(fc.tuple(fc.nat(400), fc.constantFrom(15, 45, 120)), { maxLength: 12 }),
});

function wall(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

it('can be had whatever people’s rules are, and what is not offered cannot', async () => {
  const db = await freshDatabase();
  let tenants = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...DAYS),
      fc.tuple(person, person),
      fc.constantFrom(15, 30, 75),
      fc.nat(),
      fc.array(fc.nat(96 * 5 - 1), { minLength: 3, maxLength: 3 }),
      async (day, people, durationMinutes, choice, others) => {
        const world = createWorld(db, `T${tenants++}`);
        const midnight = Date.parse(`${day}T00:00:00Z`);
        world.setNow(new Date(midnight + 10 * HOUR_MS));
        const actors = [await world.addUser('UADA', 'Ada Park'), await world.addUser('UBOB', 'Bob Stone')] as const;
        const [ada] = actors;
        const start = new Date(midnight + 30 * 24 * HOUR_MS);
        const wish = { start, durationMinutes, attendees: ['Bob', 'john@acme.com'], confirmed: true };
        const { meeting } = await world.meetings.book(ada, wish, world.key());
        for (const [index, actor] of actors.entries()) {
          const { zone, rules, busy } = people[index as 0 | 1];
          await world.accounts.updateProfile(actor, { zone });
          await world.accounts.setRules(actor, rules);
          for (const [quarter, length] of busy) {
            const own = { start: new Date(midnight + 11 * HOUR_MS + quarter * QUARTER_MS), durationMinutes: length };
            await world.meetings.book(actor, { ...own, attendees: [], confirmed: true }, world.key()).catch(taken);
          }
        }
        const by = { tenant: world.tenant, origin: 'booking_page', requestId: 'r1' } as const;
        const john: GuestActor = { kind: 'guest', email: 'john@acme.com', meetingId: meeting.id, ...by };
        const range = { from: new Date(midnight), to: new Date(midnight + 5 * 24 * HOUR_MS), limit: 1_000 };
        const offered = (await world.meetings.offeredTo(john, range)).slots.map((slot) => slot.start.getTime());

        const move = (at: number) => world.meetings.update(john, meeting.id, { start: new Date(at) }, world.key());
        for (const quarter of others) {
          const at = midnight + quarter * QUARTER_MS;
          if (!offered.includes(at)) await expect(move(at)).rejects.toBeInstanceOf(DomainError);
        }
        const chosen = offered[choice % Math.max(1, offered.length)];
        if (chosen !== undefined) expect((await move(chosen)).meeting.start.getTime()).toBe(chosen);
      },
    ),
    { numRuns: times(12, 300) },
  );
  expect(await checkClaims(db)).toEqual([]);
}, 300_000);

/** Somebody's random meetings may overlap: the second is not booked. */
function taken(error: unknown): void {
  if (!(error instanceof DomainError) || error.code !== 'conflict') throw error;
}
