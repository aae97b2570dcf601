// Settings: the environment (and a `.env` file beside it) through one zod schema into one frozen object.
// The only reader of process.env.
import { resolve } from 'node:path';
import { z } from 'zod';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

function url(protocols: readonly string[]) {
  const allowed = protocols.map((protocol) => `${protocol}//`).join(' or ');
  return z.string().superRefine((value, context) => {
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
      context.addIssue({ code: 'custom', message: `must be a URL that starts with ${allowed}` });
    }
  });
}

const token = (prefix: string) => z.string().startsWith(prefix, { message: `must start with ${prefix}` });

const price = z
  .string()
  .regex(/^\d+(\.\d+)?$/, { message: 'must be a price for a million tokens, like 0.25' })
  .transform(Number)
  .optional();

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { message: 'must be a port number from 0 to 65535' })
    .transform(Number)
    .refine((port) => port <= 65_535, { message: 'must be a port number from 0 to 65535' })
    .default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  PUBLIC_URL: url(['https:', 'http:']).optional(),
  // Not checked as a URL: a connection string may name several hosts.
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/./, { message: 'must start with mongodb:// or mongodb+srv://' })
    .optional(),
  PARLEY_SECRET: z.string().min(32, { message: 'must have at least 32 characters' }).optional(),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: url(['https:', 'http:']).optional(),
  OPENAI_MODEL: z.string().min(1).default('gpt-5-mini'),
  OPENAI_PRICE_INPUT: price,
  OPENAI_PRICE_OUTPUT: price,
  OPENAI_PRICE_CACHED: price,
  SLACK_BOT_TOKEN: token('xoxb-').optional(),
  SLACK_APP_TOKEN: token('xapp-').optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^[0-9a-f]{32}$/, { message: 'must be the 32 hexadecimal digits from the app’s Basic Information page' })
    .optional(),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]*<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/, {
      message: 'must be a mail address, like "Parley <parley@example.com>"',
    })
    .optional(),
  BOUNCE_ADDRESS: z.email({ message: 'must be a mail address' }).optional(),
  BRAND_NAME: z.string().max(40, { message: 'must have at most 40 characters' }).default('Parley'),
  BRAND_COLOR: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, { message: 'must be a colour like #0f766e' })
    .default('#0f766e'),
  METRICS_TOKEN: z.string().min(16, { message: 'must have at least 16 characters' }).optional(),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_KEEP: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, { message: 'must be a number of days from 1 to 999' })
    .transform(Number)
    .default(7),
  RETENTION_DAYS: z
    .string()
    .regex(/^([7-9]|[1-9]\d{1,3})$/, { message: 'must be a number of days from 7 to 9999' })
    .transform(Number)
    .default(90),
  LOG_LEVEL: z.enum(LOG_LEVELS, { message: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  PLAYGROUND: z.enum(['local', 'open'], { message: 'must be local or open' }).default('local'),
});

type Raw = z.output<typeof schema>;

export type SlackConfig =
  | { readonly transport: 'socket'; readonly botToken: string; readonly appToken: string }
  | { readonly transport: 'http'; readonly botToken: string; readonly signingSecret: string };

export interface OpenAIConfig {
  readonly apiKey: string;
  readonly baseUrl?: string;
  readonly model: string;
  /** For a million tokens each, in any currency. Absent: tokens are counted, money is not. */
  readonly prices?: { readonly input: number; readonly output: number; readonly cached: number };
}

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path. */
  readonly dataDir: string;
  readonly publicUrl?: string;
  readonly mongodbUri?: string;
  readonly secret?: string;
  readonly openai?: OpenAIConfig;
  /** Absent: the playground takes Slack's place. */
  readonly slack?: SlackConfig;
  /** Absent: mail is kept in the local outbox. */
  readonly smtp?: {
    readonly url: string;
    readonly from: string;
    /** Where notices of failed delivery go; absent: to `from`. */
    readonly bounceAddress?: string;
  };
  /** How mails and pages present themselves. `color` is `#rrggbb`. */
  readonly brand: { readonly name: string; readonly color: string };
  /** Lets whoever sends it as bearer read /metrics; absent: this machine only. */
  readonly metricsToken?: string;
  /** Where a backup of the embedded engine is made each night, and how many are kept. */
  readonly backups?: { readonly folder: string; readonly keep: number };
  /** How long records of what was said and sent are kept. Meetings stay. */
  readonly retentionDays: number;
  readonly logLevel: Raw['LOG_LEVEL'];
  readonly playground: 'local' | 'open';
}

