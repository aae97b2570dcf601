import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../src/config.ts';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('need nothing', () => {
    expect(parseConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      brand: { name: 'Parley', color: '#0f766e' },
      dataDir: resolve('./data'),
      logLevel: 'info',
      playground: 'local',
      retentionDays: 90,
    });
  });

  it('are frozen all the way down', () => {
    const config = parseConfig({ OPENAI_API_KEY: 'k' });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.openai)).toBe(true);
  });

  it('treat an empty or blank value as unset', () => {
    expect(parseConfig({ OPENAI_API_KEY: '', PORT: '  ' })).toEqual(parseConfig({}));
  });

  it('name the variable, what was received and what is allowed', () => {
    expect(problemsOf({ PORT: 'eighty' })).toEqual(['PORT must be a port number from 0 to 65535; received "eighty".']);
    expect(problemsOf({ PORT: '70000' })).toEqual(['PORT must be a port number from 0 to 65535; received "70000".']);
    expect(problemsOf({ LOG_LEVEL: 'loud' })).toEqual([
      'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent; received "loud".',
    ]);
    expect(problemsOf({ PUBLIC_URL: 'parley.example.com' })).toEqual([
      'PUBLIC_URL must be a URL that starts with https:// or http://; received "parley.example.com".',
    ]);
  });

  it('take prices for a million tokens, cached ones at the full price unless told', () => {
    const openai = { OPENAI_API_KEY: 'k', OPENAI_PRICE_INPUT: '0.25', OPENAI_PRICE_OUTPUT: '2' };
    expect(parseConfig(openai).openai?.prices).toEqual({ input: 0.25, output: 2, cached: 0.25 });
    expect(parseConfig({ ...openai, OPENAI_PRICE_CACHED: '0.025' }).openai?.prices?.cached).toBe(0.025);
    expect(problemsOf({ ...openai, OPENAI_PRICE_OUTPUT: 'cheap' })).toEqual([
      'OPENAI_PRICE_OUTPUT must be a price for a million tokens, like 0.25; received "cheap".',
    ]);
    expect(problemsOf({ OPENAI_PRICE_INPUT: '1' })).toHaveLength(1);
  });

  it('give one sentence per problem', () => {
    expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'y', SMTP_URL: 'z' })).toHaveLength(3);
  });

  it('never repeat a secret', () => {
    const environments: Record<string, string>[] = [
      { PARLEY_SECRET: 'hunter2' },
      { SLACK_BOT_TOKEN: 'hunter2' },
      { SLACK_SIGNING_SECRET: 'hunter2' },
      { MONGODB_URI: 'http://user:hunter2@db' },
      { SMTP_URL: 'https://user:hunter2@mail' },
    ];
    for (const environment of environments) {
      const problems = problemsOf(environment);
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.join(' ')).not.toContain('hunter2');
      expect(problems[0]).toContain(Object.keys(environment)[0]);
    }
  });

  it('demand a shared secret beside a shared database', () => {
    expect(problemsOf({ MONGODB_URI: 'mongodb://a,b,c/parley?replicaSet=rs' })[0]).toMatch(
      /^PARLEY_SECRET must be set/,
    );
    expect(problemsOf({ MONGODB_URI: 'mongodb://a/parley', PARLEY_SECRET: 'x'.repeat(32) })).toEqual([]);
  });

  it('choose Socket Mode when an app token is there, HTTP with a signing secret', () => {
    const bot = { SLACK_BOT_TOKEN: 'xoxb-1' };
    const signing = { SLACK_SIGNING_SECRET: 'a'.repeat(32) };
    expect(parseConfig({ ...bot, ...signing }).slack?.transport).toBe('http');
    expect(parseConfig({ ...bot, SLACK_APP_TOKEN: 'xapp-1' }).slack?.transport).toBe('socket');
    expect(problemsOf(bot)[0]).toMatch(/SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET/);
    expect(problemsOf(signing)[0]).toMatch(/^SLACK_BOT_TOKEN must be set/);
  });

  it('back up the embedded engine only', () => {
    expect(parseConfig({ BACKUP_DIR: '/backups' }).backups).toEqual({ folder: '/backups', keep: 7 });
    expect(parseConfig({ BACKUP_DIR: '/backups', BACKUP_KEEP: '30' }).backups?.keep).toBe(30);
    expect(problemsOf({ BACKUP_KEEP: '0' })).toEqual([
      'BACKUP_KEEP must be a number of days from 1 to 999; received "0".',
    ]);
    const server = { MONGODB_URI: 'mongodb://a/parley', PARLEY_SECRET: 'x'.repeat(32) };
    expect(problemsOf({ ...server, BACKUP_DIR: '/backups' })[0]).toMatch(/^BACKUP_DIR is for the embedded engine/);
  });

  it('takes a token for /metrics that nobody guesses, and tells no part of one that is too short', () => {
    const token = 'a-token-for-prometheus';
    expect(parseConfig({ METRICS_TOKEN: token }).metricsToken).toBe(token);
    expect(problemsOf({ METRICS_TOKEN: 'short' })).toEqual([
      'METRICS_TOKEN must have at least 16 characters; received a value of 5 characters.',
    ]);
  });

  it('brand mails and pages, and say where bounces go', () => {
    const given = { BRAND_NAME: 'Acme', BRAND_COLOR: '#AA3377' };
    expect(parseConfig(given).brand).toEqual({ name: 'Acme', color: '#aa3377' });
    expect(problemsOf({ BRAND_COLOR: 'red' })[0]).toMatch(/^BRAND_COLOR must be a colour like #0f766e; received "red"/);
    const smtp = { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'p@x.org', BOUNCE_ADDRESS: 'bounces@x.org' };
    expect(parseConfig(smtp).smtp).toMatchObject({ bounceAddress: 'bounces@x.org' });
    expect(problemsOf({ ...smtp, MAIL_FROM: 'Parley' })[0]).toMatch(/^MAIL_FROM must be a mail address/);
    expect(problemsOf({ ...smtp, BOUNCE_ADDRESS: 'nobody' })[0]).toMatch(/^BOUNCE_ADDRESS must be a mail address/);
  });

  it('want a sender with a mail server', () => {
    expect(problemsOf({ SMTP_URL: 'smtp://localhost:25' })[0]).toMatch(/^MAIL_FROM must be set/);
    expect(parseConfig({ SMTP_URL: 'smtp://localhost:25', MAIL_FROM: 'Parley <p@x.org>' }).smtp).toEqual({
      url: 'smtp://localhost:25',
      from: 'Parley <p@x.org>',
    });
  });
});
