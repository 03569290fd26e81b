import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the processes that `parent` started, directly or not, whose command line holds `part`. Linux only. */
export function descendantsOf(parent: number, part: string): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The name of the program, in brackets, may hold anything; the parent's id is the second field after it.
      const ppid = Number(
        readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')[1],
      );
      children.set(ppid, [...(children.get(ppid) ?? []), Number(name)]);
    } catch {
      // Ended while it was looked at.
    }
  }
  const found: number[] = [];
  const visit = (pid: number): void => {
    for (const child of children.get(pid) ?? []) {
      try {
        if (readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(part)) found.push(child);
      } catch {
        continue;
      }
      visit(child);
    }
  };
  visit(parent);
  return found;
}
