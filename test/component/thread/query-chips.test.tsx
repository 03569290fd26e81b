import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { queryChips, suggestions, without } from '../../../src/renderer/features/thread/query-chips.ts';
import { everyDocument } from '../../../src/shared/domain/scope.ts';
import { sourceOf } from '../fake/samples.ts';
import { answerOf, receiptOf } from '../fake/samples.ts';
import { openWindow, smallLibrary } from '../open-window.tsx';

const input = () => screen.getByTestId<HTMLTextAreaElement>('composer-input');
const chipWords = () => screen.queryAllByTestId('query-chip').map((chip) => chip.textContent);
const library = () => smallLibrary({ sources: [sourceOf(1, { name: 'Leases' }), sourceOf(2, { name: 'Harbour Street' })] });

describe('what a text says about where to look', () => {
  test('is told piece by piece, what is not understood too', () => {
    const told = queryChips('type:pdf in:leases rent -sublease after:2024 type:foo').map(({ words, isUnderstood }) => [
      words,
      isUnderstood,
    ]);
    expect(told).toEqual([
      ['PDF', true],
      ['in leases', true],
      ['without “sublease”', true],
      ['changed since 1 Jan 2024', true],
      ['type:foo is no kind of document', false],
    ]);
  });

  test('tells of words left out only where something is left to look for', () => {
    const told = (text: string) => queryChips(text).map(({ words }) => words);
    expect(told('-draft')).toEqual([]);
    expect(told('- -draft ?')).toEqual([]);
    expect(told('-draft type:pdf')).toEqual(['without “draft”', 'PDF']);
    expect(told('-draft lease')).toEqual(['without “draft”']);
  });

  test('can be taken out without leaving a hole', () => {
    const text = 'type:pdf rent in:leases of 2024';
    expect(queryChips(text).map((chip) => without(text, chip))).toEqual(['rent in:leases of 2024', 'type:pdf rent of 2024']);
  });

  test('is suggested while it is typed, and only at the end', () => {
    const kinds = [['pdf', 'PDF'], ['mail', 'mail']] as const; // prettier-ignore
    const labels = (text: string) => suggestions(text, kinds, ['Leases', 'Harbour Street']).map(({ label }) => label);
    expect(labels('rent type:')).toEqual(['PDF', 'mail']);
    expect(labels('rent type:p')).toEqual(['PDF']);
    expect(labels('rent type:pdf')).toEqual([]);
    expect(labels('rent in:h')).toEqual(['Harbour Street']);
    expect(labels('rent type:p now')).toEqual([]);
    expect(suggestions('rent in:h', kinds, ['Harbour Street'])[0]?.text).toBe('rent in:"Harbour Street" ');
  });
});

describe('the composer', () => {
  test('shows what it understands while one types; a chip taken out is gone from the text', async () => {
    const { user } = await openWindow(library());
    await user.type(input(), 'type:pdf rent type:foo');
    expect(chipWords()).toEqual(['PDF', 'type:foo is no kind of document']);
    await user.click(screen.getByRole('button', { name: 'Take out: PDF' }));
    expect(input().value).toBe('rent type:foo');
    expect(document.activeElement).toBe(input());
  });

  test('lists what can be typed, and puts it in by keys alone; folders are those of the collection', async () => {
    const { user } = await openWindow(library());
    await user.type(input(), 'rent');
    screen.getByTestId('composer-narrow').focus();
    await user.keyboard('{Enter}');
    await user.click(await screen.findByRole('menuitem', { name: /Folder/ }));
    await waitFor(() => expect(input().value).toBe('rent in:'));
    const suggested = within(screen.getByTestId('query-suggestions')).getAllByRole('button');
    expect(suggested.map((button) => button.textContent)).toEqual(['Leases', 'Harbour Street']);
    suggested[1]?.focus();
    await user.keyboard('{Enter}');
    expect(input().value).toBe('rent in:"Harbour Street" ');
    expect(chipWords()).toEqual(['in Harbour Street']);
  });

  test('calls nothing unknown that may still become known, and its suggestions are reached with the arrows', async () => {
    const { user } = await openWindow(library());
    await user.type(input(), 'rent type:p');
    expect(chipWords()).toEqual([]);
    await user.keyboard('{ArrowDown}{ArrowRight}{ArrowUp}{Enter}');
    expect(input().value).toBe('rent type:pdf ');
    await user.type(input(), 'in:');
    await user.keyboard('{ArrowDown}{Escape}');
    expect(document.activeElement).toBe(input());
  });
});

test('an answer from a part of the collection says so, and where nothing was found one can search everywhere', async () => {
  const filter = { ...everyDocument, only: { ...everyDocument.only, formats: ['pdf' as const], folders: ['contracts'] } };
  const query = { text: 'notice period', filter, unknown: [], corrections: [] };
  const question = 'type:pdf in:contracts notice period';
  const answer = answerOf(1, { kind: 'not-found', question, text: 'Nothing.', query, receipt: receiptOf(1, { kind: 'not-found' }) });
  const thread = { id: 1, collectionId: 1, title: 'Notice', createdAtMs: 0, updatedAtMs: 0, answerCount: 1 };
  const { user, engine } = await openWindow(smallLibrary({ threads: [thread], answers: [answer] }));
  await user.click(await screen.findByTestId('thread-item'));
  expect((await screen.findByTestId('answer-understood')).textContent).toContain('Only PDF, in contracts.');
  await user.click(screen.getByTestId('ask-everywhere'));
  await waitFor(() => expect(engine.library.answers.at(-1)?.question).toBe('notice period'));
});
