import { useEffect, useRef } from 'react';
import './inline-name.css';

/** A name edited where it stands: Enter keeps it, Esc and leaving an empty field do not. */
export function InlineName(props: { label: string; initial: string; maxLength?: number; onDone: (name: string | null) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  /** By key: the focus goes to where the menu of the row is, not to the top of the page. */
  const leave = (field: HTMLInputElement, name: string | null) => {
    const row = field.closest('li');
    finish(name);
    setTimeout(() => {
      if (document.activeElement === document.body) row?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
    });
  };
  const finish = (name: string | null) => {
    if (done.current) return;
    done.current = true;
    props.onDone(name && name !== props.initial ? name : null);
  };
  return (
    <input
      ref={input}
      className="inline-name"
      data-testid="inline-name"
      aria-label={props.label}
      placeholder={props.label}
      defaultValue={props.initial}
      maxLength={props.maxLength ?? 120}
      onBlur={(event) => finish(event.currentTarget.value.trim())}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') leave(event.currentTarget, event.currentTarget.value.trim());
        if (event.key === 'Escape') leave(event.currentTarget, null);
      }}
    />
  );
}
