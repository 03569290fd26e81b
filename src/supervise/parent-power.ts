import { parseToChild } from '../shared/control.ts';
import type { MachinePower } from './machine-power.ts';
import type { ParentChannel } from './parent-channel.ts';

/** What the parent says the machine runs on; mains power until it has. */
export function createParentPower(channel: ParentChannel): MachinePower {
  const listeners = new Set<() => void>();
  let isOnBattery = false;
  channel.onMessage((message) => {
    const frame = parseToChild(message);
    if (frame?.type !== 'power' || frame.isOnBattery === isOnBattery) return;
    isOnBattery = frame.isOnBattery;
    for (const listener of listeners) listener();
  });
  return {
    get isOnBattery() {
      return isOnBattery;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
