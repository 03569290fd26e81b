import { fileURLToPath } from 'node:url';
import type { ProcessKind } from '../shared/process.ts';

const built: Record<ProcessKind, string> = { engine: './engine.js', models: './models.js', reader: './reader.js' };
const sources: Record<ProcessKind, string> = {
  engine: '../engine/entry.ts',
  models: '../models/entry.ts',
  reader: '../engine/ingestion/readers/entry.ts',
};

/** The file of each process: beside the built file that this is part of, or the entry among the sources when run from them. */
export function processFiles(from: string = import.meta.url): Record<ProcessKind, string> {
  const files = from.endsWith('.ts') ? sources : built;
  const resolve = (kind: ProcessKind): string => fileURLToPath(new URL(files[kind], from));
  return { engine: resolve('engine'), models: resolve('models'), reader: resolve('reader') };
}
