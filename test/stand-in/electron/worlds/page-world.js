// The page's own world: receives what contextBridge exposes. CustomEvents are synchronous across
// worlds and their detail is structured-cloned, as the real bridge clones.
(() => {
  const callbacks = new Map();
  let count = 0;
  const call = (id, args) => {
    const wire = args.map((argument) => {
      if (typeof argument !== 'function') return { value: argument };
      callbacks.set(++count, argument);
      return { callback: count };
    });
    const out = {};
    window.addEventListener('__stand-in:return', (event) => Object.assign(out, event.detail), { once: true });
    window.dispatchEvent(new CustomEvent('__stand-in:call', { detail: { id, wire } }));
    if ('error' in out) throw new Error(out.error);
    if (out.function) return (...more) => call(out.function, more);
    if (out.promise) {
      return new Promise((resolve, reject) => {
        const settle = ({ detail }) => {
          if (detail.id !== out.promise) return;
          window.removeEventListener('__stand-in:settle', settle);
          if (detail.error === undefined) resolve(detail.value);
          else reject(new Error(detail.error));
        };
        window.addEventListener('__stand-in:settle', settle);
      });
    }
    return out.value;
  };
  const build = (shape) => {
    if (shape.function) return (...args) => call(shape.function, args);
    if (shape.object) return Object.freeze(Object.fromEntries(shape.object.map(([key, item]) => [key, build(item)])));
    return shape.value;
  };
  const arriving = [];
  const idsOfPorts = new WeakMap();
  const portsById = new Map();
  window.addEventListener('__stand-in:posting', ({ detail }) => arriving.push(detail.ids));
  window.addEventListener('message', (event) => {
    if (event.source !== window || event.ports.length === 0) return;
    const ids = arriving.shift() ?? [];
    for (const [index, port] of event.ports.entries()) {
      idsOfPorts.set(port, ids[index]);
      portsById.set(ids[index], port);
    }
  });
  window.addEventListener('__stand-in:port-lost', ({ detail }) => {
    const port = portsById.get(detail.id);
    portsById.delete(detail.id);
    // After the messages that are still on their way.
    setTimeout(() => port?.dispatchEvent(new Event('close')));
  });
  const close = MessagePort.prototype.close;
  MessagePort.prototype.close = function () {
    close.call(this);
    const id = idsOfPorts.get(this);
    if (id !== undefined && portsById.delete(id)) {
      window.dispatchEvent(new CustomEvent('__stand-in:port-closed', { detail: { id } }));
    }
  };

  window.addEventListener('__stand-in:expose', ({ detail }) =>
    Object.defineProperty(window, detail.key, { value: build(detail.shape), enumerable: true }),
  );
  window.addEventListener('__stand-in:callback', ({ detail }) => callbacks.get(detail.callback)?.(...detail.args));
})();
