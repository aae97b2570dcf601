// Conversations that look before they act: free times and alternatives, hours and settings that shape them, wishes that
// are undone.
import { BOB, type Dialogue } from './dialogue.ts';

const DEMO = 'book a demo with bob tomorrow at 2pm';

export const finding: readonly Dialogue[] = [
  {
    name: 'a whole day free, then a time on it',
    says: ['am I free tomorrow?', 'book bob at 11am', 'thanks'],
    stands: [`01-08 11:00 30m ${BOB}`],
  },
  {
    name: 'when a colleague is free as well',
    says: ['book bob tomorrow from 9am to 12pm', 'when are bob and I free tomorrow?', 'book the first one with bob'],
    stands: [`01-08 09:00 180m ${BOB}`, `01-08 12:00 30m ${BOB}`],
  },
  {
    name: 'nothing free on a Saturday, then the next one',
    says: ['when am I free on saturday?', 'book bob on monday at 9am then', 'thanks'],
    stands: [`01-12 09:00 30m ${BOB}`],
    hears: [/Mon, January 12/],
  },
  {
    name: 'undone',
    says: [DEMO, 'cancel that', 'what do I have tomorrow?'],
    stands: [`01-08 14:00 30m ${BOB} cancelled`],
  },
  {
    name: 'cancelled and booked again elsewhere',
    says: [DEMO, 'cancel the demo', 'book a demo with bob on friday at 3pm'],
    stands: [`01-08 14:00 30m ${BOB} cancelled`, `01-09 15:00 30m ${BOB}`],
  },
  {
    name: 'a third time of what was offered',
    says: [DEMO, 'book john@acme.com tomorrow at 2pm', 'the third one', 'thanks'],
    stands: [`01-08 14:00 30m ${BOB}`, '01-08 15:00 30m john@acme.com'],
  },
  {
    name: 'the last of what was offered',
    says: [DEMO, 'book john@acme.com tomorrow at 2pm', 'the last one'],
    stands: [`01-08 14:00 30m ${BOB}`, '01-08 15:00 30m john@acme.com'],
  },
  {
    name: 'an offer is passed over for another day',
    says: [DEMO, 'book john@acme.com tomorrow at 2pm', 'friday at 2pm instead', 'thanks'],
    stands: [`01-08 14:00 30m ${BOB}`, '01-09 14:00 30m john@acme.com'],
  },
  {
    name: 'shorter hours, and a booking beyond them that is told so',
    says: ['I work 9 to 3 on thursdays', DEMO, 'move it to 4pm'],
    stands: [`01-08 16:00 30m ${BOB}`],
    hears: [/outside your working hours/],
  },
  {
    name: 'the demo among three',
    says: [
      DEMO,
      'book a review with john@acme.com friday 10am',
      'book lunch with kim@acme.com friday 12pm',
      'cancel the review',
      'move lunch to 12:30',
    ],
    stands: [`01-08 14:00 30m ${BOB}`, '01-09 10:00 30m john@acme.com cancelled', '01-09 12:30 30m kim@acme.com'],
  },
  {
    name: 'a change of mind before the yes',
    says: ['book bob tomorrow at 8pm', 'make it 5pm', 'thanks'],
    stands: [`01-08 17:00 30m ${BOB}`],
  },
  {
    name: 'more than a handful to cancel, after a yes',
    says: [
      'book bob tomorrow at 9am',
      'book bob tomorrow at 10am',
      'book bob tomorrow at 11am',
      'book bob tomorrow at 12pm',
      'book bob tomorrow at 1pm',
      'book bob tomorrow at 2pm',
      'cancel all my meetings tomorrow',
      'yes',
    ],
    stands: [9, 10, 11, 12, 13, 14].map((hour) => `01-08 ${String(hour).padStart(2, '0')}:00 30m ${BOB} cancelled`),
  },
];
