// Loaded into a command before it runs: kills the process with -9 when it prints the line that KILL_AT asks for, from within,
// since from outside a signal comes when the machine has time for it.
import { z } from 'zod';

/** A regular expression; where it takes a number out of the line, that has to be at least `least`. */
export interface KillAt {
  readonly line: string;
  readonly least?: number;
}

const killAt = z.object({ line: z.string(), least: z.number().optional() });

const wanted = process.env.KILL_AT;
if (wanted) {
  const { line, least } = killAt.parse(JSON.parse(wanted));
  const pattern = new RegExp(line);
  process.stdout.write = new Proxy(process.stdout.write, {
    apply(write, stdout, given) {
      const found = pattern.exec(String(given[0]));
      if (found && (least === undefined || Number(found[1]) >= least)) process.kill(process.pid, 'SIGKILL');
      return Reflect.apply(write, stdout, given);
    },
  });
}
