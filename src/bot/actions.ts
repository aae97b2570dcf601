// The names by which Slack tells Parley what was typed or clicked: commands here and in manifest.yml, actions in cards.

export const COMMANDS = ['/meet', '/meetings', '/parley'] as const;

/** A card's `action_id`. Buttons of one kind that stand in one block add `:` and a number. */
export const ACTIONS = {
  join: 'meeting_join',
  reschedule: 'meeting_reschedule',
  cancel: 'meeting_cancel',
  leave: 'meeting_leave',
  again: 'meeting_again',
  answer: 'answer',
  day: 'reschedule_day',
  later: 'reschedule_later',
  slot: 'reschedule_slot',
  renewFeed: 'calendar_renew',
  closePage: 'guest_page_close',
} as const;

export function actionName(actionId: string): string {
  return actionId.split(':')[0] ?? actionId;
}

/** Matches an action with or without its number. */
export function actionPattern(name: string): RegExp {
  return new RegExp(`^${name}(:\\d+)?$`);
}
