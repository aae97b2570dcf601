// Conversations that change what was booked: moves, lengths, people, cancellations of one and of all.
import { BOB, type Dialogue } from './dialogue.ts';

const TWO = ['book a demo with bob tomorrow at 10am', 'book a review with john@acme.com tomorrow at 2pm'];

export const changes: readonly Dialogue[] = [
  {
    name: 'booked, moved, cancelled',
    says: ['book a demo with bob tomorrow at 2pm', 'move it to 4pm', 'cancel it'],
    stands: [`01-08 16:00 30m ${BOB} cancelled`],
  },
  {
    name: 'booked, made an hour, moved to another day',
    says: ['book a demo with bob tomorrow at 2pm', 'make it an hour', 'move it to friday', 'thanks'],
    stands: [`01-09 14:00 60m ${BOB}`],
  },
  {
    name: 'booked with the wrong person',
    says: ['book a demo with john@acme.com tomorrow at 2pm', 'no, with bob', 'thanks'],
    stands: [`01-08 14:00 30m ${BOB}`],
  },
  {
    name: 'booked at the wrong time',
    says: ['book bob tomorrow at 2pm', 'sorry, make it 3', 'thanks'],
    stands: [`01-08 15:00 30m ${BOB}`],
  },
  {
    name: 'a guest is added',
    says: ['book a demo with bob tomorrow at 2pm', 'add kim@acme.com to it', 'thanks'],
    stands: [`01-08 14:00 30m ${BOB} kim@acme.com`],
  },
  {
    name: 'all of a day, in so many words',
    says: [...TWO, 'cancel all my meetings tomorrow'],
    stands: [`01-08 10:00 30m ${BOB} cancelled`, '01-08 14:00 30m john@acme.com cancelled'],
  },
  {
    name: 'all of them, and yes',
    says: [...TWO, 'cancel all my meetings', 'yes'],
    stands: [`01-08 10:00 30m ${BOB} cancelled`, '01-08 14:00 30m john@acme.com cancelled'],
  },
  {
    name: 'all of them, and no',
    says: [...TWO, 'cancel all my meetings', 'no'],
    stands: [`01-08 10:00 30m ${BOB}`, '01-08 14:00 30m john@acme.com'],
  },
  {
    name: 'a list, and the second is cancelled',
    says: [...TWO, 'what do I have tomorrow?', 'cancel the second one'],
    stands: [`01-08 10:00 30m ${BOB}`, '01-08 14:00 30m john@acme.com cancelled'],
  },
  {
    name: 'a list, and the first is moved',
    says: [...TWO, 'show my meetings tomorrow', 'move the first one to 11am'],
    stands: [`01-08 11:00 30m ${BOB}`, '01-08 14:00 30m john@acme.com'],
  },
  {
    name: 'cancelled by title among two',
    says: [...TWO, 'cancel the demo', 'thanks'],
    stands: [`01-08 10:00 30m ${BOB} cancelled`, '01-08 14:00 30m john@acme.com'],
  },
  {
    name: 'moved by person, and pushed on',
    says: [...TWO, 'move my meeting with john@acme.com to 4pm', 'push it by half an hour'],
    stands: [`01-08 10:00 30m ${BOB}`, '01-08 16:30 30m john@acme.com'],
  },
  {
    name: 'moved onto another, then to a free time',
    says: [...TWO, 'move the demo to 2pm', '3pm then'],
    stands: [`01-08 15:00 30m ${BOB}`, '01-08 14:00 30m john@acme.com'],
  },
  {
    name: 'several wishes at once',
    says: [...TWO, 'cancel the demo and move the review to 4pm', 'thanks'],
    stands: [`01-08 10:00 30m ${BOB} cancelled`, '01-08 16:00 30m john@acme.com'],
  },
  {
    name: 'not cancelled but moved',
    says: [...TWO, "don't cancel the demo, move it to 11:30am", 'thanks'],
    stands: [`01-08 11:30 30m ${BOB}`, '01-08 14:00 30m john@acme.com'],
  },
  {
    name: 'which of two, answered by a person',
    says: [...TWO, 'cancel my meeting tomorrow', 'the one with bob'],
    stands: [`01-08 10:00 30m ${BOB} cancelled`, '01-08 14:00 30m john@acme.com'],
  },
];
