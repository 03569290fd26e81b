import type { MessagePortLike } from '../../shared/process.ts';
import { createPortCore } from '../../shared/rpc/port-core.ts';

/** An open WebSocket as a port. Frames pass through unchanged: text as strings, binary as ArrayBuffer. */
export function fromWebSocket(socket: WebSocket): MessagePortLike {
  socket.binaryType = 'arraybuffer';
  const core = createPortCore({ post: (message) => socket.send(message as string | Uint8Array<ArrayBuffer>), close: () => socket.close() });
  socket.addEventListener('message', (event) => core.receive(event.data));
  socket.addEventListener('close', () => core.lose());
  return core.port;
}
