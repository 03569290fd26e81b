import { BatteryMedium } from 'lucide-react';
import { isSparing } from '../../../shared/domain/power.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';

/** How work in the background spares the battery, and the way to have it go on all the same; there while on battery. */
export function PowerRow() {
  const { power, notices } = useSession();
  const status = useStore(power);
  if (!status.isOnBattery) return null;
  const sparing = isSparing(status);
  const choose = () => void power.setFullSpeed(sparing).catch((error: unknown) => notices.sayError(error));
  return (
    <li className="source-row" data-testid="power-row">
      <BatteryMedium size={20} strokeWidth={1.5} aria-hidden />
      <div className="source-about">
        <div className="source-title">
          <span className="source-row-name">{sparing ? 'On battery: going slowly' : 'On battery: going at full speed'}</span>
        </div>
        <p className="source-text">
          {sparing
            ? 'Files are read one at a time, with rests in between. Text recognition waits for mains power.'
            : 'Reading, text recognition and embedding do not spare the battery.'}
        </p>
      </div>
      <div className="source-controls">
        <Button data-testid="power-choose" onClick={choose}>
          {sparing ? 'Go at full speed' : 'Go slowly'}
        </Button>
      </div>
    </li>
  );
}
