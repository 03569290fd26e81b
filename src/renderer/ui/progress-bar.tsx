import './progress-bar.css';

/** A hairline of progress. `fraction` null means that the end is not known. */
export function ProgressBar({ fraction, label, quiet = false }: { fraction: number | null; label: string; quiet?: boolean }) {
  const percent = fraction === null ? null : Math.round(Math.min(1, Math.max(0, fraction)) * 1000) / 10;
  return (
    <div
      className={quiet ? 'progress progress-quiet' : 'progress'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { 'aria-valuenow': percent })}
    >
      <span
        className={percent === null ? 'progress-fill progress-unknown' : 'progress-fill'}
        style={percent === null ? {} : { width: `${percent}%` }}
      />
    </div>
  );
}
