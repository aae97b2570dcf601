// The calls of several wishes as those of one message: what belongs to one call, what stands twice, what contradicts.
import type { Call } from './decision.ts';

/** "book … and remind me 10 minutes before" speaks of that meeting, not of all. */
export function withReminders(calls: readonly Call[]): readonly Call[] {
  const [meeting, ...others] = calls.filter(({ tool }) => tool === 'book_meeting' || tool === 'update_meeting');
  const reminder = calls.find(({ tool }) => tool === 'update_profile');
  const told = reminder?.arguments ?? {};
  const isOnlyOf = Object.keys(told).every((name) => name === 'reminderMinutes' || name === 'guestReminderMinutes');
  if (!meeting || !reminder || others.length > 0 || !isOnlyOf) return calls;
  return calls.flatMap((call) => {
    if (call === reminder) return [];
    return call === meeting ? [{ ...call, arguments: { ...call.arguments, ...told } }] : [call];
  });
}

/** Whether one meeting would be moved to two places, or both moved and cancelled. */
export const disputed = (calls: readonly Call[]): boolean =>
  calls.some(({ tool, arguments: given }) =>
    calls.some(
      ({ tool: other, arguments: again }) =>
        given.meetingId !== undefined &&
        given.meetingId === again.meetingId &&
        (other === 'cancel_meeting'
          ? tool === 'update_meeting'
          : given.start !== undefined && again.start !== undefined && given.start !== again.start),
    ),
  );

/** Changes of one meeting are one call; a call that stands twice is made once. */
export function merged(calls: readonly Call[]): Call[] {
  const kept: Call[] = [];
  for (const call of calls) {
    const same = kept.findIndex(
      (other) =>
        other.tool === call.tool &&
        call.tool === 'update_meeting' &&
        other.arguments.meetingId === call.arguments.meetingId,
    );
    const before = kept[same];
    if (before) kept[same] = { tool: call.tool, arguments: { ...before.arguments, ...call.arguments } };
    else if (!kept.some((other) => JSON.stringify(other) === JSON.stringify(call))) kept.push(call);
  }
  return kept;
}
