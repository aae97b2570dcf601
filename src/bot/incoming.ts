// Reads what Slack sends, once its signature has been verified: a payload in, what it asks for out. What asks for nothing
// (Parley's own messages, other bots', edits, joins) is null.
import { z } from 'zod';
import { ACTIONS, actionName, COMMANDS } from './actions.ts';
import { isDeactivated, profileOf, type SlackMember, slackMember } from './members.ts';
import { readNotifications } from './modals/notifications-form.ts';
import { NOTIFICATIONS_VIEW } from './modals/notifications-view.ts';
import { RESCHEDULE_VIEW, readSubmission } from './modals/reschedule-view.ts';
import { type ClickedCard, conversationOf, type Incoming, type Place, type Work } from './turns.ts';

/** The events that Parley listens to; manifest.yml subscribes to them. */
export const EVENTS = ['message', 'app_mention', 'team_join', 'user_change'] as const;

const message = z.object({
  type: z.enum(EVENTS).extract(['message', 'app_mention']),
  subtype: z.string().optional(),
  bot_id: z.string().optional(),
  user: z.string().optional(),
  /** Set where a channel is shared with another workspace and the sender belongs to that one. */
  user_team: z.string().optional(),
  text: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  edited: z.unknown().optional(),
});

const memberChange = z.object({ type: z.enum(EVENTS).exclude(['message', 'app_mention']), user: slackMember });

const eventBody = z.object({
  type: z.literal('event_callback'),
  team_id: z.string(),
  event_id: z.string(),
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).optional(),
  event: z.discriminatedUnion('type', [message, memberChange]),
});

const commandBody = z.object({
  command: z.enum(COMMANDS),
  team_id: z.string(),
  user_id: z.string(),
  channel_id: z.string(),
  text: z.string().default(''),
  trigger_id: z.string(),
  response_url: z.string(),
});

const person = z.object({ id: z.string(), team_id: z.string().optional() });
const team = z.object({ id: z.string() });

const actionBody = z.object({
  type: z.literal('block_actions'),
  team,
  user: person,
  actions: z
    .array(z.object({ action_id: z.string(), action_ts: z.string().default(''), value: z.string().optional() }))
    .min(1),
  container: z
    .object({
      is_ephemeral: z.boolean().optional(),
      message_ts: z.string().optional(),
      thread_ts: z.string().optional(),
    })
    .loose()
    .optional(),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  view: z.object({ id: z.string() }).optional(),
  response_url: z.string().optional(),
});

const submissionBody = z.object({
  type: z.literal('view_submission'),
  team,
  user: person,
  trigger_id: z.string().optional(),
  view: z.object({
    id: z.string(),
    hash: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.unknown() }),
  }),
});

/** Clicks that are answered by showing something, and leave nothing to do later. */
const SHOWN_AT_ONCE: readonly string[] = [
  ACTIONS.join,
  ACTIONS.reschedule,
  ACTIONS.day,
  ACTIONS.later,
  ACTIONS.renewFeed,
  ACTIONS.closePage,
];

export type Arrived = Incoming & {
  /** False for what is said in a channel without a mention: it counts only in a thread in which Parley takes part. */
  readonly addressed: boolean;
  /** A listener answers it: a command, a click, a form. An event is only acknowledged. */
  readonly interactive: boolean;
};

export function readIncoming(body: unknown): Arrived | null {
  const event = eventBody.safeParse(body);
  if (event.success) return readEvent(event.data);
  const command = commandBody.safeParse(body);
  if (command.success) return interactive(readCommand(command.data));
  const action = actionBody.safeParse(body);
  if (action.success) return interactive(readAction(action.data));
  const submission = submissionBody.safeParse(body);
  if (submission.success) return interactive(readSubmitted(submission.data));
  return null;
}

function interactive(incoming: Incoming | null): Arrived | null {
  return incoming && { ...incoming, addressed: true, interactive: true };
}

function readEvent(body: z.output<typeof eventBody>): Arrived | null {
  const { event } = body;
  const teamId = body.authorizations?.[0]?.team_id ?? body.team_id;
  if (!('ts' in event)) {
    const work = memberWork(event.user);
    const { id } = event.user;
    const base = { teamId, userId: id, eventId: body.event_id, queue: `profile:${id}` };
    return work && { ...base, work, addressed: true, interactive: false };
  }
  const text = event.text?.trim();
  if (!text || !event.user || event.subtype || event.bot_id || event.edited) return null;
  if (event.user_team && event.user_team !== teamId) return null;
  const direct = event.channel_type === 'im';
  const threadTs = event.thread_ts ?? (direct ? undefined : event.ts);
  const place: Place = { channel: event.channel, ...(threadTs && { threadTs }) };
  return {
    teamId,
    userId: event.user,
    // A mention in a thread comes as two events with ids of their own: the message is what they share.
    eventId: `message:${event.channel}:${event.ts}`,
    queue: conversationOf(place),
    work: { kind: 'say', text, place, messageTs: event.ts },
    addressed: direct || event.type === 'app_mention',
    interactive: false,
  };
}

