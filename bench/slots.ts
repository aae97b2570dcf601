// The slot engine on two standard questions.
import { DEFAULT_RULES } from '../src/domain/accounts/accounts.ts';
import { findSlots, type HostCalendar, type SlotQuery } from '../src/domain/availability/availability.ts';
import { print, quantile, type Row } from './row.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-01-07T15:12:00Z');
const ZONES = [
  'America/New_York',
  'Europe/Berlin',
  'Europe/London',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'America/Los_Angeles',
  'Australia/Sydney',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Pacific/Auckland',
];

/** Half-hour meetings spread evenly over 30 days. */
function host(zone: string, meetings: number, shift: number): HostCalendar {
  const busy = Array.from({ length: meetings }, (_, index) => {
    const start = NOW + shift + (index * 30 * DAY) / meetings;
    return { start, end: start + HOUR / 2 };
  });
  return { zone, rules: DEFAULT_RULES, busy };
}

function question(hosts: readonly HostCalendar[], need: SlotQuery['need']): SlotQuery {
  return { hosts, need, now: NOW, from: NOW, to: NOW + 30 * DAY, durationMinutes: 30, stepMinutes: 15, bind: 'rules' };
}

/** Median microseconds of one call, warm. */
function median(query: SlotQuery): number {
  for (let i = 0; i < 2_000; i++) findSlots(query);
  const sample: number[] = [];
  for (let round = 0; round < 200; round++) {
    const began = performance.now();
    for (let i = 0; i < 10; i++) findSlots(query);
    sample.push(((performance.now() - began) / 10) * 1_000);
  }
  return quantile(sample, 0.5);
}

export async function run(): Promise<Row[]> {
  const one = question([host('America/New_York', 100, 0)], 'all');
  const ten = question(
    ZONES.map((zone, index) => host(zone, 200, index * 600_000)),
    'any',
  );
  return [
    { name: '1 host, 30 days, 100 busy, 15-minute steps', value: median(one), unit: 'µs', limit: 50 },
    { name: '10 hosts, any of them, 30 days, 200 busy each', value: median(ten), unit: 'µs', limit: 350 },
  ];
}

if (import.meta.main) process.exitCode = print(await run()) ? 0 : 1;
