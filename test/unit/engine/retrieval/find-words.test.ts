import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparableText } from '../../../../src/engine/retrieval/library-check/comparable-text.ts';
import { findWords } from '../../../../src/engine/retrieval/library-check/find-words.ts';
import { textStream } from '../../../../src/engine/retrieval/library-check/text-stream.ts';

const { signal } = new AbortController();

/** A document of these blocks, and where a quote is found in it. */
async function find(blocks: readonly string[], quote: string, hint: { before?: string; after?: string; start?: number } = {}) {
  let start = 0;
  const pieces = blocks.map((text) => {
    const piece = { start, text };
    start += text.length + 2;
    return piece;
  });
  const range = await findWords(await textStream(pieces, signal), { quote, before: '', after: '', start: 0, ...hint }, signal);
  return range && blocks.join('\n\n').slice(range.start, range.end);
}

test('words are found over the borders of blocks, whatever became of blanks, hyphens, case, accents and ligatures', async () => {
  expect(await find(['Intro.', 'Notice is given', 'in writing. Nothing else.'], 'given in   Writing')).toBe('given\n\nin writing.');
  expect(await find(['The ﬁnal résumé of the co\u00adoperation'], 'final resume of the co-operation')).toBe(
    'ﬁnal résumé of the co\u00adoperation',
  );
  expect(await find(['契約の解除は、六か月前に書面で通知する。'], '六か月前に書面で')).toBe('六か月前に書面で');
});

test('of equal words those are meant that stand where they stood', async () => {
  const rows = ['Berlin: total 40', 'Hamburg: total 40', 'Munich: total 40'];
  const text = rows.join('\n\n');
  const found = await find(rows, 'total 40', { before: 'Hamburg: ', after: '\n\nMunich' });
  expect(found).toBe('total 40');
  const range = await findWords(
    await textStream([{ start: 0, text }], signal),
    { quote: 'total 40', before: 'Hamburg: ', after: 'Munich', start: 0 },
    signal,
  );
  expect(range?.start).toBe(text.indexOf('total 40', text.indexOf('Hamburg')));
  for (const start of [...text.matchAll(/total 40/g)].map(({ index }) => index)) {
    for (const pieces of [[{ start: 0, text }], rows.map((row) => ({ start: text.indexOf(row), text: row }))]) {
      const nearest = await findWords(
        await textStream(pieces, signal),
        { quote: 'total 40', before: '', after: '', start: start + 1 },
        signal,
      );
      expect(nearest?.start).toBe(start);
    }
  }
});

test('a long quote with a changed word is found, another text that shares words with it is not', async () => {
  const quote = 'Either party may terminate the lease with six months notice to the end of a quarter.';
  const changed = 'Either party may terminate the lease with nine months notice to the end of a quarter.';
  expect(await find(['The lease begins in April.', changed, 'The end.'], quote)).toContain('terminate the lease with nine months notice');
  expect(await find(['Either party may object. The lease ends in a quarter of a year, notice or not.'], quote)).toBeNull();
  expect(await find(['nothing'], '…')).toBeNull();
});

test('any stretch of any text is found again, at a range that reads the same', async () => {
  const block = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(), async (blocks, a, b) => {
      const text = blocks.join('\n\n');
      const from = a % text.length;
      const quote = text.slice(from, from + 1 + (b % 60));
      const found = await find(blocks, quote, { start: from });
      if (comparableText(quote) === '') expect(found).toBeNull();
      else expect(comparableText(found ?? '')).toContain(comparableText(quote));
    }),
  );
});
