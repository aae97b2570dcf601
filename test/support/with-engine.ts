// Runs a command against a fresh embedded engine, named to it by MONGODB_URI:
//   node test/support/with-engine.ts COMMAND [ARGUMENT ...]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { startEmbedded } from '../../src/storage/embedded/embedded.ts';
import { temporaryFolder } from './server.ts';

const [command = '', ...options] = process.argv.slice(2);
const dir = await temporaryFolder();
const engine = await startEmbedded({ dir });
try {
  const child = spawn(command, options, { stdio: 'inherit', env: { ...process.env, MONGODB_URI: engine.uri } });
  const [code] = await once(child, 'close');
  process.exitCode = code ?? 1;
} finally {
  await engine.stop();
  await rm(dir, { recursive: true, force: true });
}
