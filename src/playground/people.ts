// What a person can do in the workspace: write, command, click, submit. Each becomes the request that Slack would send.
import type { CloseView, ElementValues, SendAction, SendCommand, SubmitAnswer } from '../http/contract.ts';
import { actionOf, missingInputs, stateOf } from './element-values.ts';
import { Refusal, type WorkspaceChange } from './method.ts';
import { addMessage } from './methods/chat.ts';
import { changeView, checkedView, pushView } from './methods/views.ts';
import { findElement, messagePayload, viewPayload } from './payloads.ts';
import { carryOut, parseResponse } from './responses.ts';
import { AppUnavailable, type Sender } from './sender.ts';
import type { SlackApi } from './slack-api.ts';
import type { StoredView } from './store.ts';
import { slackText } from './typed-text.ts';
import { type Conversation, conversationsOf, type Person } from './workspace.ts';

/** The page asked for something that is not there, or not this person's. */
export class NotThere extends Error {
  constructor(what: string) {
    super(`This ${what} is not there any more.`);
    this.name = 'NotThere';
  }
}

export interface PeopleActions {
  /** Stored and received by the app when it resolves; safe to repeat with the same client id. */
  write(wish: {
    user: string;
    channel: string;
    text: string;
    threadTs?: string | undefined;
    clientId: string;
  }): Promise<void>;
  command(wish: SendCommand): Promise<void>;
  act(wish: SendAction): Promise<void>;
  submit(wish: { user: string; viewId: string; values: ElementValues }): Promise<SubmitAnswer>;
  close(wish: CloseView): Promise<void>;
}

