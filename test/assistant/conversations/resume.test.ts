// A process that dies at any step of a turn: the turn goes on elsewhere, books once and says the same.
import { afterAll, describe, expect, it } from 'vitest';
import { calls } from '../../../src/assistant/models/scripted.ts';
import type { TurnStep } from '../../../src/assistant/turn.ts';
import { interpreterWay, openaiWay, scriptedWay, startTalk } from './harness.ts';
import { createJournal, type Script } from './talk.ts';

const http = await openaiWay();
afterAll(() => http.close());

const BOOKING = 'book a 30 min demo with john@acme.com tomorrow at 2pm';
const BOOK = { start: '2026-01-08T14:00', durationMinutes: 30, attendees: ['john@acme.com'], title: 'Demo' };
const SCRIPT: Script = [calls(['book_meeting', BOOK]), { text: 'Your demo is booked.' }];
/** Reply, call, result, reply. */
const STEPS = 4;

describe.each([interpreterWay, scriptedWay, http])('a turn with $name', (way) => {
  it.each(Array.from({ length: STEPS }, (_, step) => step))(
    'goes on after a crash before step %i',
    async (dieAfter) => {
      const talk = await startTalk(way);
      const steps: TurnStep[] = [];
      const dying = createJournal(steps, dieAfter);
      await expect(talk.say(BOOKING, SCRIPT, { journal: dying, eventId: 'E1' })).rejects.toThrow('killed');
      expect(steps).toHaveLength(dieAfter);

      const spoken = steps.filter(({ kind }) => kind === 'model').length;
      const journal = createJournal(steps);
      const result = await talk.say(BOOKING, SCRIPT.slice(spoken), { journal, eventId: 'E1' });
      const meeting = await talk.open();
      expect(result.changedMeetings).toEqual([meeting.id]);
      expect(meeting.version).toBe(1);
      expect(steps.map(({ kind }) => kind)).toEqual(['model', 'call', 'result', 'model']);
    },
  );

  it('says the same again when it dies after its last step', async () => {
    const talk = await startTalk(way);
    const steps: TurnStep[] = [];
    const first = await talk.say(BOOKING, SCRIPT, { journal: createJournal(steps), eventId: 'E1' });
    const again = await talk.say(BOOKING, [], { journal: createJournal(steps), eventId: 'E1' });
    expect(again).toEqual(first);
    expect(await talk.meetings()).toHaveLength(1);
  });
});
