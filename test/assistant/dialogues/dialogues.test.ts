// Whole conversations with the interpreter through the real loop, judged by what stands in the database at their end.
import { expect, it } from 'vitest';
import type { Meeting } from '../../../src/domain/meetings/meetings.ts';
import { localTime } from '../../../src/domain/time.ts';
import { NOW, ZONE } from '../../support/world.ts';
import { interpreterWay, startTalk } from '../conversations/harness.ts';
import { bookings } from './bookings.ts';
import { changes } from './changes.ts';
import type { Dialogue } from './dialogue.ts';
import { finding } from './finding.ts';
import { people } from './people.ts';
import { times } from './times.ts';
import { unsure } from './unsure.ts';

/** "01-08 14:00 30m bob.stone@parley.example", and its state where it is not scheduled. Ada is in all of them. */
function told({ start, end, attendees, state }: Meeting): string {
  const minutes = (end.getTime() - start.getTime()) / 60_000;
  const guests = attendees.map(({ email }) => email).filter((email) => email !== 'ada.berg@parley.example');
  const length = `${minutes}m`;
  return [localTime(start, ZONE).slice(5).replace('T', ' '), length, ...guests.sort(), state]
    .filter((word) => word !== 'scheduled')
    .join(' ');
}

const all: readonly Dialogue[] = [...bookings, ...changes, ...finding, ...people, ...times, ...unsure];

it.each(all)('$name', async ({ now, says, stands, hears = [] }) => {
  const talk = await startTalk(interpreterWay);
  const begin = now === undefined ? NOW.getTime() : Date.parse(now);
  const heard: string[] = [];
  for (const [index, text] of says.entries()) {
    talk.world.setNow(new Date(begin + index * 20_000));
    heard.push(`${text} -> ${(await talk.say(text)).text}`);
  }
  const transcript = heard.join('\n');
  expect((await talk.meetings()).map(told).sort(), transcript).toEqual([...stands].sort());
  for (const pattern of hears) expect(transcript).toMatch(pattern);
});
