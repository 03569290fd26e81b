import { PROTOCOL_VERSION } from '../../../src/shared/contract/base.ts';
import type { ChildHandle, ExitInfo, Fork, MessagePortLike } from '../../../src/shared/process.ts';
import { createPortPair } from '../../../src/shared/rpc/port-pair.ts';
import type { Time } from '../../../src/supervise/time.ts';

/** A clock that stands still until it is told to go on. */
export function createFakeTime(): Time & { advance(ms: number): Promise<void> } {
  let nowMs = 0;
  const timers = new Set<{ atMs: number; callback: () => void }>();
  return {
    nowMs: () => nowMs,
    random: () => 0.5,
    after(delayMs, callback) {
      const timer = { atMs: nowMs + delayMs, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        await settle();
        const next = [...timers].filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (!next) break;
        timers.delete(next);
        nowMs = next.atMs;
        next.callback();
      }
      nowMs = untilMs;
      await settle();
    },
  };
}

/** Lets everything that waits for nothing but the event loop happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A process that exists in memory only and does what the test says. */
export interface ScriptedChild {
  readonly alive: boolean;
  readonly far: MessagePortLike;
  readonly signals: string[];
  sayHello(protocol?: number): void;
  die(exit?: ExitInfo): void;
}

export interface ScriptedFork {
  fork: Fork;
  children: ScriptedChild[];
  alive(): ScriptedChild[];
  /** Forks take until `release`. */
  hold(): void;
  release(): void;
  /** The next starts fail. */
  failing: boolean;
  /** What a child does when asked to shut down, and when it gets SIGTERM. */
  obeys: 'shutdown' | 'SIGTERM' | 'SIGKILL';
}

export function createScriptedFork(): ScriptedFork {
  let pid = 1000;
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  const script: ScriptedFork = {
    children: [],
    failing: false,
    obeys: 'shutdown',
    alive: () => script.children.filter((child) => child.alive),
    hold: () => {
      gate.resolve();
      gate = Promise.withResolvers<void>();
    },
    release: () => gate.resolve(),
    async fork(kind) {
      await gate.promise;
      if (script.failing) throw new Error('no such file');
      const [near, far] = createPortPair();
      const exited = Promise.withResolvers<ExitInfo>();
      let alive = true;
      const child: ScriptedChild = {
        get alive() {
          return alive;
        },
        far,
        signals: [],
        sayHello: (protocol = PROTOCOL_VERSION) => {
          const port = far;
          port.postMessage({ type: 'hello', kind, protocol, pid });
        },
        die(exit = { code: 1, signal: null }) {
          if (!alive) return;
          alive = false;
          far.close();
          exited.resolve(exit);
        },
      };
      far.onMessage((message) => {
        const asked = (message as { type?: string }).type === 'shutdown';
        if (asked) child.signals.push('shutdown');
        if (asked && script.obeys === 'shutdown') child.die({ code: 0, signal: null });
      });
      script.children.push(child);
      const handle: ChildHandle = {
        kind,
        pid: ++pid,
        port: near,
        exited: exited.promise,
        kill(signal = 'SIGTERM') {
          child.signals.push(signal);
          if (signal === 'SIGKILL' || script.obeys !== 'SIGKILL') child.die({ code: null, signal });
        },
        residentBytes: async () => undefined,
      };
      return handle;
    },
  };
  return script;
}
