// Every benchmark, or those named: npm run bench -- slots prompt
import { print } from './row.ts';

const ALL = ['slots', 'interpreter', 'prompt', 'turn', 'start', 'storage', 'jobs'] as const;

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(ALL as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown.join('", "')}". There are: ${ALL.join(', ')}.`);
  process.exit(2);
}
let kept = true;
for (const name of named.length > 0 ? named : ALL) {
  const { run } = await import(`./${name}.ts`);
  console.log(`\n${name}`);
  kept = print(await run()) && kept;
}
process.exitCode = kept ? 0 : 1;
