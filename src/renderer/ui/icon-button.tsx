import { Tooltip } from '@base-ui/react/tooltip';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import './button.css';

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> {
  /** The name of the icon: for assistive technology and, on hover or focus, for everybody. */
  readonly label: string;
  readonly shortcut?: string;
  readonly icon: ReactNode;
}

/** A button that shows an icon only. Its name is never missing. */
export function IconButton({ label, shortcut, icon, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        render={<button type="button" {...rest} aria-label={label} className={['icon-button', className].filter(Boolean).join(' ')} />}
      >
        {icon}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="overlay-layer">
          <Tooltip.Popup className="tooltip">
            {label}
            {shortcut && <kbd>{shortcut}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
