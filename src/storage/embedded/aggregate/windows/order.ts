// Window functions that look at the order alone: `$documentNumber`, `$rank`, `$denseRank`, `$shift`.

import { CommandError } from '../../errors.ts';
import type { KeySpec } from '../../keys.ts';
import { isDocument, isNumber, toNumber } from '../../values.ts';
import { compile, constantOf } from '../expression.ts';
import { namedOperands } from '../operands.ts';
import type { MakeFunction, Row } from './rows.ts';

export const OF_ORDER: Readonly<Record<string, MakeFunction>> = {
  $documentNumber: ranking('$documentNumber', (_equal, _rank, at) => at + 1),
  $rank: ranking('$rank', (equal, rank, at) => (equal ? rank : at + 1)),
  $denseRank: ranking('$denseRank', (equal, rank) => (equal ? rank : rank + 1)),
  $shift: (operand, window, sort) => {
    if (window !== undefined) throw new CommandError(9, "$shift does not accept a 'window'");
    const { output, by, default: otherwise = null } = namedOperands('$shift', operand, ['output', 'by'], ['default']);
    if (sort.length === 0) throw new CommandError(9, "'$shift' requires a sortBy");
    if (!isNumber(by) || !Number.isInteger(toNumber(by)))
      throw new CommandError(9, `'$shift:by' field must be an integer, but found ${String(by)}`);
    const evaluate = compile(output);
    const fallback = constantOf(otherwise);
    if (fallback === undefined) throw new CommandError(9, "'$shift:default' expression must yield a constant value.");
    return async (rows) =>
      rows.map((_, at) => {
        const other = rows[at + toNumber(by)];
        return other ? (evaluate(other.scope) ?? null) : fallback;
      });
  },
};

/** `next` tells a row's rank by whether it is sorted with the one before, by that one's rank, and by its place. */
function ranking(name: string, next: (equal: boolean, rank: number, at: number) => number): MakeFunction {
  return (operand, window, sort) => {
    if (window !== undefined) throw new CommandError(5371601, 'Rank style window functions take no other arguments');
    if (!isDocument(operand) || Object.keys(operand).length > 0)
      throw new CommandError(5371603, `${name} must be specified with '{}' as the value`);
    needOneField(name, sort, 5371602);
    return async (rows) => {
      let rank = 0;
      return rows.map((row: Row, at) => {
        rank = next(at > 0 && row.key === rows[at - 1]?.key, rank, at);
        return rank;
      });
    };
  };
}

/** The path that a partition is sorted by. Throws CommandError `code` when it is sorted by none or several. */
export function needOneField(name: string, sort: KeySpec, code: number): string[] {
  const [field] = sort;
  if (field && sort.length === 1) return field.path.split('.');
  throw new CommandError(code, `${name} must be specified with a top level sortBy expression with exactly one element`);
}
