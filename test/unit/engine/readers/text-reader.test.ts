import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBytes } from './read-bytes.ts';

test('paragraphs are divided by blank lines and know their lines', async () => {
  const { blocks } = await readBytes('notes.txt', '\nfirst line\nsecond line\r\n\r\n\n  third\n');
  expect(blocks.map(({ kind, text, lineStart, lineEnd }) => [kind, text, lineStart, lineEnd])).toEqual([
    ['paragraph', 'first line\nsecond line', 2, 3],
    ['paragraph', '  third', 6, 6],
  ]);
});

test('long stretches are cut at line ends, code stays as it stands', async () => {
  const lines = Array.from({ length: 200 }, (_, index) => `  line number ${index} of the log`);
  const { blocks } = await readBytes('server.log', lines.join('\n'));
  expect(blocks.length).toBeGreaterThan(2);
  expect(blocks.every(({ kind, text }) => kind === 'code' && text.length <= 2_000)).toBe(true);
  expect(blocks.map(({ text }) => text).join('\n')).toBe(lines.join('\n'));
  expect(blocks[1]?.lineStart).toBe((blocks[0]?.lineEnd ?? 0) + 1);
});

test('the hash and size are of the bytes read', async () => {
  const bytes = Buffer.from('Größe\n'.repeat(1000));
  const { end } = await readBytes('a.txt', bytes);
  expect(end).toEqual({ type: 'end', sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length, language: null });
});

test('every line that holds something is in exactly the block that names its number', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'ü', ' ', '語', '\t'), maxLength: 60 }), { minLength: 1, maxLength: 80 }),
      async (lines) => {
        fc.pre(lines.some((line) => line.trim() !== ''));
        const { blocks } = await readBytes('any.txt', lines.join('\n'));
        for (const [index, line] of lines.entries()) {
          if (line.trim() === '') continue;
          const holders = blocks.filter(
            ({ lineStart, lineEnd }) => lineStart !== null && lineStart <= index + 1 && index + 1 <= (lineEnd ?? 0),
          );
          expect(holders.length).toBe(1);
          expect(holders[0]?.text.split('\n')[index + 1 - (holders[0].lineStart ?? 0)]?.trimEnd()).toBe(line.trimEnd());
        }
      },
    ),
    { numRuns: 60 },
  );
});
