// Claims: what makes a double booking impossible. A meeting holds one string for every user of ours who attends and
// every five minutes that it touches; a unique index lets each string exist once.
import { BUCKET_MINUTES } from '../time.ts';
import { type Meeting, usersOf } from './meeting.ts';
import { isOpen } from './states.ts';

const BUCKET_MS = BUCKET_MINUTES * 60_000;

/** The claims of a meeting, or undefined when it holds nobody's time: an empty array would be indexed and collide. */
export function claimsOf(meeting: Pick<Meeting, 'state' | 'start' | 'end' | 'attendees'>): string[] | undefined {
  // A completed meeting keeps its claims until it is pruned, so that nothing is booked into the past over it.
  if (!isOpen(meeting) && meeting.state !== 'completed' && meeting.state !== 'no_show') return undefined;
  const first = Math.floor(meeting.start.getTime() / BUCKET_MS);
  const end = Math.ceil(meeting.end.getTime() / BUCKET_MS);
  const claims: string[] = [];
  for (const user of usersOf(meeting)) {
    for (let bucket = first; bucket < end; bucket++) claims.push(`${user}:${bucket}`);
  }
  return claims.length > 0 ? claims : undefined;
}
