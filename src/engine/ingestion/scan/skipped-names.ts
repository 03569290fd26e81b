/** Folders and files that systems and tools leave behind; nobody means them by "my documents". */
const skippedNames: ReadonlySet<string> = new Set([
  'node_modules',
  '__pycache__',
  '__macosx',
  '$recycle.bin',
  'system volume information',
  'lost+found',
  'thumbs.db',
  'desktop.ini',
]);

/** True for hidden entries (a leading dot), lock files of office programs and the litter of systems and tools. */
export function isSkippedName(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || skippedNames.has(name.toLowerCase());
}
