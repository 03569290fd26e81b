import { expect, it } from 'vitest';
import { asksNothing } from '../../../../src/shared/domain/retrieval.ts';
import { everyDocument } from '../../../../src/shared/domain/scope.ts';
import { parseQuery } from '../../../../src/engine/retrieval/parse-query.ts';
import { notFoundText } from '../../../../src/engine/answering/write-without-model.ts';

const coverage = { documents: 2, searchable: 2, failed: 0, waiting: 0, chunks: 2, embedded: 0 };
const understood = (question: string) => ({ ...parseQuery(question), unknown: [], corrections: [] });

it('a question that only says where to look is told apart from one that nothing answers', () => {
  expect(asksNothing(understood('type:text in:notes'))).toBe(true);
  expect(asksNothing(understood('type:text ?'))).toBe(true);
  expect(asksNothing(understood('type:text rent'))).toBe(false);
  expect(asksNothing({ text: '?', filter: everyDocument, unknown: [], corrections: [] })).toBe(false);
  const limited = { isLimited: true, isEmpty: false };
  expect(notFoundText(coverage, { ...limited, asksNothing: true })).toContain('only where to look');
  expect(notFoundText(coverage, { ...limited, asksNothing: false })).toBe('Nothing in the documents that were searched answers this.');
  expect(notFoundText(coverage, { isLimited: true, isEmpty: true, asksNothing: true })).toContain('No document is in the part');
});
