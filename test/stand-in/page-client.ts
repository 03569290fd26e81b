/*
 * Runs in a bare page (no script of the window), put there by the tests: typed clients over the ports that
 * the shell hands over, so that the shell can be tested whatever the window shows.
 */
import '../../src/shared/zod-without-eval.ts';
import { type FootnoteBridge, isPortMessage } from '../../src/shared/bridge.ts';
import { engineContract } from '../../src/shared/contract/engine.ts';
import { hostContract } from '../../src/shared/contract/host.ts';
import { createContractClient } from '../../src/shared/rpc/client.ts';
import { fromDomPort } from '../../src/shared/rpc/dom-port.ts';

declare const window: Window & { footnote: FootnoteBridge; shellTest: object };

const clients: Partial<Record<'engine' | 'host', unknown>> = {};
const commands: string[] = [];
const grants: unknown[] = [];
const engineStates: string[] = [];

window.addEventListener('message', (event) => {
  const port = event.ports[0];
  if (!isPortMessage(event.data) || !port) return;
  const wrapped = fromDomPort(port);
  const { client } =
    event.data.to === 'engine' ? createContractClient(engineContract, wrapped) : createContractClient(hostContract, wrapped);
  clients[event.data.to] = client;
});
window.footnote.onCommand((command) => commands.push(command));
window.footnote.onGrants((offered) => grants.push(...offered));
window.footnote.onEngineState((state) => engineStates.push(state));

/** Asks for ports and waits for both; again after the engine was lost. */
async function connect(): Promise<void> {
  delete clients.engine;
  delete clients.host;
  window.footnote.requestPorts();
  for (let wait = 0; wait < 600; wait += 1) {
    if (clients.engine && clients.host) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('no ports');
}

window.shellTest = {
  connect,
  commands,
  grants,
  engineStates,
  get engine() {
    return clients.engine;
  },
  get host() {
    return clients.host;
  },
};
