// What is made from parts is read back into the same parts: dates, times, lengths and people in many spellings, whatever
// the zone of the process, on days when clocks change as on others.
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

const situation = situationOf('2026-03-04T08:00:00-05:00', 'America/New_York');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number) => String(n).padStart(2, '0');

/** A day after today within a year, with ways to write it. */
const day = fc.integer({ min: 1, max: 300 }).chain((offset) => {
  const at = new Date(Date.UTC(2026, 2, 4 + offset));
  const [year, month, date] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  const iso = `${year}-${two(month)}-${two(date)}`;
  const name = MONTHS[month - 1] ?? '';
  return fc
    .constantFrom(
      iso,
      `${name} ${date}`,
      `${date} ${name}`,
      `${month}/${date}`,
      `on ${name} ${date}th`,
      `${name} ${date}, ${year}`,
    )
    .map((text) => ({ iso, text }));
});
const time = fc.tuple(fc.integer({ min: 8, max: 20 }), fc.constantFrom(0, 15, 30, 45)).chain(([hour, minute]) => {
  const half = hour < 12 ? 'am' : 'pm';
  const twelve = hour % 12 || 12;
  const short = minute === 0 ? `${twelve}${half}` : `${twelve}:${two(minute)}${half}`;
  return fc
    .constantFrom(short, `${twelve}:${two(minute)} ${half.toUpperCase()}`, `at ${short}`, `@ ${short}`)
    .map((text) => ({ clock: `${two(hour)}:${two(minute)}`, text }));
});
const length = fc.constantFrom(
  { minutes: 15, text: '15 min' },
  { minutes: 30, text: 'half an hour' },
  { minutes: 45, text: '45m' },
  { minutes: 60, text: 'an hour' },
  { minutes: 90, text: 'an hour and a half' },
  { minutes: 90, text: '1h30' },
  { minutes: 120, text: '2 hrs' },
);
const person = fc.constantFrom('john@acme.com', 'Sarah', '<@U0AB12>', 'li.wei@big-co.cn', '<mailto:a@b.co|a@b.co>');
const verb = fc.constantFrom('book', 'schedule', 'please book', 'can you set up', 'Book');
const attendee = (text: string) => text.replace(/<@(\w+)>|<mailto:([^|]+)\|.*/, '$1$2');

describe('a sentence made of parts', () => {
  it('is read back into its parts', async () => {
    await fc.assert(
      fc.asyncProperty(verb, length, person, day, time, fc.boolean(), async (verbs, long, who, on, at, timeFirst) => {
        const when = timeFirst ? `${at.text} ${on.text}` : `${on.text} ${at.text}`;
        const text = `${verbs} ${long.text} with ${who} ${when}`;
        const reply = await askInterpreter(text, situation);
        expect(
          reply.toolCalls.map((call) => [call.name, JSON.parse(call.arguments)]),
          text,
        ).toEqual([
          [
            'book_meeting',
            { start: `${on.iso}T${at.clock}`, durationMinutes: long.minutes, attendees: [attendee(who)] },
          ],
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['UTC', 'Pacific/Kiritimati', 'America/St_Johns', 'Asia/Kathmandu'])(
    'is read alike in a process in %s',
    (TZ) => {
      const script = `
      import { askInterpreter, situationOf } from ${JSON.stringify(new URL('ask.ts', import.meta.url).href)};
      const texts = ['book john@acme.com tomorrow at 2:30pm', 'book john@acme.com sunday 10am', 'book john@acme.com dec 31 11pm'];
      const ask = (text) => askInterpreter(text, situationOf('2026-03-07T23:30:00-05:00', 'America/New_York'));
      const replies = await Promise.all(texts.map(ask));
      console.log(JSON.stringify(replies.map((reply) => JSON.parse(reply.toolCalls[0]?.arguments ?? '{}').start)));
    `;
      const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
        env: { PATH: process.env.PATH, TZ },
        encoding: 'utf8',
      });
      expect(run.stderr).toBe('');
      expect(JSON.parse(run.stdout)).toEqual(['2026-03-08T14:30', '2026-03-08T10:00', '2026-12-31T23:00']);
    },
  );

  it('asks about a time that the clocks skip', async () => {
    const reply = await askInterpreter('book john@acme.com sunday at 2:30am', situation);
    expect(reply.toolCalls).toEqual([]);
    expect(reply.clarification?.missing).toContain('time');
  });
});
