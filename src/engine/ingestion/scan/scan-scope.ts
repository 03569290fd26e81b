/**
 * What of a source a scan looks at: all of it, or certain paths below it (a folder stands for all it holds). Paths have
 * forward slashes.
 */
export type ScanScope = 'whole' | readonly string[];

/** More paths than this are looked at by their folder. */
const MOST_PATHS = 500;

/** Paths without those that another one of them holds. */
function uncovered(paths: Iterable<string>): string[] {
  const all = new Set(paths);
  return [...all].filter((path) => {
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) if (all.has(path.slice(0, end))) return false;
    return true;
  });
}

/** The folder that holds them all; empty for the source itself. */
function commonFolder(paths: readonly string[]): string {
  let common = (paths[0] ?? '').split('/').slice(0, -1);
  for (const path of paths) {
    const parts = path.split('/');
    let at = 0;
    while (at < common.length && at < parts.length - 1 && common[at] === parts[at]) at += 1;
    common = common.slice(0, at);
  }
  return common.join('/');
}

/** The smallest scope that looks at all these paths and is not a long list. */
export function scopeOf(paths: Iterable<string>, most = MOST_PATHS): ScanScope {
  const list = uncovered(paths);
  if (list.includes('')) return 'whole';
  if (list.length <= most) return list;
  const folder = commonFolder(list);
  return folder === '' ? 'whole' : [folder];
}

/** Looks at what either looks at. */
export function joinScopes(one: ScanScope, other: ScanScope): ScanScope {
  return one === 'whole' || other === 'whole' ? 'whole' : scopeOf([...one, ...other]);
}
