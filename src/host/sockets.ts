import type { RawData, WebSocket } from 'ws';
import { isAppError } from '../shared/errors.ts';
import type { MessagePortLike } from '../shared/process.ts';
import { createPortCore } from '../shared/rpc/port-core.ts';
import type { EngineLink } from './engine-link.ts';

/** Why a socket was closed. The page connects again after the first two; the third needs a person. */
export const closeCodes = { engineLost: 4001, engineUnavailable: 4002, wrongVersion: 4003, tooSlow: 4008 } as const;

/** What one page may keep in the host's memory; a page that goes beyond is closed as too slow. */
export interface SocketLimits {
  /** On its way to a page that has stopped reading. */
  unsentBytes: number;
  /** From a page before the engine is there. */
  waitingBytes: number;
}

const defaultLimits: SocketLimits = { unsentBytes: 64 * 1024 * 1024, waitingBytes: 8 * 1024 * 1024 };

/** Relays one window's socket to the engine process and back, without looking into the frames. */
export function relayToEngine(socket: WebSocket, link: Pick<EngineLink, 'connect'>, limits: SocketLimits = defaultLimits): void {
  let waiting: (string | Uint8Array)[] = [];
  let waitingBytes = 0;
  let connected: { send(data: string | Uint8Array): void; close(): void } | undefined;

  socket.on('message', (raw, isBinary) => {
    const data = frameOf(raw, isBinary);
    if (connected) {
      connected.send(data);
      return;
    }
    waitingBytes += data.length;
    if (waitingBytes <= limits.waitingBytes) waiting.push(data);
    else socket.close(closeCodes.tooSlow, 'too much before the engine was ready');
  });
  socket.on('close', () => connected?.close());
  socket.on('error', () => socket.terminate());

  const open = async (): Promise<void> => {
    const opened = await link.connect({
      deliver: (data) => sendTo(socket, data, limits.unsentBytes),
      ended: (why) => socket.close(why === 'closed' ? 1000 : closeCodes.engineLost, why),
    });
    if (socket.readyState !== socket.OPEN) {
      opened.close();
      return;
    }
    connected = opened;
    const early = waiting;
    waiting = [];
    for (const data of early) opened.send(data);
  };
  open().catch((error: unknown) => {
    const code = isAppError(error) && error.code === 'protocol-mismatch' ? closeCodes.wrongVersion : closeCodes.engineUnavailable;
    socket.close(code, isAppError(error) ? error.code : 'internal');
  });
}

/** A socket as a port, for the contract that the host itself serves. */
export function portOfSocket(socket: WebSocket): MessagePortLike {
  const core = createPortCore({
    post: (message) => sendTo(socket, message as string | Uint8Array, defaultLimits.unsentBytes),
    close: () => socket.close(1000),
  });
  socket.on('message', (raw, isBinary) => core.receive(frameOf(raw, isBinary)));
  socket.on('close', () => core.lose());
  socket.on('error', () => socket.terminate());
  return core.port;
}

function frameOf(raw: RawData, isBinary: boolean): string | Uint8Array {
  const bytes = Array.isArray(raw) ? Buffer.concat(raw) : raw instanceof ArrayBuffer ? Buffer.from(raw) : raw;
  return isBinary ? bytes : bytes.toString('utf8');
}

function sendTo(socket: WebSocket, data: string | Uint8Array, mostUnsentBytes: number): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > mostUnsentBytes) {
    socket.close(closeCodes.tooSlow, 'too slow');
    return;
  }
  socket.send(data, () => {});
}