/** Settings that cannot be used: one sentence per problem, each naming the variable. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const SECRETS = /SECRET|TOKEN|API_KEY|_URI$|SMTP_URL/;

function received(name: string, value: string | undefined): string {
  if (value === undefined) return 'nothing';
  return SECRETS.test(name) ? `a value of ${value.length} characters` : `"${value}"`;
}

/** Parses an environment. An empty value counts as unset. Throws {@link ConfigError}. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  ) as Record<string, string>;
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return `${name} ${issue.message}; received ${received(name, given[name])}.`;
      }),
    );
  }
  const raw = parsed.data;
  const problems = crossChecks(raw);
  if (problems.length > 0) throw new ConfigError(problems);
  const slack = slackOf(raw);
  return deepFreeze({
    port: raw.PORT,
    host: raw.HOST,
    dataDir: resolve(raw.DATA_DIR),
    logLevel: raw.LOG_LEVEL,
    retentionDays: raw.RETENTION_DAYS,
    playground: raw.PLAYGROUND,
    brand: { name: raw.BRAND_NAME, color: raw.BRAND_COLOR.toLowerCase() },
    ...(raw.PUBLIC_URL && { publicUrl: raw.PUBLIC_URL.replace(/\/+$/, '') }),
    ...(raw.MONGODB_URI && { mongodbUri: raw.MONGODB_URI }),
    ...(raw.PARLEY_SECRET && { secret: raw.PARLEY_SECRET }),
    ...(raw.OPENAI_API_KEY && { openai: openaiOf(raw, raw.OPENAI_API_KEY) }),
    ...(slack && { slack }),
    ...(raw.METRICS_TOKEN && { metricsToken: raw.METRICS_TOKEN }),
    ...(raw.BACKUP_DIR && { backups: { folder: resolve(raw.BACKUP_DIR), keep: raw.BACKUP_KEEP } }),
    ...(raw.SMTP_URL &&
      raw.MAIL_FROM && {
        smtp: {
          url: raw.SMTP_URL,
          from: raw.MAIL_FROM,
          ...(raw.BOUNCE_ADDRESS && { bounceAddress: raw.BOUNCE_ADDRESS }),
        },
      }),
  });
}

/** Settings that only make sense together. */
function crossChecks(raw: Raw): string[] {
  const problems: string[] = [];
  if (raw.MONGODB_URI && !raw.PARLEY_SECRET) {
    problems.push(
      'PARLEY_SECRET must be set when MONGODB_URI is, since every process needs the same one; received nothing. ' +
        'Any random text of 32 characters or more will do.',
    );
  }
  if (raw.MONGODB_URI && raw.BACKUP_DIR) {
    problems.push(`BACKUP_DIR is for the embedded engine and MONGODB_URI is set too; received "${raw.BACKUP_DIR}".`);
  }
  if (raw.SMTP_URL && !raw.MAIL_FROM) {
    problems.push('MAIL_FROM must be set when SMTP_URL is, like "Parley <parley@example.com>"; received nothing.');
  }
  if (raw.OPENAI_BASE_URL && !raw.OPENAI_API_KEY) {
    problems.push(
      'OPENAI_API_KEY must be set when OPENAI_BASE_URL is; received nothing. A server without keys takes any text.',
    );
  }
  if ((raw.OPENAI_PRICE_INPUT === undefined) !== (raw.OPENAI_PRICE_OUTPUT === undefined)) {
    problems.push('OPENAI_PRICE_INPUT and OPENAI_PRICE_OUTPUT must be set together; received one of them.');
  }
  const anySlack = raw.SLACK_BOT_TOKEN ?? raw.SLACK_APP_TOKEN ?? raw.SLACK_SIGNING_SECRET;
  if (anySlack && !raw.SLACK_BOT_TOKEN) {
    problems.push('SLACK_BOT_TOKEN must be set with the other SLACK_ settings; received nothing.');
  }
  if (raw.SLACK_BOT_TOKEN && !raw.SLACK_APP_TOKEN && !raw.SLACK_SIGNING_SECRET) {
    problems.push(
      'SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) must be set with SLACK_BOT_TOKEN; ' +
        'received neither.',
    );
  }
  return problems;
}

function openaiOf(raw: Raw, apiKey: string): OpenAIConfig {
  const { OPENAI_PRICE_INPUT: input, OPENAI_PRICE_OUTPUT: output, OPENAI_PRICE_CACHED: cached } = raw;
  return {
    apiKey,
    model: raw.OPENAI_MODEL,
    ...(raw.OPENAI_BASE_URL && { baseUrl: raw.OPENAI_BASE_URL }),
    ...(input !== undefined && output !== undefined && { prices: { input, output, cached: cached ?? input } }),
  };
}

function slackOf(raw: Raw): SlackConfig | undefined {
  if (!raw.SLACK_BOT_TOKEN) return undefined;
  if (raw.SLACK_APP_TOKEN) {
    return { transport: 'socket', botToken: raw.SLACK_BOT_TOKEN, appToken: raw.SLACK_APP_TOKEN };
  }
  if (raw.SLACK_SIGNING_SECRET) {
    return { transport: 'http', botToken: raw.SLACK_BOT_TOKEN, signingSecret: raw.SLACK_SIGNING_SECRET };
  }
  return undefined;
}

function deepFreeze<T extends object>(value: T): Readonly<T> {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  }
  return Object.freeze(value);
}

/**
 * The settings of this process: a `.env` file in the working folder first, overridden by the environment.
 * Throws {@link ConfigError}.
 */
export function loadConfig(): Config {
  try {
    // Leaves what the environment sets as it is.
    process.loadEnvFile('.env');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!missing) throw new ConfigError([`.env cannot be read: ${(error as Error).message}.`]);
  }
  return parseConfig(process.env);
}
