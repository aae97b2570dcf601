// A turn: one message of a user and all that answers it. These are the words that the assistant and its surfaces share.
import type { User } from '../domain/accounts/accounts.ts';
import type { UserActor } from '../domain/actor.ts';
import type { ListedMeeting } from '../domain/meetings/meetings.ts';
import type { Person } from '../domain/people/people.ts';
import type { Clarification, Message, ModelReply } from './models/model.ts';
import type { TurnUsage } from './usage.ts';

export interface TurnRequest {
  readonly actor: UserActor;
  /** The actor as stored, where the caller has just read them. */
  readonly user?: User;
  /** Where the caller has just asked for it. */
  readonly recalled?: Recalled;
  /** Names the conversation within its tenant: `${channel}:${threadTs}`. Its history is kept under this key. */
  readonly conversation: string;
  /** Unique within the tenant; change keys are made from it. */
  readonly eventId: string;
  /** What the user wrote, with mentions of Parley removed and other mentions as `<@U…>`. */
  readonly text: string;
}

/** What a turn starts from besides the user: the conversation before it, and what the text may speak of. */
export interface Recalled {
  readonly at: Date;
  readonly history: readonly Message[];
  /** The user's next meetings, soonest first. */
  readonly meetings: readonly ListedMeeting[];
  readonly people: readonly Person[];
}

/** What has happened in a turn so far, in order. A resumed turn starts from these. */
export type TurnStep =
  | { readonly kind: 'model'; readonly model: string; readonly reply: ModelReply }
  | {
      readonly kind: 'call';
      readonly callId: string;
      readonly name: string;
      readonly arguments: string;
      /** It may change something: recorded durably before it runs. One that only reads can be run again. */
      readonly changes: boolean;
    }
  | {
      readonly kind: 'result';
      readonly callId: string;
      readonly content: string;
      readonly changed: boolean;
      /** As in ToolResult: a resumed turn still knows which cards to show. */
      readonly changedMeetings?: readonly string[];
      readonly listedMeetings?: readonly string[];
    };

/** Where a turn records its steps: durable before it goes on. Implemented over the stored turn. */
export interface TurnJournal {
  /** What earlier attempts of this turn recorded. */
  readonly steps: readonly TurnStep[];
  append(step: TurnStep): Promise<void>;
}

/** What the user sees while the turn runs. Failing to show it never fails the turn. */
export interface TurnView {
  /** `Checking calendars…`: what Parley is doing. */
  status(text: string): void;
  /**
   * The answer as far as the model has spoken: whole sentences that claim nothing untrue, more with each call, and the
   * meetings changed before it. A draft: what stands in the result takes its place, whatever was shown.
   */
  draft(text: string, changedMeetings: readonly string[]): void;
}

export interface TurnResult {
  /** The sentence for the user, in mrkdwn-free plain text. */
  readonly text: string;
  /** Meetings that the turn changed, in order: surfaces render their cards from the stored documents. */
  readonly changedMeetings: readonly string[];
  /** Meetings that the turn listed, for surfaces that show them. */
  readonly listedMeetings: readonly string[];
  /** Set when the text is a question. */
  readonly clarification?: Clarification;
  /** What the models of the turn have cost; absent where none counts. */
  readonly usage?: TurnUsage;
  /** What was said in this turn, for {@link Assistant.remember}. */
  readonly messages: readonly Message[];
}

export interface Assistant {
  /** Can be asked for while the user is still being read: the actor's role plays no part in it. */
  recall(request: TurnRequest): Promise<Recalled>;
  /**
   * Runs or resumes a turn. Never throws for what a model or tool does: the result then says so in one sentence.
   * Throws only when storage fails, so that the turn is taken up again.
   */
  run(request: TurnRequest, journal: TurnJournal, view: TurnView, signal: AbortSignal): Promise<TurnResult>;
  /** Adds the turn to its conversation's memory; of a turn that was run twice the last result is remembered. */
  remember(request: Pick<TurnRequest, 'actor' | 'conversation' | 'eventId'>, result: TurnResult): Promise<void>;
}

/** The conversation's memory. Implemented by storage. */
export interface Conversations {
  /** The last messages, oldest first, but for those of the given event: a turn run twice does not remember itself. */
  history(actor: UserActor, conversation: string, eventId: string, limit: number): Promise<Message[]>;
  /** Appends the messages of one turn. Those of an event that was appended before take its place. */
  append(
    actor: UserActor,
    conversation: string,
    eventId: string,
    messages: readonly Message[],
    at: Date,
  ): Promise<void>;
}
