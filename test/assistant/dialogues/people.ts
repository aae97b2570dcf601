// Conversations about who comes: several people, guests added and removed, meetings found by the people in them.
import { BOB, type Dialogue, FOX, LEE } from './dialogue.ts';

const TWO = ['book a demo with bob tomorrow at 10am', 'book a review with john@acme.com tomorrow at 2pm'];

export const people: readonly Dialogue[] = [
  {
    name: 'a colleague and a guest, then an hour of it',
    says: ['book bob and john@acme.com tomorrow at 3pm', 'make it an hour', 'thanks'],
    stands: [`01-08 15:00 60m ${BOB} john@acme.com`],
  },
  {
    name: 'two of one name, both by address',
    says: [`book ${LEE} and ${FOX} on friday at 1pm`, 'what do I have on friday?', 'thanks'],
    stands: [`01-09 13:00 30m ${FOX} ${LEE}`],
  },
  {
    name: 'a guest is added and removed again',
    says: ['book a demo with bob tomorrow at 2pm', 'add kim@acme.com to the demo', 'remove kim@acme.com from the demo'],
    stands: [`01-08 14:00 30m ${BOB}`],
  },
  {
    name: 'cancelled by the person',
    says: [...TWO, 'cancel my meeting with bob', 'thanks'],
    stands: [`01-08 10:00 30m ${BOB} cancelled`, '01-08 14:00 30m john@acme.com'],
  },
  {
    name: 'cancelled by the guest’s name, then booked anew',
    says: [...TWO, 'cancel the meeting with john', 'book john@acme.com friday at 2pm', 'great'],
    stands: [`01-08 10:00 30m ${BOB}`, '01-08 14:00 30m john@acme.com cancelled', '01-09 14:00 30m john@acme.com'],
  },
  {
    name: 'moved by the person to another day',
    says: [...TWO, 'move my meeting with bob to friday at 9am', 'when is it now?'],
    stands: [`01-09 09:00 30m ${BOB}`, '01-08 14:00 30m john@acme.com'],
  },
  {
    name: 'a guest is known by name afterwards',
    says: ['book john@acme.com tomorrow at 2pm', 'thanks', 'book john on friday at 3pm'],
    stands: ['01-08 14:00 30m john@acme.com', '01-09 15:00 30m john@acme.com'],
  },
  {
    name: 'a mention',
    says: ['book <@U0BOB> tomorrow at 4pm', 'thanks', 'what is on tomorrow?'],
    stands: [`01-08 16:00 30m ${BOB}`],
    hears: [/Bob Stone/],
  },
  {
    name: 'a name that nobody has, and the wish is dropped',
    says: ['book 30 min with zoe tomorrow at 3pm', 'never mind', 'what do I have tomorrow?'],
    stands: [],
    hears: [/zoe/i],
  },
  {
    name: 'a colleague who is taken, then a free time',
    says: ['book bob tomorrow at 2pm', 'book bob and john@acme.com tomorrow at 2pm', 'the first one'],
    stands: [`01-08 14:00 30m ${BOB}`, `01-08 14:30 30m ${BOB} john@acme.com`],
    hears: [/You and Bob Stone are already taken then/],
  },
];
