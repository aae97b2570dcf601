import { describe, expect, it } from 'vitest';
import { claimsChange } from '../../src/assistant/claims.ts';

const MEETINGS = [{ title: 'Demo' }];

describe('a claim of a change', () => {
  it.each([
    "I've booked your demo for Thursday at 2 PM.",
    'I have just moved it to 4 PM.',
    'I booked a room.',
    'We’ve gone ahead and cancelled the review.',
    'Your meeting has been scheduled.',
    'The invitations have now been sent.',
    'Your 1:1 with Bob is now cancelled.',
    'The review was moved to Friday.',
    'Booked! See you then.',
    'Done! Anything else?',
    'All done.',
    'OK, cancelled.',
    "Great, you're all set for Thursday.",
    'Sure: rescheduled to 3 PM.',
    'Your sync with Kim is booked for Thursday.',
    'I could not reach Bob, but I have booked the room.',
    'Your demo is cancelled.',
    'It is on your calendar now.',
    'The invite is on its way.',
  ])('is seen: %s', (text) => {
    expect(claimsChange(text, MEETINGS)).toBe(true);
  });

  it.each([
    'Shall I book it for 2 PM?',
    'Have I booked it already?',
    'I have not booked anything.',
    "I couldn't move it: Bob is busy then.",
    'Nothing was cancelled.',
    'I can book that once you tell me the day.',
    'If you like, I will move it to 4 PM.',
    'Would you like it moved?',
    'You are free from 12 to 6 PM.',
    'That time is already booked. 3 PM and 4 PM are free.',
    'Your Demo is scheduled for Thursday at 2 PM.',
    'Which meeting should be cancelled?',
    'Only Bob can cancel the review.',
    'The review was cancelled by Bob.',
    'Sam Lee or Sam Fox?',
    'You have two meetings tomorrow: Demo at 2 PM and Review at 4 PM.',
    'I cannot do that yet.',
    'Sorry, that time has passed.',
    'Hello! Tell me whom you want to meet and when.',
  ])('is not seen in: %s', (text) => {
    expect(claimsChange(text, MEETINGS)).toBe(false);
  });
});
