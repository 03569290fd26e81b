import { powerMonitor } from 'electron';
import { type WatchedPower, watchPower } from '../supervise/machine-power.ts';

/** What the system says the machine runs on; once the app is ready. Not every system tells of a change, so it is asked, too. */
export function systemPower(): WatchedPower {
  const power = watchPower(() => powerMonitor.isOnBatteryPower());
  powerMonitor.on('on-ac', () => power.lookAgain());
  powerMonitor.on('on-battery', () => power.lookAgain());
  return power;
}
