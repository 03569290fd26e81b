/* What a utility process sees: `process.parentPort`, no `process.send`, and an `electron` module with little in it. */
import { EventEmitter } from 'node:events';
import type { PortFrame } from './ports.ts';

const send = process.send?.bind(process) as (message: object) => void;
// Our own children (node-llama-cpp forks one to test its binary) are plain Node processes.
delete process.env['STAND_IN_UTILITY'];
process.execArgv = [];
Object.defineProperty(process, 'send', { value: undefined });
Object.defineProperty(process, 'type', { value: 'utility' });

class Port extends EventEmitter {
  readonly #id: number;
  #waiting: unknown[] = [];
  #started = false;
  #closed = false;
  constructor(id: number) {
    super();
    this.#id = id;
  }
  postMessage(data: unknown): void {
    if (!this.#closed) send({ type: 'port', port: this.#id, data });
  }
  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    ports.delete(this.#id);
    send({ type: 'port-close', port: this.#id });
  }
  deliver(data: unknown): void {
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }
  lose(): void {
    if (this.#closed) return;
    this.#closed = true;
    ports.delete(this.#id);
    this.emit('close');
  }
}
const ports = new Map<number, Port>();

class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    send({ type: 'message', data });
  }
}
const parentPort = new ParentPort();
const early: object[] = [];

process.on('message', (message: PortFrame | { type: 'message'; data: unknown; ports: number[] }) => {
  if (message.type === 'port') ports.get(message.port)?.deliver(message.data);
  else if (message.type === 'port-close') ports.get(message.port)?.lose();
  else {
    const received = message.ports.map((id) => {
      const port = new Port(id);
      ports.set(id, port);
      return port;
    });
    const event = { data: message.data, ports: received };
    if (parentPort.listenerCount('message') > 0) parentPort.emit('message', event);
    else early.push(event);
  }
});
parentPort.on('newListener', (name) => {
  if (name === 'message') queueMicrotask(() => early.splice(0).forEach((event) => parentPort.emit('message', event)));
});
// A utility process dies with the application.
process.on('disconnect', () => process.exit(0));
Object.defineProperty(process, 'parentPort', { value: parentPort });

export const net = { fetch: (...args: Parameters<typeof fetch>) => fetch(...args) };
export const systemPreferences = {};
