// Conversations of people who tell more than they are asked: reasons, second thoughts, somebody else to ask first.
import { BOB, type Dialogue, FOX, LEE } from './dialogue.ts';

const DEMO = 'book a demo with bob tomorrow at 2pm';
const OFFERED = 'can you find half an hour with bob on friday?';

export const told: readonly Dialogue[] = [
  {
    name: 'a time and the reason for it',
    says: ['book 45 min with bob on friday', 'half past eleven, his flight only lands at ten', 'lovely'],
    stands: [`01-09 11:30 45m ${BOB}`],
  },
  {
    name: 'a choice, a reason and one guest more',
    says: [OFFERED, 'the first one, I have the dentist later. and bring kim@acme.com too', 'ta'],
    stands: [`01-09 09:00 30m ${BOB} kim@acme.com`],
  },
  {
    name: 'somebody is asked first, then a yes',
    says: [DEMO, 'cancel all my meetings', 'hold on, let me check with bob first', 'ok thanks'],
    stands: [`01-08 14:00 30m ${BOB}`],
  },
  {
    name: 'one of two Sams, and Bob still comes',
    says: ['book Sam and Bob tomorrow at 3pm', 'Sam Lee', 'thanks'],
    stands: [`01-08 15:00 30m ${BOB} ${LEE}`],
  },
  {
    name: 'one of two Sams, at another time',
    says: ['book sam tomorrow at 3pm', 'fox, and make it 3:30', 'thanks'],
    stands: [`01-08 15:30 30m ${FOX}`],
  },
  {
    name: 'a second thought in other words',
    says: [DEMO, 'hm, on reflection an hour would be kinder, he has a lot to say', 'that’s too late, 11 please'],
    stands: [`01-08 11:00 60m ${BOB}`],
  },
  {
    name: 'a little longer, and no more',
    says: [DEMO, '15 min more please', 'make it 40 minutes, no more'],
    stands: [`01-08 14:00 40m ${BOB}`],
  },
  {
    name: 'the same again a week later',
    says: [DEMO, 'great, same again the week after', 'thanks a lot'],
    stands: [`01-08 14:00 30m ${BOB}`, `01-15 14:00 30m ${BOB}`],
  },
  {
    name: 'two of a kind, and not that one',
    says: [
      'book a retro with bob friday at 10am',
      'book a pricing chat with bob friday at 3pm',
      'cancel my friday meeting with bob',
      'the pricing one, not the retro',
      'thanks',
    ],
    stands: [`01-09 10:00 30m ${BOB}`, `01-09 15:00 30m ${BOB} cancelled`],
  },
  {
    name: 'which one, and where to, in one answer',
    says: [
      'book a retro with bob friday at 10am',
      'book a pricing chat with bob friday at 3pm',
      'push my friday meeting with bob',
      'the pricing one, to 5',
      'thanks',
    ],
    stands: [`01-09 10:00 30m ${BOB}`, `01-09 17:00 30m ${BOB}`],
  },
  {
    name: 'asked for a time, the user asks back',
    says: ['book 45 min with bob on friday', 'whenever he has time', 'the first one works, book it', 'thanks'],
    stands: [`01-09 09:00 45m ${BOB}`],
  },
  {
    name: 'none of those offered',
    says: [OFFERED, 'none of these work, what about monday?', 'the first one'],
    stands: [`01-12 09:00 30m ${BOB}`],
  },
];
