// One figure of a benchmark, and how a table of them is printed.

export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure must stay under. */
  readonly limit?: number;
  /** What the figure must reach. */
  readonly atLeast?: number;
}

/** Prints aligned rows; answers whether every limit was kept. */
export function print(rows: readonly Row[]): boolean {
  const width = Math.max(...rows.map(({ name }) => name.length));
  let kept = true;
  for (const { name, value, unit, limit, atLeast } of rows) {
    const over = limit !== undefined && value > limit;
    const short = atLeast !== undefined && value < atLeast;
    if (over || short) kept = false;
    const figure = value >= 100 ? value.toFixed(0) : value.toPrecision(3);
    const most = limit === undefined ? '' : `  (limit ${limit} ${unit}${over ? ', EXCEEDED' : ''})`;
    const least = atLeast === undefined ? '' : `  (at least ${atLeast} ${unit}${short ? ', MISSED' : ''})`;
    console.log(`${name.padEnd(width)}  ${figure.padStart(8)} ${unit}${most}${least}`);
  }
  return kept;
}

/** The q-quantile (0 to 1) of a sample. */
export function quantile(sample: readonly number[], q: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
