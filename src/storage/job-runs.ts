// The last run of each job over MongoDB: one document a job, for all tenants and processes.
import type { Collection, Db } from 'mongodb';
import type { JobRun, JobRuns } from '../jobs/recorded.ts';

export const JOB_RUNS = 'jobRuns';

export function createJobRuns(db: Db): JobRuns {
  const runs: Collection<JobRun & { readonly _id: string }> = db.collection(JOB_RUNS);
  return {
    async put(run) {
      await runs.replaceOne({ _id: run.job }, run, { upsert: true });
    },
    all: () => runs.find({ _id: { $gte: '' } }, { projection: { _id: 0 }, sort: { _id: 1 } }).toArray(),
  };
}
