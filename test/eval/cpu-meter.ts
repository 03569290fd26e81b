import { readFileSync } from 'node:fs';

/** CPU that was used up to now, in milliseconds; null where the system does not say. */
export type CpuMeter = () => number | null;

/** Linux counts in hundredths of a second wherever it runs. */
const TICK_MS = 10;

/** Counts this process and, while there is one, the process that `pid` gives. Only Linux tells about the other one. */
export function cpuMeter(pid: () => number | undefined): CpuMeter {
  return () => {
    const { user, system } = process.cpuUsage();
    const other = pid();
    if (other === undefined) return (user + system) / 1000;
    if (process.platform !== 'linux') return null;
    const stat = readFileSync(`/proc/${other}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (user + system) / 1000 + (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  };
}
