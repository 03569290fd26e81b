import { useEffect } from 'react';
import type { WindowCommand } from '../../shared/bridge.ts';
import { bridgeOf } from '../client/connect.ts';
import { useSession } from '../state/session-context.ts';

/** What a menu item of the shell runs in the window. */
const commands: Record<WindowCommand, string> = {
  'add-folder': 'add-folder',
  'add-files': 'add-files',
  'new-question': 'new-question',
  'command-palette': 'show-palette',
  find: 'show-palette',
  'toggle-library': 'show-library',
  'toggle-source-pane': 'toggle-source-pane',
  'open-settings': 'show-models',
  'show-shortcuts': 'show-shortcuts',
};

/** Obeys the shell's menu and takes the files it hands over, where there is a shell. */
export function useShell(): void {
  const { actions, adding } = useSession();
  useEffect(() => {
    const bridge = bridgeOf();
    if (!bridge) return undefined;
    const stops = [
      bridge.onCommand((command) => actions.run(commands[command])),
      bridge.onGrants((grants) => void adding.addGrants(grants)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [actions, adding]);
}
