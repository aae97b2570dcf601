// What Parley says in Slack, in English.
import type { BotWords } from './words.ts';

/** `90 minutes`, `2 hours`, `2 days` */
function spanOf(minutes: number): string {
  const [size, unit] =
    minutes % 1440 === 0 && minutes > 1440 ? [1440, 'day'] : minutes % 60 === 0 ? [60, 'hour'] : [1, 'minute'];
  const count = minutes / size;
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}

export const en: BotWords = {
  close: 'Close',
  help: [
    '`/parley notifications` sets what you hear, where and when: kinds, reminders, quiet hours, language.',
    '`/parley calendar` shows your meetings in Google Calendar, Outlook or Apple Calendar.',
    '`/parley guests` shows the private pages of your guests, and closes them.',
    '`/parley defaults` sets notifications for everybody who has not chosen their own (admins).',
    '`/parley ops` shows how Parley is doing (admins).',
    'To arrange a meeting, write to me, or use `/meet` and `/meetings`.',
  ].join('\n'),
  meetHelp:
    'Tell me what to arrange, as you would say it: `/meet 30 min with Sarah tomorrow at 2pm`, ' +
    '`/meet move my 3pm to Friday`, `/meet when is Tim free this week?`',
  elsewhere: 'I answer in our direct messages.',
  noMeetings: 'You have no meetings ahead. Tell me who you want to meet and when.',
  you: (quote) => `You: ${quote}`,
  done: 'Done.',
  opsLink: (url) => `How Parley is doing: <${url}|open the page>. The link is yours alone and works for an hour.`,
  settings: {
    reading: 'Reading the settings…',
    own: {
      title: 'Notifications',
      slack: 'Tell me in Slack',
      mail: 'Tell me by mail',
      reminders: 'Remind me before my meetings',
      guestReminders: 'Remind the guests of my meetings',
      announce: 'Announce the meetings that I organize',
      note: 'Invitations and changes always reach guests by mail.',
    },
    workspace: {
      title: 'Workspace defaults',
      slack: 'Tell people in Slack',
      mail: 'Tell people by mail',
      reminders: 'Remind people before their meetings',
      guestReminders: 'Remind the guests of meetings',
      announce: 'Announce the meetings of everybody',
      note: 'This holds for everybody who has not chosen otherwise with /parley notifications.',
    },
    kinds: {
      confirmation: 'Invitations',
      moved: 'Meetings that move',
      changed: 'Other changes',
      cancelled: 'Cancellations',
      left: 'Somebody declines',
      reminder: 'Reminders',
      follow_up: 'After a meeting',
      weekly_agenda: 'My week, on Monday',
    },
    save: 'Save',
    before: (minutes) => `${spanOf(minutes)} before`,
    never: 'Never',
    quiet: 'Quiet hours',
    quietOn: 'No messages between these times',
    from: 'From',
    until: 'Until',
    language: 'Language of messages',
    asInSlack: 'As in the Slack profile',
    channel: 'Channel',
    announceIn: 'Announce them in',
    chooseChannel: 'Choose a channel',
    inviteMe: 'Invite me to the channel first: /invite @Parley',
    noQuietFrom: 'Choose when your quiet hours begin.',
    noQuietTo: 'Choose when your quiet hours end.',
    noQuietTime: 'They end when they begin: choose another time.',
    noChannel: 'Choose the channel in which I announce your meetings.',
    noWayIn: 'I cannot write in that channel: invite me there with /invite @Parley, then save again.',
    announces: (name) =>
      `From now on I announce here when ${name ?? 'somebody in this workspace'} books, moves or cancels a meeting.`,
  },
  calendar: {
    title: 'Your calendar feed',
    reading: 'Getting your address…',
    intro: 'Subscribe to this address in Google Calendar, Outlook or Apple Calendar, and your meetings appear there:',
    renewed: 'The old address no longer works. This is the new one:',
    secret: 'Keep it to yourself: whoever has it sees your meetings. Nobody can change them with it.',
    renew: 'Make a new address',
    ask: {
      title: 'Make a new address?',
      text: 'Calendars that use the address until now no longer get your meetings.',
      confirm: 'Make a new one',
      deny: 'Keep it',
    },
  },
  guestPages: {
    title: 'Pages of your guests',
    reading: 'Looking for the pages…',
    intro:
      'Each guest’s mail links to a private page, on which they move or cancel the meeting. Close one that has come ' +
      'into the wrong hands.',
    none: 'No guest of a meeting ahead has an open page.',
    closed: (email) => `The page of ${email} is closed. The next mail about the meeting brings them a new one.`,
    closeButton: 'Close the page',
    ask: {
      title: 'Close this page?',
      text: 'The link in the mails until now stops working. The meeting stays as it is.',
      confirm: 'Close it',
      deny: 'Leave it open',
    },
  },
  reschedule: {
    title: 'Reschedule',
    reading: 'Looking for times when everybody is free…',
    now: (when) => `Now: ${when}`,
    pickDay: 'Pick a day',
    later: 'Later times',
    free: 'Free times',
    submit: 'Move meeting',
    none: (days, from, why) =>
      `No time is free for everybody in the ${days} days from ${from}${why && `: ${why}`}. Pick another day.`,
    reasons: {
      no_working_hours: 'nobody works then',
      fully_booked: 'everything is taken',
      beyond_limits: 'that is too soon or too far ahead to book',
      past: 'that is in the past',
    },
    cancelled: 'This meeting is cancelled.',
    over: 'This meeting is over.',
    notYours: 'Only the organizer and the hosts can move this meeting.',
  },
  sentences: {
    outdated:
      'This button is from an older version of Parley. Look at /meetings, or tell me in your own words what to do.',
    unchanged: (id) => `Something went wrong on my side; nothing was changed. (Request ${id})`,
    unsure: (id) => `Something went wrong on my side. Please look at /meetings before you try again. (Request ${id})`,
    unsaved: (id) =>
      `I could not save your notifications: please try again with /parley notifications. (Request ${id})`,
    freeInstead: (times) => `Free instead: ${times.join('; ')}.`,
    refusals: {},
  },
};
