const MOST_CHARS = 400;

/**
 * An entry's name made into a path of a member: forward slashes, nothing that leads out of the container or begins at
 * a root, no control characters. Null for what names nothing. It is shown and looked up, never opened on a disk.
 */
export function safeMemberPath(name: string): string | null {
  const steps: string[] = [];
  for (const part of name.toWellFormed().replaceAll('\\', '/').split('/')) {
    // oxlint-disable-next-line no-control-regex
    const step = part.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '_').trim();
    if (step === '' || step === '.' || step === '..' || (steps.length === 0 && /^[a-z]:$/i.test(step))) continue;
    steps.push(step);
  }
  const path = steps.join('/');
  if (path === '') return null;
  // The end names the file and its kind.
  return path.length <= MOST_CHARS ? path : path.slice(-MOST_CHARS).replace(/^\/+/, '');
}

/** Gives each its own path: the second “a.txt” of a container becomes “a (2).txt”, always in the same order. */
export function createMemberNames(): { own(path: string): string } {
  const taken = new Map<string, number>();
  return {
    own(path) {
      const count = (taken.get(path) ?? 0) + 1;
      taken.set(path, count);
      if (count === 1) return path;
      const dot = path.lastIndexOf('.');
      const end = dot > path.lastIndexOf('/') + 1 ? dot : path.length;
      return this.own(`${path.slice(0, end)} (${count})${path.slice(end)}`);
    },
  };
}
