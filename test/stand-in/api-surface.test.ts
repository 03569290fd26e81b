import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as standIn from './electron/electron.ts';

const root = resolve(import.meta.dirname, '../..');

/** Value names that the files import from electron, and the members they use of each. */
function usedNames(pattern: string): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const file of globSync(pattern, { cwd: root })) {
    const text = readFileSync(resolve(root, file), 'utf8');
    for (const [, isType, list] of text.matchAll(/import (type )?\{([^}]*)\} from 'electron(?:\/\w+)?'/g)) {
      if (isType) continue;
      for (const name of (list ?? '').split(',').map((item) => item.trim())) {
        if (name === '' || name.startsWith('type ')) continue;
        const members = used.get(name) ?? new Set<string>();
        for (const [, member] of text.matchAll(new RegExp(`(?<![\\w.])${name}\\.(\\w+)`, 'g'))) members.add(member ?? '');
        used.set(name, members);
      }
    }
  }
  return used;
}

describe("the part of Electron's API that the shell uses", () => {
  test('all that main uses, the stand-in has', () => {
    const used = usedNames('src/main/**/*.ts');
    expect(used.size).toBeGreaterThan(8);
    const lacking: string[] = [];
    for (const [name, members] of used) {
      const part = (standIn as Record<string, unknown>)[name] as object | undefined;
      if (part === undefined) lacking.push(name);
      else for (const member of members) if (!(member in part)) lacking.push(`${name}.${member}`);
    }
    expect(lacking, 'write it in test/stand-in/electron first').toEqual([]);
  });

  test('all that the preload uses, the stand-in has', () => {
    const world = readFileSync(resolve(import.meta.dirname, 'electron/worlds/preload-world.js'), 'utf8');
    const offered =
      /const electron = \{([^}]*)\}/
        .exec(world)?.[1]
        ?.split(',')
        .map((name) => name.trim()) ?? [];
    const used = usedNames('src/preload/**/*.ts');
    expect([...used.keys()].filter((name) => !offered.includes(name))).toEqual([]);
    expect(used.size).toBe(3);
  });

  test('no file of main or the preload takes all of Electron at once', () => {
    const files = globSync('src/{main,preload}/**/*.ts', { cwd: root });
    const whole = files.filter((file) =>
      /import (\* as \w+|\w+) from 'electron|require\('electron/.test(readFileSync(resolve(root, file), 'utf8')),
    );
    expect(whole).toEqual([]);
  });
});
