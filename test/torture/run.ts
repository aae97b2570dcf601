// Runs the crash and load tests at full count: npm run torture, or npm run torture -- booking
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { SUITES } from './suites.ts';

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(`There is no suite "${unknown.join('", "')}". There are: ${Object.keys(SUITES).join(', ')}.`);
  process.exit(2);
}
const files = (named.length > 0 ? named : Object.keys(SUITES)).flatMap((name) => SUITES[name] ?? []);
// One file after another: each wants the machine for itself.
const options = ['run', '--reporter=verbose', '--testTimeout=3600000', '--no-file-parallelism'];
const { status } = spawnSync('vitest', [...options, ...files], {
  cwd: join(import.meta.dirname, '../..'),
  env: { ...process.env, PARLEY_TORTURE: 'full' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
