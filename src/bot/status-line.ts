// The status beside a message while its answer is worked out: shown once somebody has waited for it, not for answers
// that come at once.

/** Below this nobody reads a status, and Slack limits how many may be set. */
const PATIENCE_MS = 300;

export interface StatusLine {
  /** Shows the latest status now, or as soon as the answer has taken long enough. */
  set(status: string): void;
  /** Shows nothing more. */
  end(): void;
}

export function createStatusLine(show: (status: string) => void): StatusLine {
  let latest = '';
  let waited = false;
  let ended = false;
  const timer = setTimeout(() => {
    waited = true;
    if (latest) show(latest);
  }, PATIENCE_MS);
  return {
    set(status) {
      if (ended || status === latest) return;
      latest = status;
      if (waited) show(status);
    },
    end() {
      ended = true;
      clearTimeout(timer);
    },
  };
}
