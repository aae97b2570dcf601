// What buttons and the reschedule modal change: straight to the domain, without the assistant, with a change key made from
// the click.
import { isRefusal } from '../domain/errors.ts';
import type { Meetings } from '../domain/meetings/meetings.ts';
import type { Sender } from './directory.ts';
import type { Poster } from './poster.ts';
import { refusal } from './sentences.ts';
import type { Turn, Work } from './turns.ts';
import type { TurnContext } from './worker.ts';

type Change = Extract<Work, { kind: 'cancel' | 'leave' | 'move' }>;
export type ChangeTurn = Turn & { readonly work: Change };

export interface Changes {
  /** Refusals of the domain are told to the person; anything else is thrown, to be tried again. */
  change(turn: ChangeTurn, sender: Sender, context: TurnContext): Promise<void>;
}

export function createChanges(options: { meetings: Meetings; poster: Poster }): Changes {
  const { meetings, poster } = options;

  async function act({ work, eventId }: ChangeTurn, { actor }: Sender): Promise<void> {
    switch (work.kind) {
      case 'cancel':
        await meetings.cancel(actor, work.meetingId, undefined, eventId);
        return;
      case 'leave':
        await meetings.leave(actor, work.meetingId, eventId);
        return;
      case 'move':
        // The slot was offered with everybody's hours in view, so nobody is asked again.
        await meetings.update(actor, work.meetingId, { start: work.start, confirmed: true }, eventId);
    }
  }

  return {
    async change(turn, sender, context) {
      const { work, tenant } = turn;
      try {
        await act(turn, sender);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        const sentence = refusal(error, sender.user);
        if (!context.settled?.(sentence)) await poster.whisper(work.card, turn, sentence);
        await poster.repaintClicked(work.card, work.meetingId, sender);
        return;
      }
      context.settled?.();
      const repainted = await poster.repaintClicked(work.card, work.meetingId, sender);
      await poster.repaint(tenant, work.meetingId, repainted);
    },
  };
}
