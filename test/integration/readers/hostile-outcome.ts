import { expect } from 'vitest';
import type { ReaderPool } from '../../../src/engine/ingestion/readers/reader-pool.ts';
import { isAppError } from '../../../src/shared/errors.ts';
import { collectReading, type Reading } from '../../fixtures/documents/collect-reading.ts';
import { scratchFolder } from '../../fixtures/documents/scratch-folder.ts';

/** What comes of one of the `hostile` files in a real reader: the reading, or the code of the typed error it ended with. */
export async function hostileOutcome(
  pool: ReaderPool,
  hostile: Readonly<Record<string, () => Buffer | Promise<Buffer>>>,
  name: string,
): Promise<Reading | string> {
  using folder = scratchFolder();
  const make = hostile[name];
  if (!make) throw new Error(`no hostile file is named ${name}`);
  const path = folder.put(name, await make());
  try {
    return await collectReading(pool.read({ path, formatHint: null }));
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(error.details.subject).toBe(name);
    return error.code;
  }
}
