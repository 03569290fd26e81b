import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Resident memory of a process in bytes; undefined when it is gone or the system does not say. */
export async function residentBytesOf(pid: number): Promise<number | undefined> {
  try {
    if (process.platform === 'linux') {
      const kib = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
      return kib === undefined ? undefined : Number(kib) * 1024;
    }
    if (process.platform === 'win32') {
      const { stdout } = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], { windowsHide: true });
      return parseTasklist(stdout, pid);
    }
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
    const kib = Number.parseInt(stdout, 10);
    return Number.isNaN(kib) ? undefined : kib * 1024;
  } catch {
    return undefined;
  }
}

/** Last column of `"node.exe","1234","Console","1","45.678 K"`: thousands are divided by what the locale likes. */
export function parseTasklist(csv: string, pid: number): number | undefined {
  const columns = csv
    .split('\n')
    .map((line) => [...line.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? ''))
    .find((line) => line[1] === String(pid));
  const digits = columns?.at(4)?.replace(/\D/g, '');
  return digits ? Number(digits) * 1024 : undefined;
}
