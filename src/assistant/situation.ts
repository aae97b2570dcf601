// The situation: what every model knows before it reads a word of the user. The same function fills it for the bot
// and for `npm run interpret`.
import type { WeeklyHours } from '../domain/accounts/accounts.ts';

export interface SituationMeeting {
  /** The meeting's id, or the `ref` given to `interpret`. */
  readonly id: string;
  readonly title: string;
  readonly start: Date;
  readonly durationMinutes: number;
  /** Everybody but the user: mail address, Slack id and name as far as known. */
  readonly attendees: readonly SituationPerson[];
  /** True when the user may move and cancel it. */
  readonly own: boolean;
}

export interface SituationPerson {
  readonly name?: string;
  readonly email?: string;
  readonly slackId?: string;
}

export interface SituationRequest {
  readonly id: string;
  readonly from: string;
  readonly title: string;
  readonly start: Date;
  readonly durationMinutes: number;
}

export interface SituationGoal {
  readonly id: string;
  readonly text: string;
}

export interface Situation {
  readonly now: Date;
  readonly zone: string;
  readonly locale: string;
  readonly hours: WeeklyHours;
  readonly defaultDurationMinutes: number;
  readonly phase?: 'goal_setting' | 'tracking';
  readonly user: SituationPerson;
  /** The user's next 20 meetings, soonest first, one that runs now included. */
  readonly meetings: readonly SituationMeeting[];
  readonly requests: readonly SituationRequest[];
  readonly goals: readonly SituationGoal[];
  /** People that the text may mean. */
  readonly people: readonly SituationPerson[];
}
