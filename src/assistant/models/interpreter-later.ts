// The built-in interpreter, loaded once the start is over: it is many small files, and nobody has asked anything yet.
import type { Model } from './model.ts';

/** Reading the files keeps the thread from everything else, the answer to whoever asks if Parley is ready included. */
const AFTER_START_MS = 100;

export interface LaterModel extends Model {
  /** Loads it in a moment, unless a reply has been wanted by then. What fails is tried again with the next reply. */
  loadSoon(onError: (error: unknown) => void): void;
}

export function interpreterLater(): LaterModel {
  let loading: Promise<Model> | undefined;

  async function load(): Promise<Model> {
    const { createInterpreter } = await import('./interpreter/interpreter.ts');
    return createInterpreter();
  }

  function loaded(): Promise<Model> {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  return {
    name: 'interpreter',
    loadSoon(onError) {
      setTimeout(() => loaded().catch(onError), AFTER_START_MS).unref();
    },
    respond: async (request) => (await loaded()).respond(request),
  };
}
