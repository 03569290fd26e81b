import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const SUPPLIES = '/sys/class/power_supply';
const MOST_SUPPLIES = 32;
const PMSET_LIMIT_MS = 5_000;

/** True on battery, false on mains, null where there is no battery or the system does not say (Windows, without Electron). */
export async function looksOnBattery(platform: NodeJS.Platform = process.platform): Promise<boolean | null> {
  if (platform === 'linux') return readSupplies(SUPPLIES);
  return platform === 'darwin' ? ofPmset(await pmset()) : null;
}

/** Reads what Linux tells of the supplies of a machine, a folder each in `dir`. */
export async function readSupplies(dir: string): Promise<boolean | null> {
  const names = await readdir(dir).catch(() => []);
  const supplies = await Promise.all(names.slice(0, MOST_SUPPLIES).map((name) => readSupply(join(dir, name))));
  // A mouse or a phone has a battery, too, but the machine does not run on it.
  const batteries = supplies.filter(({ type, scope }) => (type === 'Battery' || type === 'UPS') && scope !== 'Device');
  if (batteries.length === 0) return null;
  const isFed = supplies.some(
    ({ type, online, scope }) => type !== 'Battery' && type !== 'UPS' && scope !== 'Device' && online !== '0' && online !== '',
  );
  return !isFed && batteries.some(({ status }) => status === 'Discharging');
}

async function readSupply(folder: string) {
  const read = async (name: string): Promise<string> => (await readFile(join(folder, name), 'utf8').catch(() => '')).trim();
  const [type, scope, online, status] = await Promise.all([read('type'), read('scope'), read('online'), read('status')]);
  return { type, scope, online, status };
}

/** From the output of `pmset -g batt`. */
export function ofPmset(output: string): boolean | null {
  if (!output.includes('InternalBattery')) return null;
  return output.includes("'Battery Power'");
}

function pmset(): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('/usr/bin/pmset', ['-g', 'batt'], { timeout: PMSET_LIMIT_MS }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
}
