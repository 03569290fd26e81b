import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { MessagePortLike } from '../../../src/shared/process.ts';
import { createPortCore } from '../../../src/shared/rpc/port-core.ts';

/** Redeems a one-time link as a browser does. The value of the `Cookie` header. */
export async function openLink(url: string): Promise<string> {
  const response = await fetch(url, { redirect: 'manual' });
  await response.arrayBuffer();
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** A page's connection to a host, without a browser. */
export async function connectSocket(
  pageUrl: string,
  name: 'engine' | 'host',
  cookie: string,
): Promise<{ port: MessagePortLike; socket: WebSocket; closed: Promise<number> }> {
  const { origin } = new URL(pageUrl);
  const socket = new WebSocket(new URL(`rpc/${name}`, pageUrl).href.replace('http', 'ws'), { origin, headers: { cookie } });
  const core = createPortCore({ post: (message) => socket.send(message as string | Uint8Array), close: () => socket.close() });
  socket.on('message', (data, isBinary) => core.receive(isBinary ? data : (data as Buffer).toString('utf8')));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.on('close', () => core.lose());
  await once(socket, 'open');
  return { port: core.port, socket, closed };
}
