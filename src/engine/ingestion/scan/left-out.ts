/**
 * Folders and files that systems and tools leave behind; nobody means them by "my documents". Always left out, whatever
 * the rules of a source say. Documented for people in docs/what-is-read.md.
 */
const names: ReadonlySet<string> = new Set([
  // version control
  '.git',
  '.svn',
  '.hg',
  '.bzr',
  // packages and caches of tools
  'node_modules',
  'bower_components',
  '__pycache__',
  '.cache',
  '.npm',
  '.pnpm-store',
  '.yarn',
  '.venv',
  '.tox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.gradle',
  '.terraform',
  // what systems keep for themselves
  '$recycle.bin',
  'recycler',
  'system volume information',
  'lost+found',
  '__macosx',
  '.ds_store',
  '.spotlight-v100',
  '.fseventsd',
  '.temporaryitems',
  '.documentrevisions-v100',
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '.directory',
]);

/** Bins, resource forks, locks of office programs, and files that are only half there. */
const patterns = [
  /^\.trash/,
  /^\._/,
  /^~\$/,
  /^\.~lock\..*#$/,
  /^\.(nfs|fuse_hidden)[0-9a-f]+/,
  /\.(tmp|temp|part|partial|crdownload|download|swp|swo|lock|lck)$/,
  /~$/,
];

/** As globs, for a watcher that need not go into them. */
export const leftOutFolders = ['node_modules', '.git', '.svn', '.hg', '.cache', '__pycache__', '.venv'].map((name) => `**/${name}/**`);

/** True for what is left out of every source. */
export function isLeftOut(name: string): boolean {
  const lower = name.toLowerCase();
  return names.has(lower) || patterns.some((pattern) => pattern.test(lower));
}
