// The command line: start | interpret | backup | restore | check | move.
import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ConfigError, loadConfig } from './config.ts';

const USAGE = `Usage: parley <command>

  start      run the assistant (npm start)
  interpret  read sentences as JSON lines, write the calls that they ask for (npm run interpret)
             --explain      show how each decision was made
             --model openai let the configured model answer instead of the built-in interpreter
  backup     copy the embedded database into a new FILE, also while Parley runs
  restore    put a backup FILE in the place of the data of a Parley that is stopped
  check      look for damage in the data of a Parley that is stopped
  move       copy the data of a Parley that is stopped to MongoDB, and verify it
             --to mongodb://…    from the embedded engine
             --from mongodb://…  back into it
`;

/** Time for what runs to end after a signal; the process is gone within five seconds. */
const STOP_TIMEOUT_MS = 4_000;

async function start(): Promise<void> {
  const config = loadConfig();
  const [{ createApp }, { createLog }] = await Promise.all([import('./app.ts'), import('./log.ts')]);
  const log = await createLog({ level: config.logLevel, pretty: stdout.isTTY === true });
  const app = await createApp(config, log);
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS + 500).unref();
    app.stop(STOP_TIMEOUT_MS).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const summary = await app.start();
  console.log(summary);
}

async function interpretLines(options: readonly string[]): Promise<void> {
  const [{ interpret }, { createInterpreter, explain }] = await Promise.all([
    import('./assistant/interpret.ts'),
    import('./assistant/models/interpreter/interpreter.ts'),
  ]);
  const { values } = parseArgs({
    args: [...options],
    options: { model: { type: 'string', default: 'interpreter' }, explain: { type: 'boolean', default: false } },
  });
  const lines = createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const model = values.model === 'interpreter' ? createInterpreter() : await configuredModel(values.model);
  if (values.explain && values.model !== 'interpreter') {
    throw new ConfigError(['--explain shows how the built-in interpreter decides; leave --model out.']);
  }
  await interpret(lines, (line) => stdout.write(`${line}\n`), model, values.explain ? explain : undefined);
}

async function configuredModel(name: string) {
  if (name !== 'openai') throw new ConfigError([`--model must be interpreter or openai; received "${name}".`]);
  const { openai } = loadConfig();
  if (!openai) throw new ConfigError(['OPENAI_API_KEY must be set for --model openai; received nothing.']);
  const { createOpenAIModel } = await import('./assistant/models/openai.ts');
  return createOpenAIModel(openai);
}

function fileOf(command: string, [file, ...rest]: readonly string[]): string {
  if (file === undefined || file.startsWith('-') || rest.length > 0)
    throw new ConfigError([`${command} takes one file.`]);
  return file;
}

async function backUp(options: readonly string[]): Promise<void> {
  const { backup } = await import('./maintenance.ts');
  await backup(loadConfig(), fileOf('backup', options), console.log);
}

async function restoreData(options: readonly string[]): Promise<void> {
  const { restore } = await import('./maintenance.ts');
  restore(loadConfig(), fileOf('restore', options), new Date(), console.log);
}

async function checkData(): Promise<void> {
  const { check } = await import('./maintenance.ts');
  if (!(await check(loadConfig(), console.log))) process.exitCode = 1;
}

async function moveData([option = '', uri = '', ...rest]: readonly string[]): Promise<void> {
  const direction = option === '--to' ? 'to' : option === '--from' ? 'from' : undefined;
  if (!direction || !/^mongodb(\+srv)?:\/\/./.test(uri) || rest.length > 0) {
    throw new ConfigError(['move takes --to or --from with an address that starts with mongodb:// or mongodb+srv://.']);
  }
  const { move } = await import('./maintenance.ts');
  await move(loadConfig(), direction, uri, () => new Date(), console.log);
}

async function main(command: string | undefined, options: readonly string[]): Promise<void> {
  if (command === 'start') return start();
  if (command === 'interpret') return interpretLines(options);
  if (command === 'backup') return backUp(options);
  if (command === 'restore') return restoreData(options);
  if (command === 'check') return checkData();
  if (command === 'move') return moveData(options);
  console.error(command === undefined ? USAGE : `"${command}" is not a command.\n\n${USAGE}`);
  process.exitCode = 2;
}

// What was foreseen is told in its own words; only a mistake of ours gets a stack.
main(process.argv[2], process.argv.slice(3)).catch((error: unknown) => {
  const ours = !(error instanceof Error) || (error instanceof TypeError && !('code' in error));
  console.error(ours ? error : error.message);
  process.exit(1);
});
