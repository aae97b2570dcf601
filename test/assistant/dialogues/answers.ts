// Conversations of answers and corrections: what waits is completed, what was done is changed, in few words.
import { BOB, type Dialogue } from './dialogue.ts';

const DEMO = 'book a demo with bob tomorrow at 2pm';

export const answers: readonly Dialogue[] = [
  {
    name: 'moved, and back again',
    says: [DEMO, 'move it to 4pm', 'no, back to 2pm'],
    stands: [`01-08 14:00 30m ${BOB}`],
  },
  {
    name: 'the wrong day, said after the booking',
    says: [DEMO, 'sorry, I meant friday'],
    stands: [`01-09 14:00 30m ${BOB}`],
  },
  {
    name: 'time for oneself, at another time and shorter',
    says: ['block tomorrow 9 to 11am for focus time', 'make it 12pm to 1pm'],
    stands: ['01-08 12:00 60m'],
  },
  {
    name: 'longer, then on another day at the same time',
    says: [DEMO, 'actually an hour', 'friday works better, same time'],
    stands: [`01-09 14:00 60m ${BOB}`],
  },
  {
    name: 'a thumb for a yes',
    says: [DEMO, 'cancel all my meetings', ':+1:'],
    stands: [`01-08 14:00 30m ${BOB} cancelled`],
  },
  {
    name: 'not a yes after all',
    says: [DEMO, 'cancel all my meetings', 'no no, leave it as it is'],
    stands: [`01-08 14:00 30m ${BOB}`],
  },
  {
    name: 'the same for somebody else, right after',
    says: [DEMO, 'and one with kim@acme.com right after', 'thanks'],
    stands: [`01-08 14:00 30m ${BOB}`, '01-08 14:30 30m kim@acme.com'],
  },
  {
    name: 'the same a day later for somebody else',
    says: [DEMO, 'same with kim@acme.com please, but one day later'],
    stands: [`01-08 14:00 30m ${BOB}`, '01-09 14:00 30m kim@acme.com'],
  },
  {
    name: 'a colleague is added in two words',
    says: [DEMO, 'add kim@acme.com', 'thanks'],
    stands: [`01-08 14:00 30m ${BOB} kim@acme.com`],
  },
  {
    name: 'two corrections in a row',
    says: [DEMO, 'oops, 3pm', 'hmm 15:30 would be better'],
    stands: [`01-08 15:30 30m ${BOB}`],
  },
  {
    name: 'taken when told to be free',
    says: ['am I free tomorrow at 3 for 45 min with bob?', 'lock it in', 'thanks'],
    stands: [`01-08 15:00 45m ${BOB}`],
  },
  {
    name: 'two bookings in one message, one of them longer',
    says: ['book bob tomorrow at 10am for 30 min and kim@acme.com friday at 11am for 45 min', 'thanks'],
    stands: [`01-08 10:00 30m ${BOB}`, '01-09 11:00 45m kim@acme.com'],
  },
  {
    name: 'two moved at once by half an hour',
    says: [DEMO, 'book a review with kim@acme.com tomorrow at 4pm', 'push the demo and the review by 30 minutes'],
    stands: [`01-08 14:30 30m ${BOB}`, '01-08 16:30 30m kim@acme.com'],
  },
  {
    name: 'one cancelled, another in its place',
    says: [DEMO, 'cancel the demo tomorrow and book kim@acme.com at 2pm instead'],
    stands: [`01-08 14:00 30m ${BOB} cancelled`, '01-08 14:00 30m kim@acme.com'],
  },
];
