// All dialogues.
import { answers } from './answers.ts';
import { bookings } from './bookings.ts';
import { changes } from './changes.ts';
import type { Dialogue } from './dialogue.ts';
import { finding } from './finding.ts';
import { people } from './people.ts';
import { times } from './times.ts';
import { told } from './told.ts';
import { unsure } from './unsure.ts';

export const dialogues: readonly Dialogue[] = [
  ...answers,
  ...bookings,
  ...changes,
  ...finding,
  ...people,
  ...times,
  ...told,
  ...unsure,
];
