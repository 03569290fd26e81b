import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { openWindow } from './harness.ts';

test('a page of another server on this machine, in the same browser, receives nothing that opens the library', async () => {
  await using window = await openWindow();
  const cookies: (string | undefined)[] = [];
  const neighbour = createServer((request, response) => {
    cookies.push(request.headers.cookie);
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Neighbour</title>');
  });
  neighbour.listen(0, '127.0.0.1');
  await once(neighbour, 'listening');
  const { port } = neighbour.address() as AddressInfo;
  try {
    const page = await window.page.context().newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    const tried = await page.evaluate(async (origin) => {
      const answer = (path: string): Promise<string> =>
        fetch(origin + path, { credentials: 'include' }).then(
          (response) => response.text(),
          () => 'refused',
        );
      const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc/engine`);
      const opened = await new Promise((resolve) => {
        socket.addEventListener('open', () => resolve(true));
        socket.addEventListener('error', () => resolve(false));
      });
      return { root: await answer('/'), index: await answer('/index.html'), opened };
    }, new URL(window.page.url()).origin);
    expect(tried).toEqual({ root: 'refused', index: 'refused', opened: false });
    expect(cookies.filter((value) => value !== undefined)).toEqual([]);
    await window.page.reload();
    await window.page.locator('[data-connection="connected"]').waitFor();
  } finally {
    neighbour.close();
  }
});
