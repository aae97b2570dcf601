// Cases of expressions: each with what it comes to for a document, or the code of the refusal.
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../../src/storage/embedded/aggregate/expression.ts';
import type { Document } from '../../../../src/storage/embedded/values.ts';

export const now = new Date('2026-03-04T05:06:07.008Z');
export const utc = (text: string) => new Date(`${text}Z`);
const evaluate = (spec: unknown, doc: Document = {}) => compileExpression(spec).on(doc, { now });

/** What is refused, by its code. */
class Refused {
  readonly code: number;
  constructor(code: number) {
    this.code = code;
  }
}
export const refused = (code: number) => new Refused(code);

type Case = readonly [page: string, spec: unknown, expected: unknown, doc?: Document];

/** A test for each case, named by its page of the manual. */
export function checkExpressions(name: string, cases: readonly Case[]): void {
  describe(name, () => {
    for (const [page, spec, expected, doc] of cases) {
      it(`${page}: ${inspect(spec, { depth: 9, breakLength: Number.POSITIVE_INFINITY })}`, () => {
        if (expected instanceof Refused) {
          expect(() => evaluate(spec, doc)).toThrow(expect.objectContaining({ code: expected.code }));
        } else expect(evaluate(spec, doc)).toEqual(expected);
      });
    }
  });
}
