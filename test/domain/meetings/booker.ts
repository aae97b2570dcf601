// A process that books one slot many times at once: `node booker.ts <uri> <database> <first user> <count> <start>`.
// Prints one JSON array of outcomes.
import type { DomainError } from '../../../src/domain/errors.ts';
import { createClient } from '../../../src/storage/connect.ts';
import { createWorld } from '../../support/world.ts';

const [uri = '', database = '', first = '', count = '', start = ''] = process.argv.slice(2);
const client = createClient(uri);
const world = createWorld(client.db(database));
const outcomes = await Promise.all(
  Array.from({ length: Number(count) }, async (_, index) => {
    const wish = { start: new Date(start), durationMinutes: 30, attendees: ['UHOST'], confirmed: true };
    try {
      await world.meetings.book(world.actor(`U${Number(first) + index}`), wish, world.key());
      return { code: 'booked' };
    } catch (error) {
      const { code, details } = error as DomainError;
      return { code, busy: details.busy, alternatives: details.alternatives };
    }
  }),
);
await client.close();
process.stdout.write(JSON.stringify(outcomes));
