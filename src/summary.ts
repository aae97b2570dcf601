// What an operator reads when Parley has started: which part is which, the address, where the data lies.
import type { Config } from './config.ts';

function rows(config: Config): readonly (readonly [string, string])[] {
  const playground = config.publicUrl && config.playground === 'local' ? 'off, since PUBLIC_URL is set' : 'on /';
  return [
    ['database', config.mongodbUri ? 'MongoDB at MONGODB_URI' : `embedded engine in ${config.dataDir}`],
    ['language', config.openai ? `${config.openai.model} at ${hostOf(config)}` : 'built-in interpreter'],
    [
      'chat',
      config.slack
        ? `Slack, ${config.slack.transport === 'socket' ? 'Socket Mode' : 'HTTP'}`
        : `playground ${playground}`,
    ],
    ['video', 'Jitsi'],
    ['mail', config.smtp ? 'SMTP server at SMTP_URL' : 'local outbox'],
  ];
}

function hostOf({ openai }: Config): string {
  return openai?.baseUrl ? new URL(openai.baseUrl).host : 'api.openai.com';
}

export function summaryOf(config: Config, port: number): string {
  const local = config.host === '127.0.0.1' || config.host === '0.0.0.0';
  const url = config.publicUrl ?? `http://${local ? 'localhost' : config.host}:${port}`;
  const lines = [`Parley is ready: ${url}`, '', ...rows(config).map(([part, is]) => `  ${part.padEnd(10)}${is}`)];
  if (!config.slack && config.playground === 'open') {
    lines.push('', '  Warning: PLAYGROUND=open lets whoever reaches this address be anybody in the playground.');
  }
  return `${lines.join('\n')}\n`;
}
