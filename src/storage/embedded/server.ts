// The socket side of the engine: one queue a connection, a reply for each message in its order, and connections that
// cannot harm each other. What a message means is the handler's business.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { MessageReader, type Request, readRequest, WireError, writeReply } from './wire.ts';

/** Answers one request with an encoded reply, or with undefined to close the connection; it never rejects. */
export type RequestHandler = (request: Request, connection: Connection) => Promise<Uint8Array | undefined>;

export type Connection = { readonly id: number };

export type WireServer = {
  /** Accepts no more connections and requests, lets running requests finish and their replies leave, then closes. */
  stop(): Promise<void>;
};

/** How long the last replies may take to leave when the server stops. */
const STOP_PATIENCE_MS = 1_000;

/** Requests that may wait in one connection before its socket is read no further. */
const MAX_QUEUED = 256;

/**
 * Listens on a unix socket (`{path}`) and resolves once it does. At most `maxConnections` are served at a time, further
 * ones are closed at once.
 */
export async function listen(
  address: { readonly path: string },
  handle: RequestHandler,
  options: { readonly maxConnections: number; readonly log: (line: string) => void },
): Promise<WireServer> {
  const sessions = new Set<Session>();
  let connections = 0;
  let stopping = false;
  const server = createServer({ noDelay: true }, (socket) => {
    if (stopping) return void socket.destroy();
    const session = new Session(socket, { id: ++connections }, handle, options.log);
    sessions.add(session);
    socket.once('close', () => sessions.delete(session));
  });
  server.maxConnections = options.maxConnections;
  await start(server, address);
  return {
    async stop() {
      stopping = true;
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.all([...sessions].map((session) => session.finish()));
      await closed;
    },
  };
}

function start(server: Server, address: { readonly path: string }): Promise<AddressInfo | string | null> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve(server.address());
    });
  });
}

class Session {
  readonly #socket: Socket;
  readonly #connection: Connection;
  readonly #handle: RequestHandler;
  readonly #log: (line: string) => void;
  readonly #reader = new MessageReader();
  #queue: Request[] = [];
  #running: Promise<void> | undefined;
  #finishing = false;

  constructor(socket: Socket, connection: Connection, handle: RequestHandler, log: (line: string) => void) {
    this.#socket = socket;
    this.#connection = connection;
    this.#handle = handle;
    this.#log = log;
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('drain', () => this.#resume());
  }

  /** Answers what is being worked on, then closes; what still waits in the queue is dropped unanswered. */
  async finish(): Promise<void> {
    this.#finishing = true;
    this.#queue = [];
    await this.#running;
    await new Promise<void>((resolve) => {
      if (this.#socket.destroyed) return resolve();
      // A client that reads no further must not hold up the stop.
      const giveUp = setTimeout(() => this.#socket.destroy(), STOP_PATIENCE_MS);
      this.#socket.once('close', () => {
        clearTimeout(giveUp);
        resolve();
      });
      this.#socket.end(() => this.#socket.destroy());
    });
  }

  #receive(chunk: Buffer): void {
    if (this.#finishing) return;
    try {
      for (const message of this.#reader.push(chunk)) this.#queue.push(readRequest(message));
    } catch (error) {
      this.#queue = [];
      this.#finishing = true;
      if (!(error instanceof WireError)) throw error;
      this.#log(`closing connection ${this.#connection.id}: ${error.message}`);
      this.#socket.destroy();
      return;
    }
    if (this.#queue.length >= MAX_QUEUED) this.#socket.pause();
    if (this.#queue.length > 0) this.#running ??= this.#work();
  }

  async #work(): Promise<void> {
    for (let request = this.#queue.shift(); request; request = this.#queue.shift()) {
      const body = await this.#handle(request, this.#connection);
      if (!body) this.#socket.destroy();
      else if (request.wantsReply && !this.#socket.destroyed) this.#socket.write(writeReply(request, body));
      this.#resume();
    }
    this.#running = undefined;
  }

  #resume(): void {
    if (!this.#socket.isPaused()) return;
    if (this.#queue.length < MAX_QUEUED / 2 && !this.#socket.writableNeedDrain) this.#socket.resume();
  }
}
