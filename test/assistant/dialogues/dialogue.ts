// A scripted conversation: what Ada says on Wednesday, January 7, 2026, at 10:12 in New York, and what stands at its end.
import type { TurnResult } from '../../../src/assistant/turn.ts';
import type { ListedMeeting } from '../../../src/domain/meetings/meetings.ts';
import { localTime } from '../../../src/domain/time.ts';
import { NOW, ZONE } from '../../support/world.ts';
import type { Talk } from '../conversations/talk.ts';

export interface Dialogue {
  readonly name: string;
  /** Another moment at which it begins. */
  readonly now?: string;
  readonly says: readonly string[];
  /** Each meeting as month-day, start, length, guests, and its state unless it is scheduled. */
  readonly stands: readonly string[];
  /** What the transcript must hold besides. */
  readonly hears?: readonly RegExp[];
}

/** "01-08 14:00 30m bob.stone@parley.example" of each, in order, as {@link Dialogue.stands} has them. */
export function standing(meetings: readonly ListedMeeting[]): string[] {
  return meetings.map(told).sort();
}

function told({ start, end, attendees, state }: ListedMeeting): string {
  const minutes = (end.getTime() - start.getTime()) / 60_000;
  const guests = attendees.map(({ email }) => email).filter((email) => email !== 'ada.berg@parley.example');
  const length = `${minutes}m`;
  return [localTime(start, ZONE).slice(5).replace('T', ' '), length, ...guests.sort(), state]
    .filter((word) => word !== 'scheduled')
    .join(' ');
}

/** Ada says all of it, 20 seconds apart; answers what was said to her, message by message. */
export async function speak(talk: Talk, { now, says }: Dialogue): Promise<{ said: string; result: TurnResult }[]> {
  const begin = now === undefined ? NOW.getTime() : Date.parse(now);
  const heard: { said: string; result: TurnResult }[] = [];
  for (const [index, said] of says.entries()) {
    talk.world.setNow(new Date(begin + index * 20_000));
    heard.push({ said, result: await talk.say(said) });
  }
  return heard;
}

export const BOB = 'bob.stone@parley.example';
export const LEE = 'sam.lee@parley.example';
export const FOX = 'sam.fox@parley.example';
