import { posix, resolve, sep, win32 } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSafeName, safeSegments, toSafeName } from '../../../src/host/safe-path.ts';

const nasty = fc.string({ unit: 'binary' });
const pathLike = fc
  .array(fc.oneof(fc.constantFrom('..', '.', '', 'a', 'C:', 'con', '\\', '\0', '~', ' ', 'é'), nasty), { maxLength: 8 })
  .chain((parts) => fc.constantFrom('/', '\\', '//').map((separator) => parts.join(separator)));

describe('a relative path that is let through', () => {
  test('stays below its folder on every system', () => {
    fc.assert(
      fc.property(pathLike, (path) => {
        let segments: string[];
        try {
          segments = safeSegments(path);
        } catch {
          return;
        }
        expect(resolve('/srv', ...segments).startsWith(`/srv${sep}`)).toBe(true);
        expect(posix.resolve('/srv', ...segments).startsWith('/srv/')).toBe(true);
        expect(win32.resolve('C:\\root', ...segments).startsWith('C:\\root\\')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is every ordinary one', () => {
    expect(safeSegments('Berichte 2024/März/Übersicht (final).v2.pdf')).toEqual(['Berichte 2024', 'März', 'Übersicht (final).v2.pdf']);
    expect(safeSegments('文档/报告.docx')).toEqual(['文档', '报告.docx']);
  });
});

test('any name of a drop becomes a safe one, and a safe one stays as it is', () => {
  fc.assert(
    fc.property(fc.oneof(nasty, pathLike), (name) => {
      expect(isSafeName(toSafeName(name))).toBe(true);
      expect(toSafeName(name)).not.toMatch(/^\./);
    }),
    { numRuns: 2_000 },
  );
  for (const name of ['Reports', 'Jahr 2024', '报告']) expect(toSafeName(name)).toBe(name);
});
