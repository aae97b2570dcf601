// What `npm run torture` runs at full count, by the names that it takes: files, or folders of them.

export const SUITES: Readonly<Record<string, readonly string[]>> = {
  storage: ['durability', 'fuzz', 'planner-property'].map((name) => `test/storage/embedded/${name}.test.ts`),
  booking: ['test/domain/meetings'],
  turns: ['test/e2e/crash.test.ts', 'test/bot/incoming.test.ts'],
  processes: [
    ...['processes', 'embedding', 'cut-off'].map((name) => `test/e2e/${name}.test.ts`),
    'test/storage/migrations.test.ts',
  ],
  jobs: [
    'test/jobs/agenda-workers.test.ts',
    'test/jobs/schedule.test.ts',
    'test/jobs/quarter.test.ts',
    'test/jobs/kills.test.ts',
    'test/domain/accounts/quiet-hours.test.ts',
    'test/domain/meetings/timed-notices.test.ts',
  ],
  notifications: ['test/notifications/hostile.test.ts', 'test/notifications/ics.test.ts'],
  assistant: ['test/assistant/models/fragments.test.ts', 'test/assistant/interpreter/fuzz.test.ts'],
  move: ['test/e2e/move.test.ts'],
};