export function createPeopleActions(options: { api: SlackApi; sender: Sender }): PeopleActions {
  const { api, sender } = options;
  const { context } = api;
  const { workspace, store } = context;
  const team = { id: workspace.id, domain: workspace.domain };

  function personOf(id: string): Person {
    const person = workspace.people.find((candidate) => candidate.id === id);
    if (!person) throw new NotThere('person');
    return person;
  }

  function conversationOf(person: Person, id: string): Conversation {
    const found = conversationsOf(workspace).find((each) => each.id === id && each.members.includes(person.id));
    if (!found) throw new NotThere('conversation');
    return found;
  }

  async function viewOf(person: Person, id: string): Promise<StoredView> {
    const found = await store.view(id);
    if (found?.user !== person.id) throw new NotThere('dialog');
    return found;
  }

  const userOf = ({ id, handle }: Person) => ({ id, username: handle, name: handle, team_id: workspace.id });

  async function envelope(eventId: string, event: Readonly<Record<string, unknown>>) {
    await sender.event({
      token: 'playground',
      team_id: workspace.id,
      context_team_id: workspace.id,
      context_enterprise_id: null,
      api_app_id: workspace.appId,
      event,
      type: 'event_callback',
      event_id: eventId,
      event_time: Math.floor(context.clock().getTime() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: workspace.id,
          user_id: workspace.bot.userId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
    });
  }

  /** What follows the app's answer to a submitted modal. */
  async function follow(answer: unknown, top: StoredView): Promise<SubmitAnswer> {
    const { response_action: action, errors, view } = (answer ?? {}) as Record<string, unknown>;
    if (action === 'errors') return { errors: errors as Record<string, string> };
    if (action === 'update') await changeView(context, top, checkedView(context, view), top.hash);
    else if (action === 'push') await pushView(context, top.user, checkedView(context, view), top);
    else {
      const gone = action === 'clear' ? await store.viewsOf(top.user) : [top];
      await store.removeViews(gone.map(({ id }) => id));
      context.changed({ kind: 'views', user: top.user } satisfies WorkspaceChange);
    }
    return {};
  }

  return {
    async write({ user, channel, text, threadTs, clientId }) {
      const person = personOf(user);
      const conversation = conversationOf(person, channel);
      const root = threadTs === undefined ? null : await store.message(channel, threadTs);
      if (threadTs !== undefined && !root) throw new NotThere('thread');
      const typed = slackText(text, workspace);
      const sent = await store.sent(clientId);
      const message =
        sent ??
        (await addMessage(context, {
          channel,
          user,
          text: typed,
          clientId,
          ...(root && { threadTs: root.threadTs ?? root.ts }),
        }));
      const event = {
        ...messagePayload(workspace, message),
        blocks: [{ type: 'rich_text', block_id: 'typed', elements: [richSection(text)] }],
        channel,
        event_ts: message.ts,
      };
      // The ids come from the message, so that sending it again is the same event.
      const id = `${message.channel}${message.ts.replace('.', '')}`;
      await envelope(`Ev${id}`, {
        ...event,
        channel_type: conversation.kind,
        ...(root && { parent_user_id: root.user }),
      });
      if (conversation.kind === 'channel' && message.text.includes(`<@${workspace.bot.userId}>`)) {
        await envelope(`EvM${id}`, { ...event, type: 'app_mention' });
      }
    },

    async command({ user, channel, command, text }) {
      const person = personOf(user);
      const conversation = conversationOf(person, channel);
      const answer = await sender.command({
        token: 'playground',
        team_id: workspace.id,
        team_domain: workspace.domain,
        channel_id: channel,
        channel_name: conversation.name,
        user_id: person.id,
        user_name: person.handle,
        command,
        text: slackText(text, workspace),
        api_app_id: workspace.appId,
        is_enterprise_install: 'false',
        response_url: await api.responseUrl({ user, channel }),
        trigger_id: await api.trigger(user),
      });
      const said = typeof answer === 'string' ? { text: answer } : parseResponse(answer);
      if (said && (said.text || said.blocks)) await carryOut(context, { user, channel }, said);
    },

    async act({ user, source, blockId, actionId, value, values }) {
      const person = personOf(user);
      const message = source.kind === 'message' ? await store.message(source.channel, source.ts) : null;
      const view = source.kind === 'view' ? await viewOf(person, source.id) : null;
      if (message) conversationOf(person, message.channel);
      if (message?.onlyFor !== undefined && message.onlyFor !== user) throw new NotThere('message');
      const blocks = message?.blocks ?? view?.view.blocks;
      const found = findElement(blocks, blockId, actionId);
      if (!blocks || !found) throw new NotThere('button');
      const state = { values: stateOf(blocks, { ...values, [blockId]: { ...values[blockId], [actionId]: value } }) };
      const payload = {
        type: 'block_actions',
        user: userOf(person),
        api_app_id: workspace.appId,
        token: 'playground',
        trigger_id: await api.trigger(user),
        team,
        enterprise: null,
        is_enterprise_install: false,
        actions: [actionOf(found.block, found.element, value, context.nextTs())],
      };
      if (view) {
        const container = { type: 'view', view_id: view.id };
        await sender.interaction({ ...payload, container, view: viewPayload(workspace, view, state.values) });
        return;
      }
      if (!message) throw new NotThere('message');
      const { channel, ts, threadTs } = message;
      const ephemeral = message.onlyFor !== undefined;
      await sender.interaction({
        ...payload,
        container: {
          type: 'message',
          message_ts: ts,
          channel_id: channel,
          is_ephemeral: ephemeral,
          ...(threadTs && { thread_ts: threadTs }),
        },
        channel: { id: channel, name: conversationOf(person, channel).name },
        // Slack does not show an app its own ephemeral messages again.
        ...(!ephemeral && { message: messagePayload(workspace, message) }),
        state,
        response_url: await api.responseUrl({ user, channel, messageTs: ts, ...(threadTs && { threadTs }) }),
      });
    },

    async submit({ user, viewId, values }) {
      const person = personOf(user);
      const view = await viewOf(person, viewId);
      const missing = missingInputs(view.view.blocks, values);
      if (missing.length > 0) {
        return { errors: Object.fromEntries(missing.map((id) => [id, 'Please complete this required field.'])) };
      }
      const answer = await sender.interaction({
        type: 'view_submission',
        team,
        user: userOf(person),
        api_app_id: workspace.appId,
        token: 'playground',
        trigger_id: await api.trigger(user),
        view: viewPayload(workspace, view, stateOf(view.view.blocks, values)),
        response_urls: [],
        is_enterprise_install: false,
        enterprise: null,
      });
      try {
        return await follow(answer, view);
      } catch (error) {
        // Slack shows the person no more than this either.
        if (error instanceof Refusal) throw new AppUnavailable(`Parley's answer was refused: ${error.code}.`);
        throw error;
      }
    },

    async close({ user, viewId }) {
      const person = personOf(user);
      const view = await viewOf(person, viewId);
      const stack = await store.viewsOf(user);
      const gone = view.view.clear_on_close ? stack : stack.slice(stack.findIndex(({ id }) => id === viewId));
      await store.removeViews(gone.map(({ id }) => id));
      context.changed({ kind: 'views', user });
      if (!view.view.notify_on_close) return;
      await sender.interaction({
        type: 'view_closed',
        team,
        user: userOf(person),
        api_app_id: workspace.appId,
        token: 'playground',
        view: viewPayload(workspace, view),
        is_cleared: view.view.clear_on_close ?? false,
        is_enterprise_install: false,
        enterprise: null,
      });
    },
  };
}

function richSection(text: string) {
  return { type: 'rich_text_section', elements: [{ type: 'text', text }] };
}
