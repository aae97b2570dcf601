// Run by a process of its own: prints what the engine and the texts of times say, to be compared between time zones of
// the process.
import { createHash } from 'node:crypto';
import { DEFAULT_RULES } from '../../../src/domain/accounts/accounts.ts';
import { findSlots, problemsOf, type SlotQuery } from '../../../src/domain/availability/availability.ts';
import { instantOf, localDate, timeRange, weekday, withOffset } from '../../../src/domain/time.ts';

const DAY = 86_400_000;
const hash = createHash('sha256');
let offered = 0;

for (const zone of ['America/New_York', 'Pacific/Auckland', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC']) {
  for (const now of ['2026-03-06T21:00:00Z', '2026-04-03T12:00:00Z', '2026-10-30T09:00:00Z'].map((at) =>
    Date.parse(at),
  )) {
    const rules = { ...DEFAULT_RULES, overrides: [{ date: localDate(new Date(now + 2 * DAY), zone), blocks: [] }] };
    const query: SlotQuery = {
      hosts: [{ zone, rules, busy: [{ start: now + DAY, end: now + DAY + 5_400_000 }] }],
      need: 'all',
      now,
      from: now,
      to: now + 10 * DAY,
      durationMinutes: 30,
      stepMinutes: 30,
      bind: 'rules',
    };
    for (const start of findSlots(query)) {
      offered++;
      const at = new Date(start);
      hash.update(withOffset(at, zone));
      hash.update(weekday(at, zone));
      hash.update(timeRange(at, new Date(start + 1_800_000), zone));
      hash.update(instantOf(withOffset(at, zone).slice(0, 16), zone).toISOString());
      hash.update(problemsOf(start + 11 * 3_600_000, query).join());
    }
  }
}

process.stdout.write(`${offered} ${hash.digest('hex')}`);
