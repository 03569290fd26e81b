import { EventEmitter } from 'node:events';

/** What travels about a port between here and where its other half is. */
export type PortFrame = { type: 'port'; port: number; data: unknown } | { type: 'port-close'; port: number };
type Send = (frame: PortFrame) => void;

/** Where a port went that was handed to a page or a child. */
interface Place {
  readonly id: number;
  readonly owner: object;
  readonly send: Send;
}

let portCount = 0;
const away = new Map<number, MessagePortMain>();

export class MessagePortMain extends EventEmitter {
  peer: MessagePortMain | undefined;
  place: Place | undefined;
  #waiting: unknown[] = [];
  #started = false;
  #closed = false;

  postMessage(data: unknown, _ports?: unknown): void {
    if (this.place) throw new Error('Cannot post on a port that was transferred');
    const copy = structuredClone(data);
    queueMicrotask(() => this.peer?.deliver(copy));
  }

  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    queueMicrotask(() => this.peer?.lose());
  }

  /** The other side said something. */
  deliver(data: unknown): void {
    if (this.#closed) return;
    if (this.place) this.place.send({ type: 'port', port: this.place.id, data });
    else if (this.#started) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }

  /** The other side is gone. */
  lose(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.place) {
      this.place.send({ type: 'port-close', port: this.place.id });
      away.delete(this.place.id);
    } else this.emit('close');
  }

  /** Hands this end to a page or a child; what has come for it goes along. */
  moveTo(owner: object, send: Send): number {
    if (this.place) throw new Error('Port is already transferred');
    this.place = { id: ++portCount, owner, send };
    away.set(this.place.id, this);
    for (const data of this.#waiting.splice(0)) this.deliver(data);
    if (this.#closed) send({ type: 'port-close', port: this.place.id });
    return this.place.id;
  }
}

export class MessageChannelMain {
  port1 = new MessagePortMain();
  port2 = new MessagePortMain();
  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

/** Hands ports to `owner`; returns their ids over there. */
export function transferPorts(ports: readonly MessagePortMain[] | undefined, owner: object, send: Send): number[] {
  return (ports ?? []).map((port) => port.moveTo(owner, send));
}

/** A page or child said something on a port it holds. */
export function fromAway(id: number, data: unknown): void {
  away.get(id)?.peer?.deliver(data);
}

/** A page or child closed a port it holds. */
export function closedAway(id: number): void {
  const port = away.get(id);
  away.delete(id);
  port?.close();
}

/** A page was left or a child died: all its ports are gone. */
export function ownerGone(owner: object): void {
  for (const [id, port] of away) if (port.place?.owner === owner) closedAway(id);
}
