// A process that runs Parley on a data folder and, asked by IPC, tells what of the processor it has used: microseconds.
import { createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';

const config = parseConfig({ DATA_DIR: process.argv[2], PORT: '0' });
const app = await createApp(config, await createLog({ level: 'silent', pretty: false }));
await app.start();
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.send?.('ready');
