// What listeners share: the parts they call.
import type { Directory } from '../directory.ts';
import type { CalendarModal } from '../modals/calendar.ts';
import type { GuestPagesModal } from '../modals/guest-pages.ts';
import type { Notifications } from '../modals/notifications.ts';
import type { Reschedule } from '../modals/reschedule.ts';
import type { NewTurn } from '../turns.ts';
import type { TurnWorker } from '../worker.ts';

export interface ListenerDeps {
  readonly worker: TurnWorker;
  readonly reschedule: Reschedule;
  readonly notifications: Notifications;
  readonly calendar: CalendarModal;
  readonly guestPages: GuestPagesModal;
  readonly languageOf: Directory['languageOf'];
  /** What /parley ops says: an admin's link to the operator's page, or why there is none. */
  readonly opsAnswer: (turn: NewTurn) => Promise<string>;
}
