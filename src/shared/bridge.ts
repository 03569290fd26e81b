import type { Grant } from './contract/host.ts';

/**
 * What passes between the Electron shell and the page besides the contracts. The browser host has
 * no bridge: `window.footnote` is absent there and the page speaks WebSocket.
 */

/** The page of the packed window, and the only sender that main obeys. */
export const APP_ORIGIN = 'app://bundle';

/** Name under which the preload exposes {@link FootnoteBridge} on `window`. */
export const BRIDGE_NAME = 'footnote';

/** What a menu item asks of the window. The window may ignore one that makes no sense at the moment. */
export const windowCommands = [
  'add-folder',
  'add-files',
  'new-question',
  'command-palette',
  'find',
  'toggle-library',
  'toggle-source-pane',
  'open-settings',
  'show-shortcuts',
] as const;
export type WindowCommand = (typeof windowCommands)[number];

/** A `File` of the page, without the DOM library. */
export interface FileLike extends Blob {
  readonly name: string;
}

/** Exposed by the preload as `window.footnote`. */
export interface FootnoteBridge {
  /**
   * Asks for fresh ports. They arrive as `message` events on `window` (see {@link PortMessage}), never
   * as a result: ports cannot cross the bridge. Listen first, then call; call again after a reload.
   */
  requestPorts(): void;
  /** Turns dropped files or folders into grants. Files without a path on disk (made by a page) yield none. */
  grantFiles(files: readonly FileLike[]): Promise<Grant[]>;
  /** Menu commands. Returns a function that removes the listener. */
  onCommand(listener: (command: WindowCommand) => void): () => void;
  /**
   * Files handed over by the system: command line, second start, "open with", drop on the dock.
   * Returns a function that removes the listener.
   */
  onGrants(listener: (grants: Grant[]) => void): () => void;
  /**
   * How the engine process stands: told after `requestPorts` and at each change. A `broken` engine is tried
   * again after a minute. Returns a function that removes the listener.
   */
  onEngineState(listener: (state: EngineProcessState) => void): () => void;
}

/** waiting: it died and is started again after a pause · broken: it died too often in a row, and rests for a minute. */
export type EngineProcessState = 'starting' | 'ready' | 'waiting' | 'broken';

/**
 * `data` of the `message` event that carries one port in `ports[0]`. The page checks
 * `event.source === window` and `event.origin === location.origin`. `engine` speaks the engine
 * contract and comes again whenever the engine was started anew; `host` speaks the host contract.
 */
export interface PortMessage {
  readonly type: 'footnote:port';
  readonly to: 'engine' | 'host';
}

/** True for the `data` of a message event that hands over a port. */
export function isPortMessage(data: unknown): data is PortMessage {
  if (typeof data !== 'object' || data === null) return false;
  const { type, to } = data as { type?: unknown; to?: unknown };
  return type === 'footnote:port' && (to === 'engine' || to === 'host');
}

/** IPC channels between preload and main. The page cannot name them. */
export const channels = {
  requestPorts: 'footnote:request-ports',
  port: 'footnote:port',
  grantPaths: 'footnote:grant-paths',
  command: 'footnote:command',
  grants: 'footnote:grants',
  engineState: 'footnote:engine-state',
} as const;
