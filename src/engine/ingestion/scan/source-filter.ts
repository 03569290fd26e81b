import ignore from 'ignore';
import type { SourceRules } from '../../../shared/domain/source.ts';
import { isLeftOut } from './left-out.ts';
import { cloudStubTarget } from './placeholder.ts';

/** Says what of a source is not looked at. Paths are below the source, with forward slashes. */
export interface SourceFilter {
  readonly largestFileBytes: number;
  /** Judges the entry itself; whoever went into its folders judged those. */
  leavesOut(relativePath: string, isFolder: boolean): boolean;
  /** Judges the folders above as well. */
  leavesOutBelow(relativePath: string, isFolder: boolean): boolean;
}

/** Systems on which `A.txt` and `a.txt` name one file. */
const ignoresCase = process.platform === 'win32' || process.platform === 'darwin';

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * The rules of one source: its ignore lines as Git reads them, hidden entries by choice, and what is left out of every
 * source. `without` are absolute folders that are never a part of it, as the library's own. Names are compared in one
 * Unicode form, whichever the file system keeps.
 */
export function createSourceFilter(rules: SourceRules, options: { root?: string; without?: readonly string[] } = {}): SourceFilter {
  const lines = rules.ignore.normalize('NFC');
  const ignored = lines.trim() === '' ? null : ignore({ ignorecase: ignoresCase, allowRelativePaths: true }).add(lines);
  const without = new Set((options.without ?? []).flatMap((folder) => placeBelow(options.root, folder)));

  function leavesOut(relativePath: string, isFolder: boolean): boolean {
    const name = lastPart(relativePath);
    if (isLeftOut(name) || without.has(relativePath)) return true;
    if (!rules.includeHidden && name.startsWith('.') && cloudStubTarget(name) === null) return true;
    return ignored?.ignores(`${relativePath.normalize('NFC')}${isFolder ? '/' : ''}`) ?? false;
  }

  return {
    largestFileBytes: rules.largestFileBytes,
    leavesOut,
    leavesOutBelow(relativePath, isFolder) {
      for (let end = relativePath.indexOf('/'); end !== -1; end = relativePath.indexOf('/', end + 1)) {
        if (leavesOut(relativePath.slice(0, end), true)) return true;
      }
      return leavesOut(relativePath, isFolder);
    },
  };
}

function placeBelow(root: string | undefined, folder: string): string[] {
  if (root === undefined) return [];
  const from = root.replaceAll('\\', '/').replace(/\/$/, '');
  const to = folder.replaceAll('\\', '/');
  return to.startsWith(`${from}/`) ? [to.slice(from.length + 1)] : [];
}
