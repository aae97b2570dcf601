// A tool is one object: what a model reads of it, the schema its arguments must fit, and what it does.
import type { z } from 'zod';
import type { Accounts, User } from '../domain/accounts/accounts.ts';
import type { UserActor } from '../domain/actor.ts';
import type { SlotSigner } from '../domain/availability/slot-id.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { Meetings } from '../domain/meetings/meetings.ts';
import type { People } from '../domain/people/people.ts';

/** The domain, as far as tools need it. */
export interface ToolServices {
  readonly accounts: Accounts;
  readonly people: People;
  readonly meetings: Meetings;
  readonly slots: SlotSigner;
}

/** One call's surroundings. The tenant comes with the actor; the model supplies neither. */
export interface ToolContext {
  readonly actor: UserActor;
  readonly user: User;
  readonly now: Date;
  /** `${eventId}:${callId}`: repeating a call with the same key changes nothing. */
  readonly key: string;
  /**
   * The conversation's last turn ended by asking the user to confirm. Only then does `confirmed: true` count: a model
   * alone cannot confirm anything.
   */
  readonly mayConfirm: boolean;
  readonly services: ToolServices;
}

/** What a tool tells the model: always JSON, always with the local time, zone and weekday of what it speaks of. */
export type ToolResult =
  | {
      readonly ok: true;
      readonly data: Readonly<Record<string, unknown>>;
      /** Ids of meetings that this call changed. Not told to the model; surfaces render from the stored documents. */
      readonly changedMeetings?: readonly string[];
      /** Ids of meetings that this call listed. */
      readonly listedMeetings?: readonly string[];
      /** True when anything was changed, meetings or not. */
      readonly changed: boolean;
    }
  | {
      readonly ok: false;
      readonly error: { readonly code: ErrorCode; readonly message: string; readonly [detail: string]: unknown };
    };

/** What a model may know of a tool, also of one that does not run yet. */
export interface ToolContract<Input extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly description: string;
  readonly input: Input;
  /** True when a call may change something. */
  readonly changes: boolean;
}

export interface Tool<Input extends z.ZodType = z.ZodType> extends ToolContract<Input> {
  /** What `data` holds: checked on the way out, so that a model never reads an accident. */
  readonly output: z.ZodType;
  /** Shown to the user while it runs: `Checking calendars…`. */
  readonly status: string;
  run(context: ToolContext, input: z.output<Input>): Promise<ToolResult>;
}

/** Keeps the type of the input while the tool is written; lists hold plain `Tool`s. */
export function defineTool<Input extends z.ZodType>(tool: Tool<Input>): Tool<Input> {
  return tool;
}
