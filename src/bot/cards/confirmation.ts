// The dialog before something that cannot be taken back.
import { plain } from './mrkdwn.ts';
import type { Question } from './words/words.ts';

export function confirmation({ title, confirm, deny }: Question, text: string) {
  return {
    title: plain(title, 100),
    text: plain(text, 300),
    confirm: plain(confirm, 30),
    deny: plain(deny, 30),
    style: 'danger',
  } as const;
}
