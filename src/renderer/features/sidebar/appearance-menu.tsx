import { SlidersHorizontal } from 'lucide-react';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { Menu, MenuChoice } from '../../ui/menu.tsx';

/** How the window looks. */
export function AppearanceMenu() {
  const { preferences } = useSession();
  const now = useStore(preferences);
  return (
    <Menu
      side="top"
      trigger={
        <button type="button" className="sidebar-place" data-testid="appearance">
          <SlidersHorizontal size={16} strokeWidth={1.75} aria-hidden />
          <span className="truncate">Appearance</span>
        </button>
      }
    >
      <MenuChoice
        label="Light"
        value={now.theme}
        options={[
          { value: 'system', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
        onChange={(theme) => preferences.change({ theme })}
      />
      <MenuChoice
        label="Contrast"
        value={now.contrast}
        options={[
          { value: 'system', label: 'As the system' },
          { value: 'more', label: 'More' },
        ]}
        onChange={(contrast) => preferences.change({ contrast })}
      />
      <MenuChoice
        label="Answers set in"
        value={now.face}
        options={[
          { value: 'serif', label: 'Serif' },
          { value: 'sans', label: 'Sans' },
        ]}
        onChange={(face) => preferences.change({ face })}
      />
    </Menu>
  );
}
