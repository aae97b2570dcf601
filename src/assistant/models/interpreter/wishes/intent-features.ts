// What the intent model sees of a clause: its words, their neighbours, the markers of the sketch and their order. No
// rule of the grammar is among it: the model is a second opinion, and one that repeats the first is none.
import { stem } from '../text/slip.ts';
import { groupsOf } from './thesaurus.ts';

/** What is known of a clause beside its words. */
export interface Hints {
  /** It describes a meeting that stands. */
  readonly meeting: boolean;
  /** Requests of others wait for an answer. */
  readonly requests: boolean;
  /** The user has goals. */
  readonly goals: boolean;
}

const TOKEN = /#[a-z](?=\d)|\d+|[\p{L}]+(?:['-][\p{L}]+)*|[?%]/gu;
/** More of a clause is not read: what is wanted stands at its beginning. */
const MOST_TOKENS = 40;
/** Words of this length and longer are also seen in pieces, so that "rescheduling" helps with "reschedulation". */
const PIECED = 5;
const PIECE = 4;

/** Markers lose their number, numbers their value, letters their case. */
export function tokensOf(clause: string): string[] {
  const tokens = clause.replace(/1:1s?/g, 'onetoone').toLowerCase().match(TOKEN) ?? [];
  return tokens.slice(0, MOST_TOKENS).map((token) => (/^\d/.test(token) ? '0' : token));
}

/** The features of a clause, each once. They hold no spaces. */
export function featuresOf(clause: string, { meeting, requests, goals }: Hints): string[] {
  const tokens = tokensOf(clause);
  const found = new Set<string>(['bias']);
  const groups = tokens.map(groupsOf);
  const classes = tokens.map((token, index) => groups[index]?.[0] ?? (token.startsWith('#') ? token : undefined));
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1] ?? '$';
    found.add(token);
    const root = stem(token);
    if (root !== token) found.add(`~${root}`);
    for (const group of groups[index] ?? []) found.add(`&${group}`);
    found.add(`${token}_${next}`);
    const later = tokens[index + 2];
    if (later !== undefined) found.add(`${token}__${later}`);
    const [own, following] = [classes[index], classes[index + 1] ?? classes[index + 2]];
    if (own !== undefined && following !== undefined) found.add(`&${own}_${following}`);
    if (token.length >= PIECED && !token.startsWith('#'))
      for (let at = 0; at + PIECE <= token.length; at++) found.add(`=${token.slice(at, at + PIECE)}`);
  }
  const [first = '', second = ''] = tokens;
  found.add(`^${first}`).add(`^${first}_${second}`);
  for (const group of groups[0] ?? []) found.add(`^&${group}`);
  const verb = classes.find((own) => own !== undefined && !own.startsWith('#') && own !== 'thanks' && own !== 'asked');
  if (verb !== undefined) found.add(`^^${verb}`);
  const markers = tokens.filter((token) => token.startsWith('#')).map((token) => token.slice(1));
  found.add(`#${markers.slice(0, 4).join('')}`);
  if (tokens.at(-1) === '?') found.add('$?').add(`$?^${first}`);
  found.add(`length${Math.min(6, Math.ceil(Math.log2(tokens.length + 1)))}`);
  if (meeting) {
    found.add('+meeting');
    if (verb !== undefined) found.add(`+meeting_${verb}`);
    if (tokens.at(-1) === '?') found.add('+meeting_?');
  }
  if (requests) found.add('+requests');
  if (goals) found.add('+goals');
  return [...found];
}
