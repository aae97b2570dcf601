// The intent model: learnt from the clauses beside this file, it must read those of people whom it never met.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  LABELS,
  type Label,
  likelyIntents,
  type Packed,
  unpack,
} from '../../../../src/assistant/models/interpreter/wishes/intent-model.ts';
import { corpus } from './corpus.ts';
import { byWriter, guessesOf, learn, pack } from './learn.ts';

const WEIGHTS = new URL('../../../../src/assistant/models/interpreter/wishes/intent-weights.json', import.meta.url);
const examples = corpus();
const stored = JSON.parse(readFileSync(WEIGHTS, 'utf8')) as Packed;
const PLAIN = { meeting: false, requests: false, goals: false };

describe('the intent model', () => {
  it('learns from enough clauses, some of every kind', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3000);
    for (const label of LABELS) expect(examples.filter((one) => one.label === label).length, label).toBeGreaterThan(25);
  });

  it('is what these clauses teach: run train.ts where it is not', () => {
    const learnt = unpack(pack(learn(examples), stored));
    const before = guessesOf(examples, unpack(stored));
    const after = guessesOf(examples, learnt);
    const same = after.filter(({ read }, index) => read.label === before[index]?.read.label).length;
    expect(same / examples.length).toBeGreaterThan(0.99);
  });

  it('learns the same from the same', () => {
    const some = examples.filter((_, index) => index % 12 === 0);
    expect(pack(learn(some))).toEqual(pack(learn(some)));
  });

  it('reads a writer whom it never met', () => {
    const others = unpack(pack(learn(examples.filter(({ writer }) => writer !== 'a'))));
    const [score] = byWriter(
      guessesOf(
        examples.filter(({ writer }) => writer === 'a'),
        others,
      ),
    );
    expect((score?.right ?? 0) / (score?.of ?? 1)).toBeGreaterThan(0.78);
  });

  it('fits into 200 KB', () => {
    expect(readFileSync(WEIGHTS).length).toBeLessThan(200_000);
  });

  it.each<[string, boolean, Label]>([
    ['please annul the #d0 session with #p1', true, 'cancel'],
    ['no need anymore for the #d0 call with #p1', true, 'cancel'],
    ['could the #d0 review be relocated to #t1', true, 'move'],
    ['would #d0 be possible for #u1', false, 'availability'],
    ['what have i got lined up #d0', false, 'list'],
    ['the babysitter is late', false, 'aside'],
    ['get #p0 and me together #d1 at #t2', false, 'book'],
  ])('reads "%s"', (clause, meeting, label) => {
    const [first, second] = likelyIntents(clause, { ...PLAIN, meeting });
    expect(first?.label).toBe(label);
    expect(first?.probability ?? 0).toBeGreaterThan(second?.probability ?? 1);
  });

  it('gives probabilities that add up to one, and is not sure of what it never read', () => {
    const likely = likelyIntents('zorgl frabitz', PLAIN);
    expect(likely.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
    expect(likely[0]?.probability).toBeLessThan(0.6);
  });
});
