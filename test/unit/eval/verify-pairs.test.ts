import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readPairs } from '../../eval/verify-pairs.ts';
import { figuresOf, type JudgedPair } from '../../eval/verify-report.ts';

const dirs: string[] = [];
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

function fileOf(...lines: unknown[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'footnote-pairs-'));
  dirs.push(dir);
  const path = join(dir, 'pairs.jsonl');
  writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return path;
}

describe('pairs of a file', () => {
  it('may call their labels and kinds as they like', async () => {
    const pair = { sentence: 'A.', span: 'A.' };
    const pairs = await readPairs(
      fileOf({ ...pair, label: true, kind: 'x' }, { ...pair, label: 'Refuted', kind: 'own-kind' }, { ...pair, label: 1 }),
    );
    expect(pairs.map(({ label, kind }) => [label, kind])).toEqual([
      ['supported', 'x'],
      ['unsupported', 'own-kind'],
      ['supported', 'no kind'],
    ]);
  });

  it('that are not in the form are named by their line', async () => {
    const path = fileOf(
      { sentence: 'A.', span: 'A.', label: 'supported' },
      { sentence: 'A.', label: 'supported' },
      { sentence: 'A.', span: 'A.', label: 'maybe' },
    );
    await expect(readPairs(path)).rejects.toThrow(/line 2: “span”[\s\S]*line 3: “label” is "maybe"/);
  });
});

describe('figures of judged pairs', () => {
  it('count weak as not caught, and false alarms among true sentences', () => {
    const judged = (label: JudgedPair['label'], kind: string, verdict: JudgedPair['verdict']): JudgedPair => ({
      sentence: '', span: '', language: 'en', label, kind, verdict, reasons: [],
    }); // prettier-ignore
    const figures = figuresOf('en', [
      judged('unsupported', 'number', 'unsupported'),
      judged('unsupported', 'number', 'weak'),
      judged('supported', 'verbatim', 'supported'),
      judged('supported', 'verbatim', 'unsupported'),
    ]);
    expect(figures).toMatchObject({ recall: 0.5, precision: 0.5, trueCalledUnsupported: 0.5, trueCalledWeak: 0 });
    expect(figures.kinds.find(({ kind }) => kind === 'number')).toMatchObject({ pairs: 2, recall: 0.5, precision: 0.5, weak: 1 });
  });
});
