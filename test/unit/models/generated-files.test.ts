import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { generateModels, testModelPath, type TestModelName } from '../../models/generate.ts';
import { modelFiles } from '../../models/model-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'footnote-models-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = Object.keys(modelFiles) as TestModelName[];
const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

test('the same sources always make the same bytes', () => {
  const again = generateModels(folder).map(digest);
  expect(again).toEqual(names.map((name) => digest(testModelPath(name))));
});

test('every file is small enough to be made again at any time', () => {
  const sizes = names.map((name) => readFileSync(testModelPath(name)).length);
  expect(Math.max(...sizes)).toBeLessThan(3_000_000);
});
