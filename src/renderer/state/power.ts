import type { PowerStatus } from '../../shared/domain/power.ts';
import type { Client } from '../client/client.ts';
import type { Changes } from '../client/events.ts';
import { createStore, type Readable } from './store.ts';

export interface Power extends Readable<PowerStatus> {
  setFullSpeed(fullSpeedOnBattery: boolean): Promise<void>;
}

/** What the machine runs on, as the engine last reported it; mains until it has. */
export function createPower(client: Client, changes: Changes): Power {
  const store = createStore<PowerStatus>({ isOnBattery: false, fullSpeedOnBattery: false });
  const refresh = async () => {
    try {
      store.set(await client.engine.power.status());
    } catch {
      // Without it the window says nothing of the battery.
    }
  };
  changes.on((change) => {
    if (change.type === 'reset') void refresh();
    if (change.type === 'power-changed') store.set(change.status);
  });
  return {
    get: store.get,
    subscribe: store.subscribe,
    setFullSpeed: async (fullSpeedOnBattery) => store.set(await client.engine.power.setFullSpeed({ fullSpeedOnBattery })),
  };
}
