const integer = new Intl.NumberFormat('en');
const oneDecimal = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** 1204 → `1,204` */
export const count = (value: number): string => integer.format(value);

/** `1 file`, `2 files`; irregular plurals are given. */
export const counted = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`;

/** Bytes in the unit a file browser would use. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 9.95 ? oneDecimal.format(value) : integer.format(Math.round(value))} ${units[unit]}`;
}

/** Milliseconds as `42 ms`, `0.4 s`, from a minute on as `1 min 5 s`. */
export function seconds(durationMs: number): string {
  if (durationMs < 95) return `${Math.round(durationMs)} ms`;
  if (durationMs < 59_950) return `${oneDecimal.format(durationMs / 1000)} s`;
  const whole = Math.round(durationMs / 1000);
  return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Seconds left in words no more exact than the estimate. */
export function timeLeft(secondsLeft: number): string {
  if (secondsLeft < 10) return 'a few seconds left';
  if (secondsLeft <= 50) return `${Math.ceil(secondsLeft / 10) * 10} s left`;
  if (secondsLeft < 3300) return `${Math.max(1, Math.round(secondsLeft / 60))} min left`;
  return `${oneDecimal.format(secondsLeft / 3600)} h left`;
}

/** A rate: whole from 10 up, one decimal below. */
export const rate = (value: number): string => (value >= 9.95 ? integer.format(Math.round(value)) : oneDecimal.format(value));

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** Today as a time, this year as day and month, else with the year. */
export function moment(atMs: number, nowMs: number = Date.now()): string {
  const at = new Date(atMs);
  const now = new Date(nowMs);
  if (at.toDateString() === now.toDateString()) return clock.format(at);
  return at.getFullYear() === now.getFullYear() ? day.format(at) : date.format(at);
}

/** Money from millionths, with as many decimals as small sums need. */
export function money(micros: number, currency: string): string {
  const value = micros / 1_000_000;
  const sign = currency === 'EUR' ? '€' : currency === 'USD' ? '$' : currency;
  return `${value === 0 || value >= 0.01 ? value.toFixed(2) : value.toFixed(4)} ${sign}`;
}