function memberWork(member: SlackMember): Work | null {
  if (isDeactivated(member)) return { kind: 'gone' };
  const profile = profileOf(member);
  return profile && { kind: 'profile', profile };
}

function readCommand(body: z.output<typeof commandBody>): Incoming {
  const base = { teamId: body.team_id, userId: body.user_id, eventId: `command:${body.trigger_id}` };
  const text = body.text.trim();
  if (body.command === '/meetings') {
    const work = { kind: 'list', responseUrl: body.response_url } as const;
    return { ...base, queue: `list:${body.user_id}`, work };
  }
  if (!text || body.command === '/parley') return { ...base, queue: `view:${body.user_id}`, work: { kind: 'view' } };
  const place = body.channel_id.startsWith('D') ? { channel: body.channel_id } : null;
  const queue = place ? conversationOf(place) : `command:${body.user_id}`;
  return { ...base, queue, work: { kind: 'say', text, place, quote: text } };
}

function readAction(body: z.output<typeof actionBody>): Incoming | null {
  const [action] = body.actions;
  if (!action || isStranger(body)) return null;
  const where = body.message ? `${body.channel?.id}:${body.message.ts}` : `view:${body.view?.id}`;
  const base = {
    teamId: body.team.id,
    userId: body.user.id,
    eventId: `action:${body.user.id}:${where}:${action.action_id}:${action.action_ts}`,
  };
  const card = cardOf(body);
  const name = actionName(action.action_id);
  if ((name === ACTIONS.cancel || name === ACTIONS.leave) && action.value && card) {
    const kind = name === ACTIONS.cancel ? 'cancel' : 'leave';
    return { ...base, queue: `meeting:${action.value}`, work: { kind, meetingId: action.value, card } };
  }
  const place: Place | null = card && { channel: card.channel, ...(card.threadTs && { threadTs: card.threadTs }) };
  if (name === ACTIONS.again && action.value && card && place) {
    return { ...base, queue: conversationOf(place), work: { kind: 'again', meetingId: action.value, card } };
  }
  if (name === ACTIONS.answer && action.value && card && place) {
    return {
      ...base,
      // A question is answered once, however often its buttons are clicked.
      eventId: `answer:${body.user.id}:${where}`,
      queue: conversationOf(place),
      work: { kind: 'say', text: action.value, place, question: card },
    };
  }
  const queue = `view:${body.user.id}`;
  if (SHOWN_AT_ONCE.includes(name)) return { ...base, queue, work: { kind: 'view' } };
  return { ...base, queue, work: { kind: 'outdated', ...(card && { card }) } };
}

function readSubmitted(body: z.output<typeof submissionBody>): Incoming | null {
  if (isStranger(body)) return null;
  const { view } = body;
  const base = {
    teamId: body.team.id,
    userId: body.user.id,
    eventId: `submission:${view.id}:${body.trigger_id ?? view.hash}`,
  };
  const wish = view.callback_id === RESCHEDULE_VIEW ? readSubmission(view) : null;
  if (wish) return { ...base, queue: `meeting:${wish.meetingId}`, work: { kind: 'move', ...wish } };
  const queue = `view:${body.user.id}`;
  const submission = view.callback_id === NOTIFICATIONS_VIEW ? readNotifications(view) : null;
  if (!submission) return { ...base, queue, work: { kind: 'outdated' } };
  if ('errors' in submission) return { ...base, queue, work: { kind: 'view' } };
  return { ...base, queue: `settings:${body.user.id}`, work: { kind: 'settings', ...submission } };
}

/** A click on a button of a card: what it is about, and where the card is. */
export function readClick(body: unknown): { readonly value: string; readonly card: ClickedCard } | null {
  const parsed = actionBody.safeParse(body);
  const value = parsed.data?.actions[0]?.value;
  const card = parsed.data && cardOf(parsed.data);
  return value && card ? { value, card } : null;
}

/** Somebody of another workspace, in a channel that is shared with it. */
function isStranger(body: { team: { id: string }; user: { team_id?: string | undefined } }): boolean {
  return body.user.team_id !== undefined && body.user.team_id !== body.team.id;
}

/** Slack leaves the message itself out of clicks on one that only one person sees: its container tells where it is. */
function cardOf(body: z.output<typeof actionBody>): ClickedCard | null {
  const ts = body.message?.ts ?? body.container?.message_ts;
  if (!body.channel || !ts) return null;
  const threadTs = body.message?.thread_ts ?? body.container?.thread_ts;
  return {
    channel: body.channel.id,
    ts,
    ephemeral: body.container?.is_ephemeral ?? false,
    ...(threadTs && { threadTs }),
    ...(body.response_url && { responseUrl: body.response_url }),
  };
}
