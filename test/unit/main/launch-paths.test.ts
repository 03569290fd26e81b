import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { launchPaths } from '../../../src/main/launch-paths.ts';

const here = resolve('/home/someone');

describe('the files of a command line', () => {
  test('are made absolute from where it was typed', () => {
    expect(launchPaths(['footnote', 'notes/a.pdf', resolve('/b.md')], here)).toEqual([resolve(here, 'notes/a.pdf'), resolve('/b.md')]);
  });

  test('are neither switches nor addresses', () => {
    expect(launchPaths(['footnote', '--enable-x', '-v', 'https://example.com', 'footnote://open', ''], here)).toEqual([]);
  });

  test("do not include the application's own folder in development", () => {
    const app = resolve('/src/footnote');
    expect(launchPaths(['electron', '--no-sandbox', app, 'a.md'], here, app)).toEqual([resolve(here, 'a.md')]);
    expect(launchPaths(['electron', '.', 'a.md'], app, app)).toEqual([resolve(app, 'a.md')]);
  });

  test('a folder whose name begins like a drive letter stays a file', () => {
    expect(launchPaths(['footnote', 'c:/notes'], here)).toHaveLength(1);
  });
});
