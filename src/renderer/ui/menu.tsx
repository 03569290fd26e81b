import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import './menu.css';

export interface MenuProps {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly align?: 'start' | 'end';
  readonly side?: 'top' | 'bottom';
  readonly children: ReactNode;
}

/** A menu that opens from `trigger`. */
export function Menu({ trigger, align = 'start', side = 'bottom', children }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="overlay-layer" sideOffset={4} align={align} side={side}>
          <Base.Popup className="menu">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly shortcut?: string | undefined;
  readonly loss?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
  readonly 'data-testid'?: string;
}

/** One command of a menu. `loss` marks what takes something away. */
export function MenuItem({ icon, shortcut, loss = false, onSelect, children, ...rest }: MenuItemProps) {
  // A command may open a field in the menu's place: it begins when the menu has given the focus back.
  const begin = () => setTimeout(onSelect);
  return (
    <Base.Item className={loss ? 'menu-item menu-item-loss' : 'menu-item'} onClick={begin} {...rest}>
      <span className="menu-icon">{icon}</span>
      <span className="truncate">{children}</span>
      {shortcut && <kbd>{shortcut}</kbd>}
    </Base.Item>
  );
}

/** A choice of one among several, inside a menu. */
export function MenuChoice<T extends string | number>(props: {
  label: string;
  value: T | null;
  options: readonly { value: T; label: string; note?: string }[];
  onChange: (value: T) => void;
  closes?: boolean;
}) {
  return (
    <Base.RadioGroup value={props.value} onValueChange={(value: T) => props.onChange(value)}>
      <Base.GroupLabel className="menu-label">{props.label}</Base.GroupLabel>
      {props.options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className="menu-item" closeOnClick={props.closes ?? false}>
          <span className="menu-icon">
            <Base.RadioItemIndicator>
              <Check size={16} strokeWidth={1.75} />
            </Base.RadioItemIndicator>
          </span>
          <span className="truncate">{option.label}</span>
          {option.note && <span className="menu-note tabular">{option.note}</span>}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export function MenuRule() {
  return <Base.Separator className="menu-rule" />;
}
