// The Reschedule button and its modal. Looking for times changes nothing and is done at once; the move is a recorded turn,
// whose refusal is shown in the modal while that still waits.
import type { App, BlockAction, ButtonAction, DatepickerAction } from '@slack/bolt';
import { ACTIONS } from '../actions.ts';
import { entryOf } from '../inbox.ts';
import { readClick } from '../incoming.ts';
import { RESCHEDULE_VIEW, readOpened, slotBlockOf } from '../modals/reschedule-view.ts';
import type { ListenerDeps } from './listener.ts';
import { settledInTime } from './waiting.ts';

export function registerReschedule(app: App, { worker, reschedule }: ListenerDeps): void {
  app.action<BlockAction<ButtonAction>>(ACTIONS.reschedule, async ({ ack, body, context }) => {
    await ack();
    const click = readClick(body);
    if (!click) return;
    const opened = { meetingId: click.value, card: click.card };
    await reschedule.open(entryOf(context).turn, body.trigger_id, opened);
  });

  app.action<BlockAction<DatepickerAction>>(ACTIONS.day, async ({ ack, action, body, context }) => {
    await ack();
    const opened = body.view && readOpened(body.view.private_metadata);
    if (!body.view || !opened || !action.selected_date) return;
    const from = { kind: 'day', date: action.selected_date } as const;
    await reschedule.show(entryOf(context).turn, body.view.id, opened, from);
  });

  app.action<BlockAction<ButtonAction>>(ACTIONS.later, async ({ ack, action, body, context }) => {
    await ack();
    const opened = body.view && readOpened(body.view.private_metadata);
    if (!body.view || !opened || !action.value) return;
    const from = { kind: 'after', start: new Date(action.value) } as const;
    await reschedule.show(entryOf(context).turn, body.view.id, opened, from);
  });

  app.view(RESCHEDULE_VIEW, async ({ ack, view, context }) => {
    const entry = entryOf(context);
    if (entry.turn.work.kind === 'outdated') return;
    const refusal = await settledInTime(worker, entry);
    const block = slotBlockOf(view.state.values);
    if (refusal && block) await ack({ response_action: 'errors', errors: { [block]: refusal } });
    else await ack();
  });
}
