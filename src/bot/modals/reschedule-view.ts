// The reschedule modal: a loading view at once, then a day to start from and the free times from there on.
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { FreeSlot, Meeting, Slots } from '../../domain/meetings/meetings.ts';
import { localDate, timePoint, timeRange } from '../../domain/time.ts';
import { ACTIONS } from '../actions.ts';
import type { Viewer } from '../cards/meeting-card.ts';
import { escapeCut, mrkdwn, plain } from '../cards/mrkdwn.ts';
import type { ClickedCard } from '../turns.ts';
import type { BotWords } from '../words/words.ts';

export const RESCHEDULE_VIEW = 'reschedule';

/** As many as radio buttons may have. */
export const SLOTS_PER_PAGE = 10;
export const SEARCH_DAYS = 14;

const metadata = z.object({
  meetingId: z.string(),
  card: z.object({
    channel: z.string(),
    threadTs: z.string().optional(),
    ts: z.string().optional(),
    ephemeral: z.boolean(),
    responseUrl: z.string().optional(),
  }),
});

/** What the modal knows of where it was opened; travels in its private metadata. */
export interface Opened {
  readonly meetingId: string;
  readonly card: ClickedCard;
}

/** Null for metadata that is not ours. */
export function readOpened(privateMetadata: string): Opened | null {
  try {
    return metadata.parse(JSON.parse(privateMetadata)) as Opened;
  } catch {
    return null;
  }
}

const chosen = z.object({ selected_option: z.object({ value: z.iso.datetime() }) });

/** The chosen start of a submitted modal; null when it cannot be read. */
export function readSubmission(view: {
  private_metadata: string;
  state: { values?: unknown };
}): (Opened & { start: Date }) | null {
  const opened = readOpened(view.private_metadata);
  const values = z.record(z.string(), z.record(z.string(), z.unknown())).safeParse(view.state.values);
  if (!opened || !values.success) return null;
  for (const block of Object.values(values.data)) {
    const slot = chosen.safeParse(block[ACTIONS.slot]);
    if (slot.success) return { ...opened, start: new Date(slot.data.selected_option.value) };
  }
  return null;
}

/** The input's block in a submitted view: errors are shown below it. */
export function slotBlockOf(values: unknown): string | undefined {
  if (typeof values !== 'object' || values === null) return undefined;
  return Object.entries(values).find(([, block]) => ACTIONS.slot in (block as object))?.[0];
}

function modal(opened: Opened, words: BotWords, blocks: ModalView['blocks'], submit?: string): ModalView {
  return {
    type: 'modal',
    callback_id: RESCHEDULE_VIEW,
    private_metadata: JSON.stringify(opened),
    title: plain(words.reschedule.title, 24),
    close: plain(words.close, 24),
    ...(submit && { submit: plain(submit, 24) }),
    blocks,
  };
}

/** A sentence in place of the picker. */
export function messageView(opened: Opened, text: string, words: BotWords): ModalView {
  return modal(opened, words, [{ type: 'section', text: mrkdwn(escapeCut(text, 3000)) }]);
}

/** `from`: the day or time from which the shown slots were searched. */
export function slotsView(
  opened: Opened,
  meeting: Meeting,
  found: Slots,
  from: Date,
  { zone, locale }: Viewer['user'],
  words: BotWords,
): ModalView {
  const { reschedule } = words;
  const last = found.slots.at(-1);
  const current = timeRange(meeting.start, meeting.end, zone, locale);
  return modal(
    opened,
    words,
    [
      { type: 'section', text: mrkdwn(`*${escapeCut(meeting.title, 300)}*\n${reschedule.now(current)}`) },
      {
        type: 'actions',
        block_id: 'search',
        elements: [
          {
            type: 'datepicker',
            action_id: ACTIONS.day,
            initial_date: localDate(from, zone),
            placeholder: plain(reschedule.pickDay, 150),
          },
          ...(last
            ? [
                {
                  type: 'button',
                  action_id: ACTIONS.later,
                  text: plain(reschedule.later, 75),
                  value: last.start.toISOString(),
                } as const,
              ]
            : []),
        ],
      },
      last
        ? {
            type: 'input',
            // Another page is another block, or Slack would keep the choice of the page before.
            block_id: `slots_${from.getTime()}`,
            label: plain(reschedule.free, 2000),
            element: { type: 'radio_buttons', action_id: ACTIONS.slot, options: found.slots.map(option) },
          }
        : { type: 'section', text: mrkdwn(noneFree(found, from)) },
    ],
    last ? reschedule.submit : undefined,
  );

  function option(slot: FreeSlot) {
    return { text: plain(timePoint(slot.start, zone, locale), 75), value: slot.start.toISOString() };
  }

  function noneFree({ reason }: Slots, start: Date): string {
    return reschedule.none(SEARCH_DAYS, timePoint(start, zone, locale), reason ? reschedule.reasons[reason] : '');
  }
}
