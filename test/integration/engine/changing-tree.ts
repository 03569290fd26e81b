import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Numbers that a seed decides. */
function seededNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A folder of text files to which something happens all the time, as a seed decides. What lies on the disk is the truth. */
export function createChangingTree(root: string, seed: number) {
  const number = seededNumbers(seed);
  let texts = 0;

  const list = (): string[] =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .toSorted();
  const anyPath = (): string => `folder-${number(6)}/sub-${number(3)}/file-${number(60)}.txt`;
  const some = (paths: readonly string[]): string | undefined => paths[number(paths.length)];

  function text(): string {
    texts += 1;
    const paragraph = (at: number) => `Paragraph ${at} of text ${texts} says that the tenant of house ${number(900)} pays in time.`;
    return Array.from({ length: 1 + number(40) }, (_, at) => paragraph(at)).join('\n\n');
  }

  function put(path: string): void {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    const isAtomic = number(2) === 0;
    writeFileSync(isAtomic ? `${full}.tmp` : full, text());
    if (isAtomic) renameSync(`${full}.tmp`, full);
  }

  function move(from: string, to: string): void {
    if (existsSync(join(root, to))) return;
    mkdirSync(dirname(join(root, to)), { recursive: true });
    renameSync(join(root, from), join(root, to));
  }

  return {
    put,
    anyPath,
    /** Something happens: a file is written, changed, copied, moved or deleted, or a folder is renamed. */
    change(): void {
      const paths = list();
      const one = some(paths);
      const what = number(10);
      if (one === undefined || what < 3) put(anyPath());
      else if (what < 6) put(one);
      else if (what === 6) rmSync(join(root, one));
      else if (what === 7) move(one, anyPath());
      else if (what === 8) writeFileSync(join(root, `copy-${number(9)}.txt`), readFileSync(join(root, one)));
      else if (dirname(one) === '.') move(one, anyPath());
      else move(dirname(one), `folder-${number(6)}/sub-${number(9)}`);
    },
    number,
    /** Paths and texts, as they are now. */
    truth: (): Map<string, string> => new Map(list().map((path) => [path, readFileSync(join(root, path), 'utf8')])),
  };
}
