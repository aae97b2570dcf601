// What the last stage is given, and what it answers: act with tool calls, ask one question, or just say something.
import type { SituationMeeting } from '../../../situation.ts';
import type { Clarification, Missing } from '../../model.ts';
import type { Sketch } from '../recognise/sketch.ts';
import type { Intent } from '../wishes/intent.ts';

/** One clause's wish. */
export interface Wish {
  readonly intent: Intent;
  readonly sketch: Sketch;
  readonly text: string;
  /** What "it" means. */
  readonly subject?: SituationMeeting | undefined;
  /** The meeting that an earlier clause of the same message named. */
  readonly spoken?: SituationMeeting | undefined;
  /** The meeting was chosen by the user: nothing in the text describes it any more. */
  readonly pinned?: boolean;
  /** Nobody else is to be there: said so. */
  readonly alone?: boolean;
  /** The user said yes to a question that named these meetings. */
  readonly confirmed?: readonly SituationMeeting[] | undefined;
}

export type Arguments = Readonly<Record<string, unknown>>;

export interface Call {
  readonly tool: string;
  readonly arguments: Arguments;
}

export type Decision =
  | { readonly kind: 'act'; readonly calls: readonly Call[]; readonly confidence: number }
  | { readonly kind: 'ask'; readonly text: string; readonly clarification: Clarification }
  | { readonly kind: 'say'; readonly text: string };

export const act = (tool: string, args: Arguments, confidence = 0.9): Decision =>
  actAll([{ tool, arguments: args }], confidence);

export const actAll = (calls: readonly Call[], confidence = 0.9): Decision => ({ kind: 'act', calls, confidence });

export const ask = (text: string, missing: readonly Missing[], options: readonly string[] = []): Decision => ({
  kind: 'ask',
  text,
  clarification: options.length > 0 ? { missing, options } : { missing },
});

export const say = (text: string): Decision => ({ kind: 'say', text });

/** Tools that change what is stored; an unconfirmed or unclear wish never gets to them. */
export const changesData = ({ tool }: Call): boolean =>
  !['check_availability', 'list_meetings', 'list_goals'].includes(tool);
