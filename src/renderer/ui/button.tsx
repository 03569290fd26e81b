import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import './button.css';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly size?: 'normal' | 'small';
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with words. */
export function Button({ look = 'plain', size = 'normal', icon, children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" className={['button', `button-${look}`, `button-${size}`, className].filter(Boolean).join(' ')} {...rest}>
      {icon}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}
