import { BRIDGE_NAME, type FootnoteBridge } from '../../shared/bridge.ts';
import { browserTransport } from './browser-transport.ts';
import type { Client } from './client.ts';
import { createConnection } from './connection.ts';
import { electronTransport } from './electron-transport.ts';

/** The shell's bridge, where there is one. */
export function bridgeOf(scope: object = window): FootnoteBridge | null {
  return (scope as { [BRIDGE_NAME]?: FootnoteBridge })[BRIDGE_NAME] ?? null;
}

/** Connects this page to its engine and host, whichever way they are reached. */
export function connect(): Client {
  const bridge = bridgeOf();
  return createConnection(bridge ? electronTransport(bridge) : browserTransport());
}
