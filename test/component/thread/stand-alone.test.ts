import { expect, test } from 'vitest';
import { standAlone } from '../../../src/renderer/features/thread/stand-alone.ts';
import { everyDocument } from '../../../src/shared/domain/scope.ts';

const query = (text: string) => ({ text, filter: everyDocument, unknown: [], corrections: [] });

test('a follow-up is saved as it was searched, a question as it was typed with where to look', () => {
  expect(standAlone({ question: 'And the deposit?', query: query('How high is the deposit of the lease?') })).toBe(
    'How high is the deposit of the lease?',
  );
  expect(standAlone({ question: 'How high is the deposit? type:pdf', query: query('How high is the deposit?') })).toBe(
    'How high is the deposit? type:pdf',
  );
  expect(standAlone({ question: 'How high?' })).toBe('How high?');
});
