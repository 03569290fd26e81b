/*
 * Runs in the page, put there by the tests: typed clients over ports of its own, so that the shell can be
 * tested whatever the window shows. It takes its ports before the window's own listeners see them.
 */
import '../../src/shared/zod-without-eval.ts';
import { type FootnoteBridge, isPortMessage } from '../../src/shared/bridge.ts';
import { engineContract } from '../../src/shared/contract/engine.ts';
import { hostContract } from '../../src/shared/contract/host.ts';
import { createContractClient } from '../../src/shared/rpc/client.ts';
import { fromDomPort } from '../../src/shared/rpc/dom-port.ts';

declare const window: Window & { footnote: FootnoteBridge; shellTest: object };

const connections: Partial<Record<'engine' | 'host', { client: unknown; number: number }>> = {};
const commands: string[] = [];
const grants: unknown[] = [];
const engineStates: string[] = [];
let take = 0;

window.addEventListener(
  'message',
  (event) => {
    const port = event.ports[0];
    if (!isPortMessage(event.data) || !port || take === 0) return;
    event.stopImmediatePropagation();
    take -= 1;
    const wrapped = fromDomPort(port);
    const number = (connections[event.data.to]?.number ?? 0) + 1;
    const { client } =
      event.data.to === 'engine' ? createContractClient(engineContract, wrapped) : createContractClient(hostContract, wrapped);
    connections[event.data.to] = { client, number };
  },
  { capture: true },
);
window.footnote.onCommand((command) => commands.push(command));
window.footnote.onGrants((offered) => grants.push(...offered));
window.footnote.onEngineState((state) => engineStates.push(state));

/** Fetches ports until both are there; again after the engine was lost. */
async function connect(): Promise<void> {
  delete connections.engine;
  delete connections.host;
  for (let attempt = 0; attempt < 30; attempt += 1) {
    take = 2;
    window.footnote.requestPorts();
    for (let wait = 0; wait < 20; wait += 1) {
      if (connections.engine && connections.host) {
        take = 0;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  throw new Error('no ports');
}

window.shellTest = {
  connect,
  commands,
  grants,
  engineStates,
  get engine() {
    return connections.engine?.client;
  },
  get host() {
    return connections.host?.client;
  },
};
