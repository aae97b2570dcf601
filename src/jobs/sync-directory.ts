// Takes over who is in each workspace and who no longer is: joins and changes are told by events, and one that was missed
// is made good here.
import type { TenantId } from '../domain/actor.ts';

export interface SyncDirectoryDeps {
  readonly tenants: () => Promise<readonly TenantId[]>;
  /** Of one workspace. Rejects when it cannot be reached, or has removed Parley. */
  readonly sync: (tenant: TenantId) => Promise<void>;
}

/** One workspace after another; one that fails holds up no other. Rejects with what failed when all were tried. */
export async function syncDirectories(deps: SyncDirectoryDeps): Promise<void> {
  const failures: unknown[] = [];
  for (const tenant of await deps.tenants()) {
    await deps.sync(tenant).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `Directories that could not be read: ${failures.length}.`);
}
