// Slack's end of Socket Mode on this machine: answers `apps.connections.open` with its own address, greets whoever connects,
// sends envelopes and keeps what comes back. Speaks as much of RFC 6455 as that needs: whole text frames, ping and close.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

export interface SocketModeServer {
  /** Where `apps.connections.open` is answered. */
  readonly openUrl: string;
  /** The envelope ids acknowledged so far, in order. */
  readonly acknowledged: readonly string[];
  /** How many connections were greeted so far. */
  readonly greeted: () => number;
  /** How many connections are open. */
  readonly connected: () => number;
  /** Sends an envelope to the newest connection; throws without one. */
  send(envelope: { readonly envelope_id: string; readonly type: string; readonly payload: unknown }): void;
  /** Tells the newest connection that Slack is about to renew it, as `warning` or `refresh_requested`. */
  sayGoodbye(reason: string): void;
  /** From now on answers `apps.connections.open` with this error; undefined: with an address again. */
  refuse(error: string | undefined): void;
  /** How often `apps.connections.open` was called so far. */
  readonly asked: () => number;
  /** Cuts every connection, without a close frame. */
  drop(): void;
  stop(): Promise<void>;
}

const OPCODE = { text: 0x1, close: 0x8, ping: 0x9, pong: 0xa } as const;
/** RFC 6455, section 1.3. */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export async function startSocketModeServer(): Promise<SocketModeServer> {
  const sockets = new Set<Duplex>();
  const acknowledged: string[] = [];
  let greeted = 0;
  let asked = 0;
  let refusal: string | undefined;

  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    asked += 1;
    const answer = refusal ? { ok: false, error: refusal } : { ok: true, url: `ws://127.0.0.1:${port()}/link` };
    response.end(JSON.stringify(answer));
  });
  const port = () => (server.address() as AddressInfo).port;

  server.on('upgrade', (request, socket) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}${HANDSHAKE_GUID}`)
      .digest('base64');
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A client that goes away mid-write is a closed connection, nothing more.
    socket.on('error', () => socket.destroy());
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      for (let frame = readFrame(pending); frame; frame = readFrame(pending)) {
        pending = pending.subarray(frame.size);
        if (frame.opcode === OPCODE.ping) socket.write(frameOf(OPCODE.pong, frame.payload));
        if (frame.opcode === OPCODE.close) socket.end(frameOf(OPCODE.close, frame.payload));
        if (frame.opcode === OPCODE.text) acknowledged.push(JSON.parse(frame.payload.toString()).envelope_id);
      }
    });
    greeted += 1;
    socket.write(textFrame({ type: 'hello', num_connections: 1 }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  const newest = () => {
    const socket = [...sockets].at(-1);
    if (!socket) throw new Error('Nobody is connected.');
    return socket;
  };
  return {
    openUrl: `http://127.0.0.1:${port()}/api/apps.connections.open`,
    acknowledged,
    greeted: () => greeted,
    connected: () => sockets.size,
    asked: () => asked,
    send(envelope) {
      newest().write(textFrame({ ...envelope, accepts_response_payload: envelope.type !== 'events_api' }));
    },
    sayGoodbye(reason) {
      newest().write(textFrame({ type: 'disconnect', reason, debug_info: { host: 'applink-test' } }));
    },
    refuse(error) {
      refusal = error;
    },
    drop,
    async stop() {
      drop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const textFrame = (message: unknown) => frameOf(OPCODE.text, Buffer.from(JSON.stringify(message)));

/** A server's frame, which is not masked; up to 65,535 bytes. */
function frameOf(opcode: number, payload: Buffer): Buffer {
  if (payload.length < 126) return Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload]);
  const header = Buffer.from([0x80 | opcode, 126, 0, 0]);
  header.writeUInt16BE(payload.length, 2);
  return Buffer.concat([header, payload]);
}

/** The first frame of a client, which is always masked; null until all of it has arrived. */
function readFrame(bytes: Buffer): { opcode: number; payload: Buffer; size: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1) & 0x7f;
  const maskAt = short === 126 ? 4 : 2;
  if (short === 127) throw new RangeError('A frame of more than 65,535 bytes is not spoken here.');
  if (bytes.length < maskAt + 4) return null;
  const length = short === 126 ? bytes.readUInt16BE(2) : short;
  const size = maskAt + 4 + length;
  if (bytes.length < size) return null;
  const mask = bytes.subarray(maskAt, maskAt + 4);
  const payload = bytes.subarray(maskAt + 4, size).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return { opcode: bytes.readUInt8(0) & 0x0f, payload: Buffer.from(payload), size };
}
