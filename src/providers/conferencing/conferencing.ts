// Chooses the room for a meeting among the providers that are connected.
import type { Conference, ConferenceKind } from '../../domain/meetings/meetings.ts';
import { createJitsi } from './jitsi.ts';

const WITHOUT_ROOM: readonly ConferenceKind[] = ['phone', 'in_person', 'none'];

/**
 * A provider that is not connected is replaced by Jitsi, and `replaced` says so: a meeting with another link is better
 * than one without.
 */
export function createConferencing(jitsi = createJitsi()): {
  room(kind: ConferenceKind): { conference: Conference; replaced: boolean };
} {
  return {
    room(kind) {
      if (WITHOUT_ROOM.includes(kind)) return { conference: { kind }, replaced: false };
      return { conference: jitsi.room(), replaced: kind !== 'jitsi' };
    },
  };
}
