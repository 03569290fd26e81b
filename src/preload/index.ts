import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  BRIDGE_NAME,
  type EngineProcessState,
  type FootnoteBridge,
  type WindowCommand,
  channels,
  isPortMessage,
} from '../shared/bridge.ts';
import type { Grant } from '../shared/contract/host.ts';

/** A subscription to what main sends on `channel`. */
const subscription =
  <T>(channel: string) =>
  (listener: (payload: T) => void): (() => void) => {
    const forward = (_event: unknown, payload: T): void => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => ipcRenderer.off(channel, forward);
  };

const bridge: FootnoteBridge = {
  requestPorts: () => ipcRenderer.send(channels.requestPorts),
  grantFiles: (files) => {
    const paths = Array.from(files, (file) => webUtils.getPathForFile(file as File)).filter((path) => path !== '');
    return ipcRenderer.invoke(channels.grantPaths, paths);
  },
  onCommand: subscription<WindowCommand>(channels.command),
  onGrants: subscription<Grant[]>(channels.grants),
  onEngineState: subscription<EngineProcessState>(channels.engineState),
};
contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);

// Ports cannot cross the bridge: they are handed to this very page, and to no page it may have become since.
const { origin } = window.location;
ipcRenderer.on(channels.port, (event, message: unknown) => {
  if (isPortMessage(message)) window.postMessage(message, origin, event.ports);
});
