// Parley in a process of its own, as the application composes it, with a clock that it is told: each message is an
// instant, at which it runs the jobs of a minute. Arguments: the instant of its start, in milliseconds, and where Slack is.
import { createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { SLACK_ORIGIN } from './slack-server.ts';

/** In the order in which a minute's messages come about. */
const MINUTELY = ['meeting-states', 'refresh-notices', 'send-reminders', 'weekly-agenda', 'deliver-effects'];

const [started, slackUrl] = process.argv.slice(2);
if (slackUrl) {
  const there = globalThis.fetch;
  // Parley knows one Slack, and asks it by the platform's own fetch.
  globalThis.fetch = (address, init) => there(String(address).replace(SLACK_ORIGIN, slackUrl), init);
}

let now = new Date(Number(started));
const app = await createApp(parseConfig(process.env), await createLog({ level: 'error', pretty: false }), () => now);
await app.start();

async function minute(at: number): Promise<void> {
  now = new Date(at);
  for (const name of MINUTELY) await app.jobs.find((job) => job.name === name)?.run(now);
}

// What fails ends the process, with its reason on the terminal.
process.on('message', async (at: number) => {
  await minute(at);
  process.send?.('done');
});
process.send?.('ready');
