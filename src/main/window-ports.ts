import { ipcMain, MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import { channels, type EngineProcessState, type PortMessage } from '../shared/bridge.ts';
import { isTrustedSender } from './sender.ts';

/** The engine as the window's connections need it. */
export interface EngineConnections {
  readonly state: EngineProcessState;
  onState(listener: (state: EngineProcessState) => void): () => void;
  /** Serves the engine contract on `port`. Only while the state is `ready`. */
  connect(port: MessagePortMain): void;
}

/**
 * Gives our page its two ports when it asks, and a new one to every new engine. `serveHost` serves the
 * host contract on a port.
 */
export function brokerPorts(engine: EngineConnections, serveHost: (port: MessagePortMain) => void): void {
  const pages = new Set<WebContents>();

  const handOver = (page: WebContents, to: PortMessage['to'], serve: (port: MessagePortMain) => void): void => {
    const { port1, port2 } = new MessageChannelMain();
    serve(port1);
    page.postMessage(channels.port, { type: 'footnote:port', to } satisfies PortMessage, [port2]);
  };

  ipcMain.on(channels.requestPorts, (event) => {
    if (!isTrustedSender(event)) return;
    const page = event.sender;
    if (!pages.has(page)) {
      pages.add(page);
      page.once('destroyed', () => pages.delete(page));
    }
    handOver(page, 'host', serveHost);
    page.send(channels.engineState, engine.state);
    if (engine.state === 'ready') handOver(page, 'engine', (port) => engine.connect(port));
  });

  engine.onState((state) => {
    for (const page of pages) {
      page.send(channels.engineState, state);
      if (state === 'ready') handOver(page, 'engine', (port) => engine.connect(port));
    }
  });
}
