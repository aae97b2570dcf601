// The nightly backup: one file a day, the oldest removed.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface BackupDeps {
  readonly folder: string;
  /** How many days are kept. */
  readonly keep: number;
  /** Writes a consistent copy into a new file. */
  readonly backUp: (file: string) => Promise<void>;
}

const NAME = /^parley-\d{4}-\d{2}-\d{2}\.sqlite$/;

/** Makes the backup of the day (UTC) unless it is there, then removes what is older than the last `keep`. */
export async function rotateBackups(deps: BackupDeps, now: Date): Promise<void> {
  await mkdir(deps.folder, { recursive: true, mode: 0o700 });
  const today = `parley-${now.toISOString().slice(0, 10)}.sqlite`;
  const before = await readdir(deps.folder);
  if (!before.includes(today)) await deps.backUp(join(deps.folder, today));
  const kept = [...new Set([...before, today])].filter((name) => NAME.test(name)).sort();
  for (const name of kept.slice(0, -deps.keep)) await rm(join(deps.folder, name), { force: true });
}
