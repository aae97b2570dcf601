// Cards in English.
import type { CardWords } from './words.ts';

export const en: CardWords = {
  states: {
    requested: 'Waiting for a yes',
    scheduled: 'Scheduled',
    confirmed: 'Confirmed',
    active: 'Now',
    completed: 'Over',
    cancelled: 'Cancelled',
    declined: 'Declined',
    expired: 'Expired',
    no_show: 'Did not take place',
  },
  conferences: {
    google_meet: 'Google Meet',
    teams: 'Microsoft Teams',
    zoom: 'Zoom',
    jitsi: 'Jitsi',
    phone: 'Phone',
    in_person: 'In person',
    none: 'No video',
  },
  with: (people) => `With ${people}`,
  morePeople: (count) => `${count} more`,
  moreMeetings: (count) => `And ${count} more.`,
  at: (place) => `At ${place}`,
  join: 'Join',
  reschedule: 'Reschedule',
  cancel: 'Cancel',
  leave: 'Leave',
  again: 'Book again',
  askCancel: { title: 'Cancel this meeting?', confirm: 'Cancel meeting', deny: 'Keep it' },
  askLeave: { title: 'Leave this meeting?', confirm: 'Leave', deny: 'Stay' },
  cannotAnnounce: (title) =>
    `I cannot announce ${title} in the channel that you chose, since I may not write there. ` +
    'Invite me there with /invite @Parley, or choose another one with /parley notifications.',
};
