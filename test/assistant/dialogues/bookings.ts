// Conversations that end in a booking: conflicts, offers, names and times that come later.
import { BOB, type Dialogue, FOX, LEE } from './dialogue.ts';

export const bookings: readonly Dialogue[] = [
  {
    name: 'a conflict, and the second offer is taken',
    says: ['book 30 min with bob tomorrow at 2pm', 'book 30 min with john@acme.com tomorrow at 2pm', 'the second one'],
    stands: [`01-08 14:00 30m ${BOB}`, '01-08 14:45 30m john@acme.com'],
  },
  {
    name: 'a conflict, and another time is named',
    says: ['book 30 min with bob tomorrow at 2pm', 'book kim@acme.com tomorrow at 2pm for 30 min', '4:30 then'],
    stands: [`01-08 14:00 30m ${BOB}`, '01-08 16:30 30m kim@acme.com'],
  },
  {
    name: 'a conflict, and the wish is dropped',
    says: ['book bob tomorrow at 2pm', 'book kim@acme.com tomorrow at 2pm', 'never mind', 'thanks'],
    stands: [`01-08 14:00 30m ${BOB}`],
  },
  {
    name: 'free times, and the first is booked with a colleague',
    says: ['when am I free tomorrow afternoon?', 'book the first one with bob', 'thanks!'],
    stands: [`01-08 12:00 30m ${BOB}`],
  },
  {
    name: 'one free stretch, and the second of it: nothing is booked on a guess',
    says: ['when am I free tomorrow afternoon?', 'book the second one with bob', 'never mind'],
    stands: [],
  },
  {
    name: 'free times, and a name that nobody has',
    says: ['am I free on friday morning?', 'book the first one with sarah', 'sarah@acme.com'],
    stands: ['01-09 09:00 30m sarah@acme.com'],
  },
  {
    name: 'free times, and one of them is named with a guest',
    says: [
      'what does friday afternoon look like? any free time?',
      'ok, book 3pm with john@acme.com for 45 min',
      'great',
    ],
    stands: ['01-09 15:00 45m john@acme.com'],
  },
  {
    name: 'a name of two people, answered by the full name',
    says: ['book 30 min with Sam tomorrow at 3pm', 'Sam Fox', 'thanks'],
    stands: [`01-08 15:00 30m ${FOX}`],
  },
  {
    name: 'a name of two people, answered by the surname',
    says: ['meet sam friday 11am', 'lee', 'thx'],
    stands: [`01-09 11:00 30m ${LEE}`],
  },
  {
    name: 'a name of two people, answered by the first one',
    says: ['book 1:1 with sam on friday at 11am', 'the first one', 'thank you'],
    stands: [`01-09 11:00 30m ${LEE}`],
  },
  {
    name: 'a time that comes later',
    says: ['book john@acme.com tomorrow', '3pm', 'thanks'],
    stands: ['01-08 15:00 30m john@acme.com'],
  },
  {
    name: 'a day and a time that come one by one',
    says: ['set up a call with bob', 'friday', '10:30', 'perfect'],
    stands: [`01-09 10:30 30m ${BOB}`],
  },
  {
    name: 'a day that comes later',
    says: ['book bob at 4pm', 'tomorrow', 'cheers'],
    stands: [`01-08 16:00 30m ${BOB}`],
  },
  {
    name: 'a person who comes later',
    says: ['schedule a call tomorrow at 11am', 'bob', 'thanks'],
    stands: [`01-08 11:00 30m ${BOB}`],
  },
  {
    name: 'everything comes later',
    says: ['I need a meeting', 'with john@acme.com', 'monday', '9:30', 'ta'],
    stands: ['01-12 09:30 30m john@acme.com'],
  },
  {
    name: 'outside working hours, and yes',
    says: ['book bob tomorrow at 8pm', 'yes', 'thanks'],
    stands: [`01-08 20:00 30m ${BOB}`],
  },
  {
    name: 'outside working hours, and no',
    says: ['book bob tomorrow at 8pm', 'no', 'thanks'],
    stands: [],
  },
  {
    name: 'outside working hours, and another time instead',
    says: ['book bob tomorrow at 8pm', 'no, 4pm', 'thanks'],
    stands: [`01-08 16:00 30m ${BOB}`],
  },
  {
    name: 'a hedged wish, and yes',
    says: ['maybe I should book bob tomorrow at 2pm', 'yes', 'thanks'],
    stands: [`01-08 14:00 30m ${BOB}`],
  },
  {
    name: 'a hedged wish, and no',
    says: ['maybe I should book bob tomorrow at 2pm', 'no, leave it', 'thanks'],
    stands: [],
  },
  {
    name: 'two bookings in one message, then one more',
    says: ['book bob tomorrow at 10am and john@acme.com at 11am', 'also book kim@acme.com friday 9am', 'thanks'],
    stands: [`01-08 10:00 30m ${BOB}`, '01-08 11:00 30m john@acme.com', '01-09 09:00 30m kim@acme.com'],
  },
];
