// Asks the interpreter one message, with the situation that a test names.
import { createInterpreter } from '../../../src/assistant/models/interpreter/interpreter.ts';
import type { Message, ModelReply } from '../../../src/assistant/models/model.ts';
import type { Situation } from '../../../src/assistant/situation.ts';

export const TOOLS = [
  'check_availability',
  'book_meeting',
  'update_meeting',
  'cancel_meeting',
  'list_meetings',
  'complete_meeting',
  'respond_to_request',
  'create_booking_link',
  'set_availability',
  'setup_recurring_meetings',
  'set_goal',
  'update_goal',
  'list_goals',
  'update_profile',
];

const NINE_TO_SIX = [{ from: '09:00', to: '18:00' }];

/** One of the user's own meetings, with one other person. */
export const meeting = (id: string, title: string, start: string, durationMinutes: number, email: string) => ({
  id,
  title,
  start: new Date(start),
  durationMinutes,
  attendees: [{ email }],
  own: true,
});

export function situationOf(now: string, zone: string, more: Partial<Situation> = {}): Situation {
  return {
    now: new Date(now),
    zone,
    locale: 'en-US',
    hours: [NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, [], []],
    defaultDurationMinutes: 30,
    user: {},
    meetings: [],
    requests: [],
    goals: [],
    people: [],
    ...more,
  };
}

export function askInterpreter(
  text: string,
  situation: Situation,
  history: readonly Message[] = [],
  tools: readonly string[] = TOOLS,
): Promise<ModelReply> {
  return createInterpreter().respond({
    messages: [...history, { role: 'user', text }],
    situation,
    tools: tools.map((name) => ({ name, description: '', parameters: {} })),
    maxOutputTokens: 500,
    signal: new AbortController().signal,
  });
}
