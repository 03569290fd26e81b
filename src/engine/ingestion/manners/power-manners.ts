import { isSparing, type PowerStatus } from '../../../shared/domain/power.ts';
import type { EngineChange } from '../../../shared/domain/event.ts';
import type { Library } from '../../store/open.ts';
import { getSetting, setSetting } from '../../store/settings.ts';

/** What the machine runs on, as the host tells. */
export interface Power {
  readonly isOnBattery: boolean;
  onChange(listener: () => void): () => void;
}

/** How background work spares the battery. */
export interface PowerManners {
  status(): PowerStatus;
  /** True while background work goes slowly for the battery's sake. */
  readonly isSparing: boolean;
  /** Kept over restarts. */
  setFullSpeed(fullSpeedOnBattery: boolean): PowerStatus;
  /** Called when `isSparing` has changed. */
  onChange(listener: () => void): void;
  dispose(): void;
}

const KEY = 'power.full-speed-on-battery';

/** Without `power` the machine is taken to run on mains. */
export function createPowerManners(options: {
  library: Library;
  power: Power | undefined;
  emit: (change: EngineChange) => void;
}): PowerManners {
  const { library, power, emit } = options;
  const listeners: (() => void)[] = [];
  let fullSpeedOnBattery = getSetting(library.read, KEY) === 'yes';
  const status = (): PowerStatus => ({ isOnBattery: power?.isOnBattery ?? false, fullSpeedOnBattery });
  let wasSparing = isSparing(status());

  function tell(): PowerStatus {
    const now = status();
    emit({ type: 'power-changed', status: now });
    if (isSparing(now) !== wasSparing) {
      wasSparing = !wasSparing;
      for (const listener of listeners) listener();
    }
    return now;
  }
  const stopListening = power?.onChange(() => void tell());

  return {
    status,
    get isSparing() {
      return isSparing(status());
    },
    setFullSpeed(wanted) {
      library.transaction((db) => setSetting(db, KEY, wanted ? 'yes' : null));
      fullSpeedOnBattery = wanted;
      return tell();
    },
    onChange: (listener) => void listeners.push(listener),
    dispose: () => stopListening?.(),
  };
}
