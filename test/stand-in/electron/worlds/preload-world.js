// The isolated world: stand-ins of contextBridge, ipcRenderer and webUtils, then the built preload as
// CommonJS, as in a sandboxed renderer. `__standInToMain` is a binding that only this world sees.
globalThis.__standInRunPreload = (preloadSource, platform) => {
  const { encode, decode } = globalThis.__standInCodec;
  const functions = new Map();
  const pendingInvokes = new Map();
  const listeners = new Map();
  const ports = new Map();
  let count = 0;
  const toMain = (message) => globalThis.__standInToMain(encode(message));
  const words = (error) => String(error?.message ?? error);

  const ipcRenderer = {
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++count;
        pendingInvokes.set(id, { resolve, reject, channel });
        toMain({ type: 'invoke', id, channel, args });
      }),
    send: (channel, ...args) => toMain({ type: 'send', channel, args }),
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return this;
    },
    off(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((other) => other !== listener),
      );
      return this;
    },
  };

  const describe = (value) => {
    if (value === ipcRenderer || value === electron) throw new Error('raw ipcRenderer exposed to the page');
    if (typeof value === 'function') {
      functions.set(++count, value);
      return { function: count };
    }
    if (value && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      return { object: Object.entries(value).map(([key, item]) => [key, describe(item)]) };
    }
    return { value: structuredClone(value) };
  };
  const emit = (type, detail) => window.dispatchEvent(new CustomEvent(`__stand-in:${type}`, { detail }));
  window.addEventListener('__stand-in:call', ({ detail }) => {
    try {
      const args = detail.wire.map((item) =>
        item.callback ? (...given) => emit('callback', { callback: item.callback, args: given }) : item.value,
      );
      const result = functions.get(detail.id)(...args);
      if (result instanceof Promise) {
        const id = ++count;
        emit('return', { promise: id });
        result.then(
          (value) => emit('settle', { id, value }),
          (error) => emit('settle', { id, error: words(error) }),
        );
      } else if (typeof result === 'function') emit('return', describe(result));
      else emit('return', { value: result === ipcRenderer ? undefined : result });
    } catch (error) {
      emit('return', { error: words(error) });
    }
  });

  // Electron's ports in a page have a `close` event, which the web's lack: the page's world plays it.
  const pagePorts = new Map();
  const openPort = (id) => {
    const channel = new MessageChannel();
    ports.set(id, channel.port1);
    pagePorts.set(channel.port2, id);
    channel.port1.addEventListener('message', ({ data }) => toMain({ type: 'port', port: id, data }));
    channel.port1.start();
    return channel.port2;
  };
  const postMessage = window.postMessage.bind(window);
  window.postMessage = (message, origin, transfer = []) => {
    emit('posting', { ids: transfer.map((port) => pagePorts.get(port)) });
    postMessage(message, origin, transfer);
  };
  window.addEventListener('__stand-in:port-closed', ({ detail }) => {
    if (ports.delete(detail.id)) toMain({ type: 'port-close', port: detail.id });
  });
  globalThis.__standInFromMain = (text) => {
    const message = decode(text);
    if (message.type === 'reply') {
      const pending = pendingInvokes.get(message.id);
      pendingInvokes.delete(message.id);
      if (message.error === undefined) pending.resolve(message.value);
      else pending.reject(new Error(`Error invoking remote method '${pending.channel}': ${message.error}`));
    } else if (message.type === 'port') ports.get(message.port)?.postMessage(message.data);
    else if (message.type === 'port-close') {
      ports.delete(message.port);
      emit('port-lost', { id: message.port });
    } else if (message.type === 'event') {
      const event = { ports: (message.ports ?? []).map(openPort), sender: ipcRenderer };
      for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args);
    }
  };

  // Electron knows a dropped file's path; here the driver announces the paths before it drops.
  let announced = new Map();
  globalThis.__standInAnnounce = (list) => {
    announced = new Map(list);
  };
  const webUtils = {
    getPathForFile(file) {
      if (!(file instanceof File)) throw new TypeError('The argument is not a File');
      return announced.get(file.name) ?? '';
    },
  };
  const contextBridge = { exposeInMainWorld: (key, api) => emit('expose', { key, shape: describe(api) }) };
  const electron = { contextBridge, ipcRenderer, webUtils };
  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name} (sandboxed preload)`);
  };
  const module = { exports: {} };
  // As Electron runs a sandboxed preload: a function around its source.
  // oxlint-disable-next-line typescript/no-implied-eval
  const run = new Function('require', 'module', 'exports', 'process', preloadSource);
  run(require, module, module.exports, { type: 'renderer', platform, sandboxed: true, contextIsolated: true, env: {}, versions: {} });
};
