// What people were told in a quarter and what they should have been, in the same words: `slack U1003 moved m12`. Mails and
// Slack messages are read as their readers see them.
import type { ParsedMail } from 'mailparser';

const SUBJECTS: Readonly<Record<string, string>> = {
  Invitation: 'invited',
  Booked: 'invited',
  Moved: 'moved',
  Changed: 'changed',
  Cancelled: 'cancelled',
  'Cancelled for you': 'removed',
  Declined: 'left',
  Reminder: 'reminder',
  'Your week': 'weekly_agenda',
};

const SENTENCES: readonly (readonly [sentence: RegExp, occasion: string])[] = [
  [/ invites you to (m\d+)\.$/, 'invited'],
  [/ has booked (m\d+)\.$/, 'invited'],
  [/ has moved (m\d+)\. It was /, 'moved'],
  [/ has changed (m\d+)\.$/, 'changed'],
  [/^(m\d+) is cancelled by /, 'cancelled'],
  [/^You are no longer expected at (m\d+) on /, 'removed'],
  [/ will not come to (m\d+)\.$/, 'left'],
  [/^(m\d+) begins /, 'reminder'],
  [/^(m\d+) is over\. /, 'follow_up'],
  [/^You have (?:one meeting|\d+ meetings) this week\. /, 'weekly_agenda'],
];

function nameOf(channel: 'mail' | 'slack', to: string, occasion: string, title = ''): string {
  return [channel, to, occasion, title].filter(Boolean).join(' ');
}

/** The number of `person.n7@parley.example` is that of `U1007`. */
function personOf(address: string): string {
  const [, number] = /^person\.n(\d+)@/.exec(address) ?? [];
  return number ? `U${1_000 + Number(number)}` : address;
}

export function nameOfMail({ to, subject = '' }: ParsedMail): string {
  const address = /[\w.-]+@[\w.-]+/.exec((Array.isArray(to) ? to[0]?.text : to?.text) ?? '')?.[0] ?? '';
  const [, asked] = /^How was (m\d+)\?$/.exec(subject) ?? [];
  if (asked) return nameOf('mail', personOf(address), 'follow_up', asked);
  const [, word = '', title] = /^([A-Z][\w ]+): (m\d+\b)?/.exec(subject) ?? [];
  return nameOf('mail', personOf(address), SUBJECTS[word] ?? subject, title);
}

/** `D1007` is where `U1007` reads. */
export function nameOfMessage({ channel, text }: { readonly channel: string; readonly text: string }): string {
  const to = channel.replace(/^D/, 'U');
  for (const [sentence, occasion] of SENTENCES) {
    const [found, title] = sentence.exec(text) ?? [];
    if (found !== undefined) return nameOf('slack', to, occasion, title);
  }
  return nameOf('slack', to, text);
}

/** Of what the oracle expects, which also says when and about which time. */
export function nameOfLine(line: string): string {
  const [, channel, to = '', occasion = '', title] = line.split(' ');
  const about = occasion === 'weekly_agenda' ? '' : title;
  return nameOf(channel === 'slack' ? 'slack' : 'mail', to, occasion.replace(/-\d+$/, ''), about);
}
