// Reads the cron expressions of our own jobs: five fields of `*`, `*/n`, numbers and lists of them, in UTC.

const MINUTE_MS = 60_000;
/** Further apart than any of our jobs run. */
const FURTHEST_MINUTES = 32 * 24 * 60;

function matches(field: string, value: number): boolean {
  return field.split(',').some((part) => {
    if (part === '*') return true;
    const [, step] = /^\*\/(\d+)$/.exec(part) ?? [];
    return step ? value % Number(step) === 0 : Number(part) === value;
  });
}

function isTime(cron: string, at: Date): boolean {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = cron.split(' ');
  return (
    matches(minute, at.getUTCMinutes()) &&
    matches(hour, at.getUTCHours()) &&
    matches(day, at.getUTCDate()) &&
    matches(month, at.getUTCMonth() + 1) &&
    matches(weekday, at.getUTCDay())
  );
}

function search(cron: string, from: number, step: 1 | -1): Date {
  for (let count = 0; count < FURTHEST_MINUTES; count++) {
    const at = new Date((from + count * step) * MINUTE_MS);
    if (isTime(cron, at)) return at;
  }
  throw new TypeError(`"${cron}" names no time within a month.`);
}

/** The last minute up to `now`, its own included, at which the job was due. */
export function lastTime(cron: string, now: Date): Date {
  return search(cron, Math.floor(now.getTime() / MINUTE_MS), -1);
}

/** The first minute after `now` at which the job is due. */
export function nextTime(cron: string, now: Date): Date {
  return search(cron, Math.floor(now.getTime() / MINUTE_MS) + 1, 1);
}
