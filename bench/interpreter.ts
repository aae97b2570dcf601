// How much of the processor the interpreter takes for the sentences of its tests, warm, and to be loaded, which a start
// does not wait for. Processor time, so that a busy machine does not count.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { messagesOf, parseLine, situationFromContext } from '../src/assistant/interpret-line.ts';
import { explain } from '../src/assistant/models/interpreter/interpreter.ts';
import { print, quantile, type Row } from './row.ts';

const SETS = ['sentences.json', 'sentences-booking.json', 'sentences-mixed.json'];
const WARM_UP = 3;
const ROUNDS = 5;
const STARTS = 5;
/** As `npm start` sets it. */
const CACHE = fileURLToPath(new URL('../node_modules/.cache/parley', import.meta.url));

export async function run(): Promise<Row[]> {
  const requests = SETS.flatMap((name) => {
    const file = new URL(`../test/assistant/interpreter/${name}`, import.meta.url);
    return z.array(z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  }).map((item) => {
    const line = parseLine(JSON.stringify(item));
    return { messages: messagesOf(line), situation: situationFromContext(line) };
  });
  const took: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const request of requests) {
      const before = process.cpuUsage();
      explain(request);
      const { user, system } = process.cpuUsage(before);
      if (round >= WARM_UP) took.push((user + system) / 1_000);
    }
  }
  added();
  const starts = Array.from({ length: STARTS }, added);
  return [
    { name: 'interpreter: a sentence, p50', value: quantile(took, 0.5), unit: 'ms', limit: 1 },
    { name: 'interpreter: a sentence, p99', value: quantile(took, 0.99), unit: 'ms', limit: 8 },
    {
      name: 'interpreter: loaded after the start',
      value: quantile(
        starts.map(({ ms }) => ms),
        0.5,
      ),
      unit: 'ms',
      limit: 60,
    },
    {
      name: 'interpreter: added memory',
      value: quantile(
        starts.map(({ mb }) => mb),
        0.5,
      ),
      unit: 'MB',
      limit: 15,
    },
  ];
}

const cost = z.object({ ms: z.number(), mb: z.number() });

/** Loading it in a process of its own, after what the rest of Parley loads anyway. The first time fills the cache. */
function added(): z.output<typeof cost> {
  const path = (name: string) => JSON.stringify(new URL(`../src/${name}`, import.meta.url).href);
  const script = `
    import ${path('domain/time.ts')};
    import ${path('assistant/interpret-line.ts')};
    import { setFlagsFromString } from 'node:v8';
    import { runInNewContext } from 'node:vm';
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc');
    collect();
    const memory = process.memoryUsage().heapUsed;
    const before = process.cpuUsage();
    const { createInterpreter } = await import(${path('assistant/models/interpreter/interpreter.ts')});
    createInterpreter();
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1_000;
    collect();
    console.log(JSON.stringify({ ms, mb: (process.memoryUsage().heapUsed - memory) / 1e6 }));
  `;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { ...process.env, NODE_COMPILE_CACHE: CACHE },
  });
  return cost.parse(JSON.parse(stdout));
}

if (import.meta.main) print(await run());
