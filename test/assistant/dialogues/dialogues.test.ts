// Whole conversations with the interpreter through the real loop, judged by what stands in the database at their end.
import { expect, it } from 'vitest';
import { interpreterWay, startTalk } from '../conversations/harness.ts';
import { dialogues } from './all.ts';
import { speak, standing } from './dialogue.ts';

it.each(dialogues)('$name', async (dialogue) => {
  const talk = await startTalk(interpreterWay);
  const heard = await speak(talk, dialogue);
  const transcript = heard.map(({ said, result }) => `${said} -> ${result.text}`).join('\n');
  expect(standing(await talk.meetings()), transcript).toEqual([...dialogue.stands].sort());
  for (const pattern of dialogue.hears ?? []) expect(transcript).toMatch(pattern);
});
