import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runDoctor } from '../../../src/engine/api/doctor.ts';
import type { Library } from '../../../src/engine/store/open.ts';
import { modelRegistry } from '../ingestion/workbench.ts';
import { addDocument } from './sample-content.ts';
import { openTestLibrary, tempLibrary } from './temp-library.ts';

/** Writes noise over a page in the middle of the file. */
function damage(path: string): void {
  const file = openSync(path, 'r+');
  const pages = Math.floor(statSync(path).size / 16384);
  for (const page of [0.5, 0.6, 0.7, 0.8].map((part) => Math.floor(pages * part)))
    writeSync(file, Buffer.alloc(8000, 0x5a), 0, 8000, page * 16384);
  closeSync(file);
}

async function libraryLine(library: Library, path: string) {
  const checks = await runDoctor({
    libraryDir: dirname(path),
    library,
    models: modelRegistry(null),
    modelsInfo: () => Promise.reject(new Error('no models process here')),
  });
  return checks.find((check) => check.id === 'library');
}

describe('the doctor', () => {
  it('finds a whole library whole, and says of a damaged one what to do', async () => {
    const { library, path, sourceId } = tempLibrary();
    library.transaction((db) => {
      for (let index = 0; index < 200; index++) addDocument(db, sourceId, `${index}.txt`, [`paragraph ${index} `.repeat(500)]);
    });
    expect(await libraryLine(library, path)).toMatchObject({ verdict: 'ok', nextAction: null });
    library.close();
    damage(path);
    expect(await libraryLine(openTestLibrary(path), path)).toMatchObject({
      verdict: 'failed',
      nextAction: 'Move the library file away and add the folders again: the originals are untouched.',
    });
  });
});
