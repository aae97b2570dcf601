// How fast the interpreter reads a sentence, warm.
import { askInterpreter, situationOf } from '../test/assistant/interpreter/ask.ts';
import { print, type Row } from './row.ts';

const SENTENCES = [
  'book 30 min with john@acme.com tomorrow at 2pm',
  'push the audit back an hour',
  'am I free friday afternoon?',
  "what's on next week?",
  'book a 45 min demo with sarah and tim on jan 15 from 11 to 11:45 on zoom',
];

export async function run(): Promise<Row[]> {
  const situation = situationOf('2026-01-07T10:12:00-05:00', 'America/New_York');
  const times: number[] = [];
  for (let round = 0; round < 2_000; round++) {
    const before = performance.now();
    await askInterpreter(SENTENCES[round % SENTENCES.length] ?? '', situation);
    if (round >= 1_000) times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  return [
    { name: 'interpreter: a sentence, p50', value: times[500] ?? 0, unit: 'ms', limit: 1 },
    { name: 'interpreter: a sentence, p99', value: times[990] ?? 0, unit: 'ms', limit: 8 },
  ];
}

if (import.meta.main) print(await run());
