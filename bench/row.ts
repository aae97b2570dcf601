// One figure of a benchmark, and how a table of them is printed.

export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure must stay under. */
  readonly limit?: number;
}

/** Prints aligned rows; answers whether every limit was kept. */
export function print(rows: readonly Row[]): boolean {
  const width = Math.max(...rows.map(({ name }) => name.length));
  let kept = true;
  for (const { name, value, unit, limit } of rows) {
    const over = limit !== undefined && value > limit;
    if (over) kept = false;
    const figure = value >= 100 ? value.toFixed(0) : value.toPrecision(3);
    const bound = limit === undefined ? '' : `  (limit ${limit} ${unit}${over ? ', EXCEEDED' : ''})`;
    console.log(`${name.padEnd(width)}  ${figure.padStart(8)} ${unit}${bound}`);
  }
  return kept;
}

/** The q-quantile (0 to 1) of a sample. */
export function quantile(sample: readonly number[], q: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
