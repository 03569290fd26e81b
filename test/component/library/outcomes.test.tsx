import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { nextActionLabels } from '../../../src/renderer/client/error-words.ts';
import { outcomeNames } from '../../../src/renderer/ui/outcome-words.ts';
import { documentOutcomeSchema } from '../../../src/shared/domain/document.ts';
import { outcomeByCode, outcomeOf } from '../../../src/shared/domain/outcome.ts';
import { AppError, type ErrorCode, toErrorData } from '../../../src/shared/errors.ts';
import { createFakeHost } from '../fake/fake-host.ts';
import { documentOf } from '../fake/samples.ts';
import { openWindow, smallLibrary } from '../open-window.tsx';

const codes = Object.keys(outcomeByCode) as ErrorCode[];

function failed(id: number, code: ErrorCode) {
  const error = toErrorData(new AppError(code, 'x', { details: { subject: `${code}.bin`, reason: 'a drawing' } }));
  const document = documentOf(id, {
    name: `${code}.bin`,
    relativePath: `${code}.bin`,
    state: 'failed',
    error,
    format: null,
    indexedAtMs: null,
  });
  return { ...document, outcome: outcomeOf(document) };
}

async function openLibrary(...parameters: Parameters<typeof openWindow>) {
  const window = await openWindow(...parameters);
  await window.user.click(screen.getByTestId('nav-library'));
  await screen.findAllByTestId('document-row');
  return window;
}

test('every outcome has a name, and everything that was not read whole has one next action', async () => {
  const documents = [
    ...[...codes, 'read-denied' as const].map((code, index) => failed(index + 1, code)),
    documentOf(50, { name: 'gap.pdf', outcome: 'partial', warnings: ['Page 3 could not be read.', 'Page 9 could not be read.'] }),
    documentOf(51, { name: 'scan.pdf', outcome: 'no-text-layer', pagesWithoutText: 3, pageCount: 4 }),
    documentOf(52, { name: 'whole.pdf' }),
  ];
  await openLibrary(smallLibrary({ documents }));
  expect(new Set(documents.map(({ outcome }) => outcome))).toEqual(new Set(documentOutcomeSchema.options));
  for (const row of screen.getAllByTestId('document-row')) {
    const outcome = documentOutcomeSchema.parse(within(row).getByTestId('document-state').dataset['outcome']);
    const actions = within(row).queryAllByTestId('document-action');
    expect(actions, outcome).toHaveLength(outcome === 'ok' ? 0 : 1);
    if (outcome !== 'ok') expect(within(row).getByTestId('document-state').textContent).toContain(outcomeNames[outcome]);
  }
  expect(screen.getByText('Page 3 could not be read. And 1 more gap.')).toBeTruthy();
  expect(screen.getByText(/^3 of 4 pages are pictures of text\./)).toBeTruthy();
  expect(screen.getByText(/^It is a drawing, which cannot be read\./)).toBeTruthy();
  expect(Object.values(nextActionLabels)).toContain('Give password');
});

test('the list narrows to an outcome by its count, and what was not read is grouped by why', async () => {
  const documents = [failed(1, 'read-encrypted'), failed(2, 'read-wrong-password'), failed(3, 'read-corrupt'), documentOf(4)];
  const { user } = await openLibrary(smallLibrary({ documents }));
  const chip = await screen.findByTestId('document-outcome-encrypted');
  expect(chip.textContent).toBe('Needs a password 2');
  await user.click(chip);
  await waitFor(() => expect(screen.getAllByTestId('document-row')).toHaveLength(2));
  await user.click(chip);
  await waitFor(() => expect(screen.getAllByTestId('document-row')).toHaveLength(4));

  await user.click(screen.getByTestId('document-state-failed'));
  const heads = await screen.findAllByTestId('document-group');
  expect(heads.map(({ textContent }) => textContent)).toEqual(['Needs a password 2', 'Damaged 1']);
  expect(screen.getAllByTestId('document-row')).toHaveLength(3);
});

test('a password is asked for until it opens the file, and kept only where there is a keychain and one says so', async () => {
  const library = smallLibrary({ documents: [failed(1, 'read-encrypted')] });
  library.passwords.set(1, 'sesame');
  const { user, engine } = await openLibrary(library, createFakeHost({ capabilities: ['keychain'] }));
  await user.click(screen.getByTestId('document-action'));
  await user.type(await screen.findByTestId('password-input'), 'wrong{Enter}');
  await waitFor(() => expect(screen.getByTestId('error-note').dataset['code']).toBe('read-wrong-password'));
  expect(engine.calls).toContain('documents.givePassword');
  await user.click(screen.getByTestId('password-remember'));
  await user.type(screen.getByTestId('password-input'), 'sesame{Enter}');
  await waitFor(() => expect(screen.queryByTestId('password-dialog')).toBeNull());
  expect(engine.calls).toContain('documents.givePassword remembered');
  expect(screen.getByTestId('notice').textContent).toContain('is read.');
});

test('without a keychain nothing offers to remember a password', async () => {
  const { user } = await openLibrary(smallLibrary({ documents: [failed(1, 'read-encrypted')] }));
  await user.click(screen.getByTestId('document-action'));
  await screen.findByTestId('password-input');
  expect(screen.queryByTestId('password-remember')).toBeNull();
});

test('a kind that is not read says how to convert it, and can be left out, which can be taken back', async () => {
  const { user, engine, session } = await openLibrary(smallLibrary({ documents: [failed(1, 'read-unsupported'), documentOf(2)] }));
  const leaveOut = async () => {
    await user.click(screen.getByTestId('document-action'));
    expect((await screen.findByTestId('convert-help')).textContent).toContain('is a drawing, which is not read.');
    await user.click(screen.getByTestId('convert-exclude'));
    await screen.findByText('read-unsupported.bin', { selector: 's' });
  };
  await leaveOut();
  await user.click(screen.getByTestId('notice-action'));
  await screen.findByTestId('document-action');
  expect(engine.calls).not.toContain('documents.exclude');
  await leaveOut();
  session.removals.settle();
  await waitFor(() => expect(screen.getAllByTestId('document-row')).toHaveLength(1));
  expect(engine.library.documents.map(({ id }) => id)).toEqual([2]);
});

test('what of a source is left out is edited where the source stands', async () => {
  const { user, engine } = await openLibrary(smallLibrary());
  await user.click(screen.getByTestId('source-more'));
  await user.click(await screen.findByTestId('source-rules'));
  await user.type(await screen.findByTestId('rules-ignore'), 'Drafts/{Enter}*.bak');
  await user.click(screen.getByTestId('rules-hidden'));
  await user.clear(screen.getByTestId('rules-largest'));
  expect(screen.getByTestId('rules-save')).toHaveProperty('disabled', true);
  await user.type(screen.getByTestId('rules-largest'), '50');
  await user.click(screen.getByTestId('rules-save'));
  await waitFor(() => expect(screen.queryByTestId('rules-dialog')).toBeNull());
  expect(engine.library.sources[0]?.rules).toEqual({ ignore: 'Drafts/\n*.bak', includeHidden: true, largestFileBytes: 50 * 1024 * 1024 });
});
