// Conversations about when: zones, relative moves, corrections, the week in which the clocks change, the end of a year.
import { BOB, type Dialogue } from './dialogue.ts';

const DEMO = 'book a demo with bob tomorrow at 2pm';

export const times: readonly Dialogue[] = [
  {
    name: 'a time in another zone',
    says: ['book john@acme.com tomorrow at 9am PT', 'thanks', 'when is it?'],
    stands: ['01-08 12:00 30m john@acme.com'],
  },
  {
    name: 'a time in London, then moved by the own clock',
    says: ['book kim@acme.com tomorrow at 3pm London time', 'move it to 11am', 'thanks'],
    stands: ['01-08 11:00 30m kim@acme.com'],
  },
  {
    name: 'the user moves to another zone, and so do their words',
    says: ['my timezone is Europe/Berlin', 'book bob tomorrow at 4pm', 'yes'],
    stands: [`01-08 10:00 30m ${BOB}`],
  },
  {
    name: 'pushed, pulled, and a day later',
    says: [DEMO, 'push it by an hour', 'move it 30 minutes earlier', 'same time on friday'],
    stands: [`01-09 14:30 30m ${BOB}`],
  },
  {
    name: 'a week later',
    says: [DEMO, 'move the demo to the same time next week', 'thanks'],
    stands: [`01-15 14:00 30m ${BOB}`],
  },
  {
    name: 'shortened and moved in one',
    says: [DEMO, 'move the demo to 4pm and make it 15 minutes', 'thanks'],
    stands: [`01-08 16:00 15m ${BOB}`],
  },
  {
    name: 'a correction within one message',
    says: ['book bob tomorrow at 2, no, 3pm', 'thanks', 'what is on tomorrow?'],
    stands: [`01-08 15:00 30m ${BOB}`],
  },
  {
    name: 'a correction after the booking, of the length',
    says: [DEMO, 'actually make it 45 minutes', 'perfect, thanks'],
    stands: [`01-08 14:00 45m ${BOB}`],
  },
  {
    name: 'a time that has passed, then one that has not',
    says: ['book bob today at 9am', '11am', 'thanks'],
    stands: [`01-07 11:00 30m ${BOB}`],
  },
  {
    name: 'the day on which the clocks go forward',
    now: '2026-03-06T15:00:00Z',
    says: ['book john@acme.com on sunday at 2:30am', '3:30am', 'thanks'],
    stands: ['03-08 03:30 30m john@acme.com'],
    hears: [/does not exist/],
  },
  {
    name: 'the week in which the clocks change keeps wall time',
    now: '2026-03-06T15:00:00Z',
    says: ['book a sync with bob today at 3pm', 'move the sync to the same time on monday', 'thanks'],
    stands: [`03-09 15:00 30m ${BOB}`],
  },
  {
    name: 'the week in which the clocks go back',
    now: '2026-10-30T14:00:00Z',
    says: ['book a sync with bob on monday at 9am', 'push it by a day', 'thanks'],
    stands: [`11-03 09:00 30m ${BOB}`],
  },
  {
    name: 'over the end of a year',
    now: '2026-12-30T15:00:00Z',
    says: ['book john@acme.com next monday at 10am', 'move it to tuesday', 'cancel it'],
    stands: ['01-05 10:00 30m john@acme.com cancelled'],
  },
  {
    name: 'the last day of February',
    now: '2028-02-28T15:00:00Z',
    says: ['book bob tomorrow at 11am', 'push it to the day after', 'thanks'],
    stands: [`03-01 11:00 30m ${BOB}`],
  },
];
