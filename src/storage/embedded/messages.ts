// What the engine's thread and its host say to each other.

/** What the thread is started with. */
export type WorkerSettings = {
  readonly file: string;
  readonly socketPath: string;
  readonly maxPages?: number;
};

export type ToHost =
  | { readonly kind: 'ready' }
  /** It could not start: a sentence for the operator. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'state'; readonly writable: boolean; readonly reason?: string }
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'stopped' };

export type ToWorker = { readonly kind: 'stop' };
