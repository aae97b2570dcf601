// "Book again" on a message after a meeting: asked of the assistant as its reader would ask, with the same people.
import type { TurnUsage } from '../assistant/usage.ts';
import { isRefusal } from '../domain/errors.ts';
import type { Meeting, Meetings } from '../domain/meetings/meetings.ts';
import type { Answers } from './answers.ts';
import { cardWords } from './cards/words/words.ts';
import type { Sender } from './directory.ts';
import type { Poster } from './poster.ts';
import { refusal } from './sentences.ts';
import type { Turn, Work } from './turns.ts';
import { languageOfUser } from './words/words.ts';
import type { TurnContext } from './worker.ts';

export type AgainTurn = Turn & { readonly work: Extract<Work, { kind: 'again' }> };

export interface Again {
  /** A meeting that is no longer the reader's is told to them; anything else is thrown, to be tried again. */
  ask(turn: AgainTurn, sender: Sender, context: TurnContext): Promise<TurnUsage | undefined>;
}

export function createAgain(options: { meetings: Meetings; answers: Answers; poster: Poster }): Again {
  return {
    async ask(turn, sender, context) {
      const { card, meetingId } = turn.work;
      let meeting: Meeting;
      try {
        meeting = await options.meetings.get(sender.actor, meetingId);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        await options.poster.whisper(card, turn, refusal(error, sender.user));
        return undefined;
      }
      const place = { channel: card.channel, ...(card.threadTs && { threadTs: card.threadTs }) };
      const { again } = cardWords(languageOfUser(sender.user));
      const work = {
        kind: 'say',
        text: wishOf(meeting, sender.user.id),
        place,
        quote: `${again}: ${meeting.title}`,
      } as const;
      return options.answers.answer({ ...turn, work }, sender, context);
    },
  };
}

/** `find 30 minutes with <@U1> and john@acme.com next week` */
function wishOf(meeting: Meeting, reader: string): string {
  const minutes = Math.round((meeting.end.getTime() - meeting.start.getTime()) / 60_000);
  const others = meeting.attendees.flatMap((one) => {
    if (one.kind === 'guest') return one.email;
    return one.userId === reader ? [] : `<@${one.userId}>`;
  });
  const people = others.length > 0 ? ` with ${new Intl.ListFormat('en').format(others)}` : '';
  return `find ${minutes} minutes${people} next week`;
}
