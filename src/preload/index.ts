import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { BRIDGE_NAME, type FootnoteBridge, channels, isPortMessage } from '../shared/bridge.ts';

/** Runs `listener` for every message of main on `channel`, until the returned function is called. */
function listen<T>(channel: string, listener: (payload: T) => void): () => void {
  const forward = (_event: unknown, payload: T): void => listener(payload);
  ipcRenderer.on(channel, forward);
  return () => ipcRenderer.off(channel, forward);
}

const bridge: FootnoteBridge = {
  requestPorts: () => ipcRenderer.send(channels.requestPorts),
  grantFiles: (files) => {
    const paths = Array.from(files, (file) => webUtils.getPathForFile(file as File)).filter((path) => path !== '');
    return ipcRenderer.invoke(channels.grantPaths, paths);
  },
  onCommand: (listener) => listen(channels.command, listener),
  onGrants: (listener) => listen(channels.grants, listener),
  onEngineState: (listener) => listen(channels.engineState, listener),
};
contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);

// Ports cannot cross the bridge: they are handed to this very page, and to no page it may have become since.
const { origin } = window.location;
ipcRenderer.on(channels.port, (event, message: unknown) => {
  if (isPortMessage(message)) window.postMessage(message, origin, event.ports);
});
