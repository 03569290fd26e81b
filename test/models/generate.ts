import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { modelFiles, type TestModelName } from './model-files.ts';

export type { TestModelName } from './model-files.ts';
export { scriptMarks } from './byte-pair-vocabulary.ts';

const cacheRoot = resolve(import.meta.dirname, '../../.cache/test-models');

/** Path of a test model, written now if it is not there yet. Safe to call from several processes at once. */
export function testModelPath(name: TestModelName): string {
  const path = join(cacheFolder(), `${name}.gguf`);
  if (!existsSync(path)) writeModel(path, name);
  return path;
}

/** Writes the named models, or all, into a folder and returns their paths in that order. */
export function generateModels(folder: string, names = Object.keys(modelFiles) as TestModelName[]): string[] {
  return names.map((name) => {
    const path = join(folder, `${name}.gguf`);
    writeModel(path, name);
    return path;
  });
}

function writeModel(path: string, name: TestModelName): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, modelFiles[name]());
  renameSync(unfinished, path);
}

/** The folder of the models made by exactly these sources. */
function cacheFolder(): string {
  const hash = createHash('sha256');
  const sources = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts'));
  for (const file of sources.sort()) hash.update(file).update(readFileSync(join(import.meta.dirname, file)));
  return join(cacheRoot, hash.digest('hex').slice(0, 16));
}

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) {
  const names = process.argv.slice(2) as TestModelName[];
  for (const name of names.length > 0 ? names : (Object.keys(modelFiles) as TestModelName[])) {
    process.stdout.write(`${testModelPath(name)}\n`);
  }
}
