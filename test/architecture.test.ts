// Reads the imports of every source file and holds them against the house plan: who may know whom.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '../src');
const IMPORT = /(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/g;

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|svelte)$/.test(file));
const imports: Import[] = files.flatMap((from) =>
  [...readFileSync(join(SOURCE, from), 'utf8').matchAll(IMPORT)].map((match) => {
    const specifier = match[2] ?? match[3] ?? '';
    const to = specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : specifier;
    return { from, to, typeOnly: match[1] !== undefined };
  }),
);
const inside = imports.filter(({ to }) => files.includes(to));
const room = (file: string) => file.split('/')[0] ?? '';
/** The composition root and its parts: they see everything and are seen by nobody but the root. */
const isWiring = (file: string) => ['app.ts', 'app'].includes(room(file));

/** Rooms whose values a room may use, beside its own. */
const MAY_USE: Record<string, readonly string[]> = {
  domain: [],
  tools: ['domain'],
  assistant: ['tools', 'domain'],
  bot: ['assistant', 'domain'],
  http: ['assistant', 'domain'],
  jobs: ['domain', 'notifications', 'assistant'],
  providers: ['domain'],
  notifications: ['domain'],
  storage: ['domain'],
  playground: ['domain', 'http'],
  metrics: [],
  web: ['http'],
  'log.ts': [],
  'summary.ts': ['config.ts'],
  'config.ts': [],
  'maintenance.ts': ['config.ts', 'storage'],
  'cli.ts': ['app.ts', 'config.ts', 'assistant', 'log.ts', 'maintenance.ts'],
};

/** Rooms that implement other rooms' ports and so may see any type. */
const MAY_SEE_TYPES = ['storage', 'providers', 'notifications', 'bot', 'playground', 'metrics'];

/** Between the domain's modules: only from right to left. */
const DOMAIN_ORDER = ['accounts', 'people', 'availability', 'meetings', 'booking', 'coaching'];

function sentence({ from, to }: Import): string {
  return `${from} imports ${to}`;
}

describe('the house plan', () => {
  it('is read from real files', () => {
    expect(files.length).toBeGreaterThan(30);
    expect(inside.length).toBeGreaterThan(50);
  });

  it('lets each room use only the rooms below it', () => {
    const wrong = inside.filter(({ from, to, typeOnly }) => {
      if (isWiring(from) || room(from) === room(to)) return false;
      if (typeOnly && MAY_SEE_TYPES.includes(room(from))) return false;
      // Errors of ports are values that their implementations throw.
      if (room(from) === 'bot' && to === 'notifications/channel.ts') return false;
      return !(MAY_USE[room(from)] ?? []).includes(room(to));
    });
    expect(wrong.map(sentence)).toEqual([]);
  });

  it('lets the composition root alone use its parts', () => {
    const wrong = inside.filter(({ from, to }) => room(to) === 'app' && !isWiring(from));
    expect(wrong.map(sentence)).toEqual([]);
  });

  it('keeps the domain free of Slack, MongoDB, HTTP, Agenda and I/O', () => {
    const allowed = /^(zod|luxon|node:(crypto|util|assert))$/;
    const wrong = imports.filter(({ from, to }) => room(from) === 'domain' && !files.includes(to) && !allowed.test(to));
    expect(wrong.map(sentence)).toEqual([]);
  });

  it('lets domain modules meet at their main files only, in one direction', () => {
    const wrong = inside.filter(({ from, to }) => {
      const [, module = '', file = ''] = from.split('/');
      const [, other = '', otherFile = ''] = to.split('/');
      if (room(from) !== 'domain' || room(to) !== 'domain' || !file || !otherFile || module === other) return false;
      return otherFile !== `${other}.ts` || DOMAIN_ORDER.indexOf(other) > DOMAIN_ORDER.indexOf(module);
    });
    expect(wrong.map(sentence)).toEqual([]);
  });

  it('keeps providers and notifications apart from each other', () => {
    const wrong = inside.filter(
      ({ from, to }) => [room(from), room(to)].sort().join() === ['notifications', 'providers'].join(),
    );
    expect(wrong.map(sentence)).toEqual([]);
  });

  it('lets the web know the HTTP contract only', () => {
    const wrong = inside.filter(
      ({ from, to }) => room(from) === 'web' && room(to) !== 'web' && to !== 'http/contract.ts',
    );
    expect(wrong.map(sentence)).toEqual([]);
  });

  it('lets the embedded engine import nothing outside itself but its libraries', () => {
    const home = join('storage', 'embedded');
    const wrong = imports.filter(({ from, to }) => {
      if (!from.startsWith(home) || to.startsWith(home)) return false;
      return !/^(node:|bson$)/.test(to);
    });
    expect(wrong.map(sentence)).toEqual([]);
  });

  it('lets one file alone know how metrics are written', () => {
    const known = imports.filter(({ to }) => to === 'prom-client').map(({ from }) => from);
    expect(known).toEqual(['metrics/metrics.ts']);
  });

  it('lets one file alone know Agenda, and one alone compose the playground', () => {
    const agenda = imports.filter(({ to }) => /^(agenda|@agendajs\/)/.test(to)).map(({ from }) => from);
    expect([...new Set(agenda)]).toEqual(['jobs/agenda.ts']);
    const playground = inside.filter(({ from, to }) => room(to) === 'playground' && room(from) !== 'playground');
    expect(playground.filter(({ typeOnly }) => !typeOnly).map(({ from }) => from)).toEqual(
      playground.filter(({ typeOnly }) => !typeOnly).map(() => 'app.ts'),
    );
  });

  it('reads the environment and the clock at the edges only', () => {
    const wrong: string[] = [];
    for (const file of files.filter((name) => name.endsWith('.ts') && room(name) !== 'web')) {
      const text = readFileSync(join(SOURCE, file), 'utf8').replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '');
      if (file !== 'config.ts' && text.includes('process.env')) wrong.push(`${file} reads process.env`);
      const edge = file === 'app.ts' || file === 'cli.ts';
      if (!edge && /new Date\(\)|Date\.now\(\)/.test(text)) wrong.push(`${file} reads the clock`);
    }
    expect(wrong).toEqual([]);
  });

  it('has no cycles', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to, typeOnly } of inside) if (!typeOnly) graph.set(from, [...(graph.get(from) ?? []), to]);
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file) || path.includes(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('names files in lower case, words joined by hyphens', () => {
    expect(files.filter((file) => file.endsWith('.ts') && !/^[a-z0-9/.-]+$/.test(file))).toEqual([]);
  });
});
