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
        if (event.key === 'Enter') finish(event.currentTarget.value.trim());
        if (event.key === 'Escape') finish(null);
      }}
    />
  );
}
