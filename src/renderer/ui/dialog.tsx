import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import './dialog.css';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Without it the title is for assistive technology only. */
  readonly showTitle?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
  readonly 'data-testid'?: string;
}

/** A dialog over the window. Esc and a press outside close it; the focus returns to where it was. */
export function Dialog({ open, onClose, title, showTitle = true, className, children, ...rest }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="dialog-backdrop" />
        <Base.Popup className={['dialog', className].filter(Boolean).join(' ')} {...rest}>
          {showTitle ? (
            <header className="dialog-header">
              <Base.Title className="dialog-title">{title}</Base.Title>
              <Base.Close className="icon-button" aria-label="Close">
                <X size={16} strokeWidth={1.75} />
              </Base.Close>
            </header>
          ) : (
            <Base.Title className="visually-hidden">{title}</Base.Title>
          )}
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
