// Video rooms on Jitsi Meet: a room is its name, so an unguessable name is all it takes.
import { randomBytes } from 'node:crypto';
import type { Conference } from '../../domain/meetings/meetings.ts';

/** `server` is the base URL of a Jitsi installation. Rooms have 128 random bits in their name. */
export function createJitsi(server = 'https://meet.jit.si'): { room(): Conference } {
  return {
    room: () => ({ kind: 'jitsi', joinUrl: `${server}/parley-${randomBytes(16).toString('hex')}` }),
  };
}
