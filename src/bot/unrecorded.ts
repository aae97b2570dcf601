// What could not be recorded is told to the person at once: they would wait for nothing.
import { z } from 'zod';
import type { Poster } from './poster.ts';
import { AGAIN, LATER } from './sentences.ts';
import type { NewTurn } from './turns.ts';

/** Clicks on messages and commands have it; for forms Slack itself says that they failed. */
const answerable = z.object({ response_url: z.string() });

/** Needs no storage, which is what fails here. Never rejects. */
export async function tellUnrecorded(
  { work, tenant, userId }: NewTurn,
  body: unknown,
  poster: Pick<Poster, 'respond' | 'whisper'>,
  onError: (error: unknown, doing: string) => void,
): Promise<void> {
  const { data } = answerable.safeParse(body);
  try {
    if (data) await poster.respond(data.response_url, { text: AGAIN, blocks: [] }, false);
    else if (work.kind === 'say' && work.place) await poster.whisper(work.place, { tenant, userId }, LATER);
  } catch (error) {
    onError(error, 'telling of what was not recorded');
  }
}
