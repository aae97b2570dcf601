// A turn: from a signed event, through the inbox, the interpreter, the tools and the database, to the posted reply.
import { print, quantile, type Row } from './row.ts';
import { startPlayground } from './support/playground.ts';

const WARM_UP = 30;
const TURNS = 200;

/** Questions and bookings in turn; no two bookings at one time. */
function sentence(turn: number): string {
  if (turn % 4 !== 3) return ['what do I have this week?', 'am I free tomorrow afternoon?', 'thanks!'][turn % 4] ?? '';
  const slot = Math.floor(turn / 4);
  const day = new Date(Date.now() + (7 + Math.floor(slot / 30)) * 86_400_000).toISOString().slice(0, 10);
  const minutes = 8 * 60 + (slot % 30) * 20;
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `book 15 min with guest${turn}@acme.com on ${day} at ${time}`;
}

export async function run(): Promise<Row[]> {
  const playground = await startPlayground();
  try {
    const times: number[] = [];
    for (let turn = 0; turn < WARM_UP + TURNS; turn++) {
      const took = await playground.turn(sentence(turn));
      if (turn >= WARM_UP) times.push(took);
    }
    return [
      { name: 'signed event to posted reply, median', value: quantile(times, 0.5), unit: 'ms', limit: 15 },
      { name: 'signed event to posted reply, 99 of 100', value: quantile(times, 0.99), unit: 'ms', limit: 60 },
    ];
  } finally {
    await playground.stop();
  }
}

if (import.meta.main) process.exitCode = print(await run()) ? 0 : 1;
