import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const module = resolve(import.meta.dirname, '../../../src/engine/ingestion/readers/left-promises.ts');

test('a promise that a library leaves rejected does not end a reader, and what it quotes is not told', async () => {
  const code = `
    import { outliveLeftPromises } from ${JSON.stringify(module)};
    outliveLeftPromises((name, places) => console.log(name, places.includes('at ')));
    Promise.reject(new TypeError('words of a document'));
    Promise.reject('words of a document');
    setTimeout(() => console.log('still here'), 5);
  `;
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', code]);
  expect(stdout.trim().split('\n')).toEqual(['TypeError true', 'string false', 'still here']);
  expect(stdout + stderr).not.toContain('words of a document');
});
