// The answer while a model still speaks: a message that grows. Fast answers never need it; slow ones are read as they come.
import type { Sender } from './directory.ts';
import type { Poster } from './poster.ts';
import type { Posted, Posting } from './postings.ts';

/** An answer that is there by then is posted whole. */
const PATIENCE_MS = 700;
/** Slack takes about one change a second of a message. */
const INTERVAL_MS = 1_000;

export interface Draft {
  /** Shows this much of the answer, soon. */
  say(text: string, changedMeetings: readonly string[]): void;
  /** Shows nothing more; answers the message as it stands, or that there may be one. Never rejects. */
  end(): Promise<Posted | 'perhaps' | undefined>;
}

export function createDraft(options: {
  /** The answer without its content. */
  posting: Posting;
  viewer: Sender;
  poster: Poster;
  /** There may be one of an earlier attempt. */
  attempted: boolean;
  onError: (error: unknown) => void;
}): Draft {
  const { posting, viewer, poster } = options;
  let wanted: Pick<Posting, 'text' | 'meetingIds'> | undefined;
  let posted: Posted | 'perhaps' | undefined = options.attempted ? 'perhaps' : undefined;
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;
  let ended = false;

  async function send(): Promise<void> {
    const content = wanted;
    wanted = undefined;
    if (!content) return;
    const before = posted;
    posted ??= 'perhaps';
    posted = await poster.post({ ...posting, ...content }, viewer, before);
  }

  function schedule(delay: number): void {
    timer ??= setTimeout(() => {
      sending = send()
        .catch(options.onError)
        .finally(() => {
          timer = undefined;
          sending = undefined;
          if (wanted && !ended) schedule(INTERVAL_MS);
        });
    }, delay);
  }

  return {
    say(text, changedMeetings) {
      wanted = { text: `${text} …`, meetingIds: [...changedMeetings] };
      if (!ended) schedule(posted ? INTERVAL_MS : PATIENCE_MS);
    },
    async end() {
      ended = true;
      clearTimeout(timer);
      await sending;
      return posted;
    },
  };
}
