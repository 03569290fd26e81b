import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ignoreLineFor, withIgnored } from '../../../../../src/engine/ingestion/scan/ignore-line.ts';
import { mayHavePassed } from '../../../../../src/engine/ingestion/scan/may-have-passed.ts';
import { cloudStubTarget, isPlaceholder } from '../../../../../src/engine/ingestion/scan/placeholder.ts';
import { createSourceFilter } from '../../../../../src/engine/ingestion/scan/source-filter.ts';
import { defaultSourceRules } from '../../../../../src/shared/domain/source.ts';
import { AppError, toErrorData } from '../../../../../src/shared/errors.ts';

const filterOf = (ignore: string, more: Partial<typeof defaultSourceRules> = {}) =>
  createSourceFilter({ ...defaultSourceRules, includeHidden: true, ...more, ignore });
const name = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((text) => !/[/\0]|^\.{1,2}$/.test(text));
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

describe('the ignore lines of a source', () => {
  it('read as Git reads them', () => {
    const filter = filterOf('*.bak\n/top.txt\nbuild/\n!keep.bak\n# a remark\ndoc/**/x\n');
    const left = ['a.bak', 'sub/a.bak', 'top.txt', 'build/a.txt', 'sub/build/b/c.txt', 'doc/x', 'doc/1/2/x'];
    const kept = ['keep.bak', 'sub/top.txt', 'build.txt', '# a remark', 'doc/y'];
    expect(left.filter((each) => filter.leavesOutBelow(each, false))).toEqual(left);
    expect(kept.filter((each) => filter.leavesOutBelow(each, false))).toEqual([]);
  });

  it('leave out exactly the excluded document, whatever its name is', () => {
    fc.assert(
      fc.property(path, path, (excluded, other) => {
        const filter = filterOf(withIgnored(defaultSourceRules, excluded).ignore);
        const bare = filterOf('');
        expect(filter.leavesOutBelow(excluded, false)).toBe(true);
        const isRelated = other === excluded || other.startsWith(`${excluded}/`) || /[\r\n]/.test(excluded);
        if (!isRelated && other.normalize() !== excluded.normalize()) {
          expect(filter.leavesOutBelow(other, false)).toBe(bare.leavesOutBelow(other, false));
        }
      }),
    );
  });

  it('may hold anything without a failure', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), path, (lines, each) => typeof filterOf(lines).leavesOutBelow(each, false) === 'boolean'),
    );
  });

  it('know a name in either Unicode form', () => {
    expect(filterOf('caf\u00e9.txt').leavesOut('cafe\u0301.txt', false)).toBe(true);
  });

  it('do not grow without end, and hold no line twice', () => {
    const once = withIgnored(defaultSourceRules, 'a [draft].txt');
    expect(once.ignore).toBe('/a \\[draft\\].txt\n');
    expect(withIgnored(once, 'a [draft].txt')).toBe(once);
    expect(ignoreLineFor('ends with a space ')).toBe('/ends with a space\\ ');
    expect(() => withIgnored({ ...once, ignore: 'x'.repeat(19_999) }, 'a.txt')).toThrow(AppError);
  });
});

describe('what is left out of every source', () => {
  it.each([
    'node_modules/a.md',
    '.git/config',
    '$RECYCLE.BIN/a',
    'System Volume Information/a',
    '.Trash-1000/a',
    'a/__pycache__/b',
    'b/~$a.docx',
    'Thumbs.db',
    'a.tmp',
    'a.part',
    'a.crdownload',
    'a.txt~',
    '._a.pdf',
  ])('%s, whatever the rules say', (each) => {
    expect(filterOf(`!${each}`).leavesOutBelow(each, false)).toBe(true);
  });

  it('is the folder of the library, where it lies in a source', () => {
    const filter = createSourceFilter(defaultSourceRules, { root: '/home/a', without: ['/home/a/data/footnote', '/home/b'] });
    expect(filter.leavesOutBelow('data/footnote/library.db', false)).toBe(true);
    expect(filter.leavesOutBelow('data/footnotes.txt', false)).toBe(false);
  });
});

describe('a file in the cloud', () => {
  it('is known by its stub, and without one only where a file without blocks is no sparse file', () => {
    expect(cloudStubTarget('.report.pdf.icloud')).toBe('report.pdf');
    expect(cloudStubTarget('report.icloud')).toBeNull();
    expect(isPlaceholder({ sizeBytes: 90_000, blocks: 0 }, 'darwin')).toBe(true);
    expect(isPlaceholder({ sizeBytes: 90_000, blocks: 0 }, 'win32')).toBe(true);
    expect(isPlaceholder({ sizeBytes: 90_000, blocks: 0 }, 'linux')).toBe(false);
    expect(isPlaceholder({ sizeBytes: 300, blocks: 0 }, 'win32')).toBe(false);
    expect(isPlaceholder({ sizeBytes: 90_000, blocks: 176 }, 'darwin')).toBe(false);
  });
});

describe('whether a failure may have passed', () => {
  const failed = (code: AppError['code'], details = {}) => toErrorData(new AppError(code, 'It failed.', { details }));
  it('depends on whether something besides the bytes decided it', () => {
    expect(mayHavePassed(failed('read-denied'), 1)).toBe(true);
    expect(mayHavePassed(failed('read-offline'), 1)).toBe(true);
    expect(mayHavePassed(failed('read-corrupt'), 1)).toBe(false);
    expect(mayHavePassed(failed('read-encrypted'), 1)).toBe(false);
    expect(mayHavePassed(failed('read-wrong-password'), 1)).toBe(false);
    expect(mayHavePassed(failed('read-too-large', { limit: 100, actual: 150 }), 200)).toBe(true);
    expect(mayHavePassed(failed('read-too-large', { limit: 100, actual: 150 }), 120)).toBe(false);
  });
});
