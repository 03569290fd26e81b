import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergePassages } from '../../../../src/engine/answering/merge-passages.ts';
import type { Passage } from '../../../../src/shared/domain/answer.ts';

const documentText = Array.from({ length: 200 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
const place = { kind: 'paragraph' as const, index: 1, headingPath: [] };

it('passages that share text become one, exactly as the document has it, at the place of the best', () => {
  const span = fc.record({
    documentId: fc.integer({ min: 1, max: 2 }),
    start: fc.integer({ min: 0, max: 180 }),
    length: fc.integer({ min: 1, max: 40 }),
  });
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
      const passages = spans.map(({ documentId, start, length }, index): Passage => {
        const end = Math.min(documentText.length, start + length);
        const text = documentText.slice(start, end);
        return { number: index + 1, chunkId: index, span: { documentId, start, end }, documentName: '', headingPath: [], text, place };
      });
      const kept = mergePassages(passages);
      for (const { text, span: covered } of kept) expect(text).toBe(documentText.slice(covered.start, covered.end));
      for (const { span: asked } of passages) {
        const holders = kept.filter(
          ({ span: { documentId, start, end } }) => documentId === asked.documentId && start <= asked.start && end >= asked.end,
        );
        expect(holders).toHaveLength(1);
      }
      expect(kept[0]?.chunkId).toBe(passages[0]?.chunkId);
      expect(kept.map(({ number }) => number)).toEqual(kept.map((_, index) => index + 1));
    }),
    { numRuns: 200 },
  );
});
