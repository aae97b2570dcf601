// The cable between a process and its database, which fails at a place of the test's choosing: the n-th command is held up
// on its way, or its answer is, alone or with all commands after it, until the cable is cut or lets it through.
import { type AddressInfo, createServer, connect as open, type Socket } from 'node:net';
import { MessageReader } from '../../src/storage/embedded/wire.ts';

/** What the driver sends by itself, at times of its own. */
const UNCOUNTED: readonly string[] = ['hello', 'isMaster', 'ismaster', 'ping', 'endSessions', 'killCursors'];
/** These collections stand for Slack, which is not at the other end of this cable. */
const SLACK = 'playground_';

/** `command`: it does not arrive. `answer`: it is carried out, and nobody hears of that. */
export type Held = 'command' | 'answer';

export interface Cable {
  /** The database's address at this end. */
  readonly uri: string;
  /**
   * Counts commands from now on, the first as 0, and settles when the one at `place` is held up. `silent`: no
   * other passes after it either.
   */
  hold(held: Held, place: number, silent?: boolean): Promise<void>;
  /** Lets through what is held up, and holds up nothing any more. */
  release(): void;
  /** Cuts every connection; new ones can be made. */
  cut(): void;
  close(): void;
}

/** To an engine that listens on a socket of the file system. */
export async function layCable(engineUri: string): Promise<Cable> {
  const path = decodeURIComponent(new URL(engineUri).hostname);
  const sockets = new Set<Socket>();
  let plan: { held: Held; place: number; silent: boolean; reached: () => void } | undefined;
  let count = 0;
  const letThrough: (() => void)[] = [];

  /** What becomes of this command. */
  function fate(message: Buffer): Held | 'later' | undefined {
    const { name, collection } = commandOf(message);
    if (!plan || UNCOUNTED.includes(name) || collection.startsWith(SLACK)) return undefined;
    const number = count++;
    if (number === plan.place) return plan.held;
    return plan.silent && number > plan.place ? 'later' : undefined;
  }

  function hold(pass: () => void): void {
    letThrough.push(pass);
    plan?.reached();
  }

  function join(near: Socket): void {
    const far = open(path);
    const reader = new MessageReader();
    let holdsAnswer = false;
    near.on('data', (chunk) => {
      for (const message of reader.push(chunk)) {
        const send = () => far.write(message);
        const held = fate(message);
        if (held === 'command') hold(send);
        else if (held === 'later') letThrough.push(send);
        else send();
        if (held === 'answer') holdsAnswer = true;
      }
    });
    far.on('data', (chunk) => {
      const send = () => near.write(chunk);
      if (holdsAnswer) hold(send);
      else send();
      holdsAnswer = false;
    });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  }

  const server = createServer(join);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    uri: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold(held, place, silent = false) {
      const { promise, resolve } = Promise.withResolvers<void>();
      count = 0;
      plan = { held, place, silent, reached: resolve };
      return promise;
    },
    release() {
      plan = undefined;
      for (const pass of letThrough.splice(0)) pass();
    },
    cut,
    close() {
      server.close();
      cut();
    },
  };
}

const OPCODE_AT = 12;
const OP_MSG = 2013;
const FLAGS_AND_KIND = 16 + 4 + 1;
const LENGTH_AND_TYPE = 4 + 1;
const LENGTH = 4;

/** The first field of an OP_MSG: the command's name, and for most the collection. The older form only says hello. */
function commandOf(message: Buffer): { name: string; collection: string } {
  if (message.readInt32LE(OPCODE_AT) !== OP_MSG) return { name: 'hello', collection: '' };
  const from = FLAGS_AND_KIND + LENGTH_AND_TYPE;
  const end = message.indexOf(0, from);
  const value = end + 1 + LENGTH;
  const name = message.toString('utf8', from, end);
  return { name, collection: message.toString('utf8', value, message.indexOf(0, value)) };
}
