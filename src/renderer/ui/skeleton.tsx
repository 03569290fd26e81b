import { useDelayed } from './use-delayed.ts';
import './skeleton.css';

/** The structure of what is coming, shown when it takes longer than 200 ms. Widths are in percent. */
export function Skeleton({ lines, label }: { lines: readonly number[]; label: string }) {
  const shown = useDelayed(true);
  return (
    <div className="skeleton" aria-busy="true" role="status">
      <span className="visually-hidden">{label}</span>
      {shown && lines.map((width, index) => <span key={`${index}-${width}`} className="skeleton-line" style={{ width: `${width}%` }} />)}
    </div>
  );
}
