// How often the crash and load tests repeat: few times in every test run, in full with `npm run torture`.

/** `full` when started by `npm run torture`, else `quick`. */
export function times(quick: number, full: number): number {
  return process.env.PARLEY_TORTURE === 'full' ? full : quick;
}
